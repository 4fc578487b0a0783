"""Sheet «Замечания»: what is wrong, where, and what to do; in the region's workbook without files, texts or values."""

from __future__ import annotations

from string import Formatter

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_setup
from engine.report.scope import Scope
from engine.report.tables import MIDDLE, WRAPPED, Column, draw_table, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.forms import lines_of
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import message_of, remedy, what

DISTRICT_COLUMNS = (
    Column("Важность", 17, WRAPPED),
    Column("Организация", 23, WRAPPED),
    Column("Что найдено", 41, WRAPPED),
    Column("Что сделать", 36, WRAPPED),
    Column("Файл", 23, WRAPPED),
    Column("Лист", 12, WRAPPED),
    Column("Ячейка", 8.5, MIDDLE),
    Column("Строка", 9, MIDDLE),
    Column("Проверка", 10, MIDDLE),
    Column("Состояние и пояснение", 24.5, WRAPPED),
    Column("Код файла", 13.5, MIDDLE),
)
REGION_COLUMNS = (
    Column("Важность", 19, WRAPPED),
    Column("Муниципалитет", 25, WRAPPED),
    Column("Организация", 29, WRAPPED),
    Column("Код файла", 14.5, MIDDLE),
    Column("Проверка", 10, MIDDLE),
    Column("Строка", 9, MIDDLE),
    Column("О чём замечание", 36, WRAPPED),
    Column("Что сделать", 40, WRAPPED),
    Column("Состояние и пояснение", 36, WRAPPED),
)
DISTRICT_NOTE = (
    "Ошибка не даёт учесть отчёт, предупреждение – просьба проверить. Пояснено организацией или снято решением "
    "муниципалитета – делать больше ничего не нужно. Файл, лист и ячейка – где это нашлось. Код файла – то, чем "
    "региональный свод обозначает файл вместо имени."
)
REGION_NOTE = (
    "Имена файлов, значения и тексты организаций в региональный свод не передаются, кроме пояснений и оснований без "
    "персональных данных: подробности – в муниципальном своде на листе «Замечания», там же по коду найдётся файл."
)
#: What the region is told where the district's own remedy would quote a file or a value.
REMEDY_BY_SERIES = {
    "F": "Муниципалитет просит организацию прислать файл заново.",
    "T": "Муниципалитет уточняет, чья это форма и за какой период.",
    "V": "Организация исправляет значение в этой строке.",
    "S": "Муниципалитет просит организацию прислать файл заново, на исходной форме.",
    "K": "Организация проверяет эти числа и исправляет их.",
    "C": "Муниципалитет проверяет, какой из отчётов организации верный.",
    "E": "Муниципалитет проверяет пояснение или решение.",
}
EXPLAINABLE_REMEDY = "Организация проверяет эти числа и исправляет их либо даёт пояснение."
#: What the region is told a finding is about where its own sentence would quote a file or a value.
SUBJECT_BY_SERIES = {
    "F": "Файл: формат или состояние",
    "T": "Форма: чья она, за какой период, все ли её части на месте",
    "V": "Значение в ячейке",
    "S": "Безопасность файла",
    "K": "Контрольное соотношение",
    "C": "Какой из отчётов учтён",
    "E": "Пояснение организации или решение муниципалитета",
}
#: Facts that say nothing about a person, a file or a value.
_HARMLESS = {"line", "column", "control", "title"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def write(book: Book, scope: Scope) -> None:
    """Write the sheet, the gravest open findings first, what is settled last."""
    columns = REGION_COLUMNS if scope.is_public else DISTRICT_COLUMNS
    record = _region_record if scope.is_public else _district_record
    page = book.add(wording.FINDINGS, *widths(columns))
    draw_top(page, scope, "Замечания", len(columns) - 1, REGION_NOTE if scope.is_public else DISTRICT_NOTE)
    findings = sorted(scope.findings, key=_order)
    draw_table(page, CONTENT_ROW, columns, [record(scope, each) for each in findings])
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_setup(page, scope)
    page.sheet.repeat_rows(CONTENT_ROW)


def _order(finding: Finding) -> tuple[object, ...]:
    return (not finding.is_open, _ORDER[finding.severity], finding.place_id or "", *finding.sort_key)


def _district_record(scope: Scope, finding: Finding) -> tuple[object, ...]:
    return (
        wording.SEVERITY[str(finding.severity)],
        scope.name_of(finding.place_id),
        what(finding),
        remedy(finding) if finding.is_open else wording.SETTLED[str(finding.state)],
        finding.path,
        finding.sheet,
        finding.cell,
        finding.line,
        finding.code,
        _state(scope, finding, finding.explanation),
        scope.index.file_codes.get(finding.path),
    )


def _region_record(scope: Scope, finding: Finding) -> tuple[object, ...]:
    registry = scope.rulebook.registry
    district = registry.district_of(finding.place_id) if finding.place_id in registry and finding.place_id else None
    return (
        wording.SEVERITY[str(finding.severity)],
        district.name if district else None,
        scope.name_of(finding.place_id),
        scope.index.file_codes.get(finding.path),
        finding.code,
        finding.line,
        region_subject(scope, finding),
        region_remedy(scope, finding),
        _state(scope, finding, region_explanation(finding)),
    )


def _state(scope: Scope, finding: Finding, explanation: str | None) -> str | None:
    """«пояснено: …»; the words of an explanation that explains nothing are kept beside what is said about it."""
    if finding.is_open:
        waits = _waits_for(scope, finding)
        told = f"пояснение: {explanation}" if explanation else None
        return "; ".join(each for each in (waits, told) if each) or None
    return ": ".join(each for each in (wording.STATE[str(finding.state)], explanation) if each)


def _waits_for(scope: Scope, finding: Finding) -> str | None:
    if _is_explainable(scope, finding):
        return wording.WAITS_FOR_EXPLANATION
    return wording.WAITS.get(str(finding.severity))


def _is_explainable(scope: Scope, finding: Finding) -> bool:
    return finding.severity is Severity.WARNING and any(
        each.id == finding.code and each.explanation_allowed for each in scope.rulebook.controls
    )


def region_subject(scope: Scope, finding: Finding) -> str | None:
    """What a finding is about without quoting what was sent: what a control asks for, the line's label or itself."""
    for control in scope.rulebook.controls:
        if control.id == finding.code:
            return wording.NOT_FULFILLED.format(title=control.title)
    for section in scope.form.sections:
        for line in lines_of(section):
            if line.line == finding.line:
                return line.label
    if _quoted(message_of(finding.code).text("ru")) <= _HARMLESS:
        return what(finding)
    return SUBJECT_BY_SERIES.get(finding.code[:1])


def region_remedy(scope: Scope, finding: Finding) -> str:
    """What to do about a finding without quoting what was sent."""
    if not finding.is_open:
        return wording.SETTLED[str(finding.state)]
    if _quoted(message_of(finding.code).remedy("ru")) <= _HARMLESS:
        return remedy(finding)
    if _is_explainable(scope, finding):
        return EXPLAINABLE_REMEDY
    return REMEDY_BY_SERIES.get(finding.code[:1], "Подробности – в муниципальном своде.")


def region_explanation(finding: Finding) -> str | None:
    """What settles a finding, in the organisation's or the district's words where no person is named in them."""
    if finding.is_open:
        return None
    if finding.withheld:
        return wording.BASIS_WITHHELD if finding.state is FindingState.WAIVED else wording.EXPLANATION_WITHHELD
    return finding.explanation


def _quoted(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
