"""Sheet «Замечания»: what is wrong, where, and what to do; in the region's workbook without files, texts or values."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book
from engine.report.factfields import stays_below
from engine.report.paper import print_blocks
from engine.report.scope import Scope
from engine.report.subjects import is_harmless, region_subject
from engine.report.tables import MIDDLE, WRAPPED, Column, draw_table, fitted, rows_of_list, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.language import mark, spoken, tr
from engine.vocabulary.messages import message_of, remedy, what

DISTRICT_COLUMNS = (
    Column(mark("Важность"), 19.5, WRAPPED),
    Column(mark("Организация"), 23, WRAPPED),
    Column(mark("Что найдено"), 38, WRAPPED),
    Column(mark("Что сделать"), 36, WRAPPED),
    Column(mark("Файл"), 23, WRAPPED),
    Column(mark("Лист"), 12, WRAPPED),
    Column(mark("Ячейка"), 8.5, MIDDLE),
    Column(mark("Строка"), 9, MIDDLE),
    Column(mark("Проверка"), 10, MIDDLE),
    Column(mark("Состояние и пояснение"), 24.5, WRAPPED),
    Column(mark("Код файла"), 13.5, MIDDLE),
)
REGION_COLUMNS = (
    Column(mark("Важность"), 19, WRAPPED),
    Column(mark("Муниципалитет"), 25, WRAPPED),
    Column(mark("Организация"), 29, WRAPPED),
    Column(mark("Код файла"), 14.5, MIDDLE),
    Column(mark("Проверка"), 10, MIDDLE),
    Column(mark("Строка"), 9, MIDDLE),
    Column(mark("О чём замечание"), 36, WRAPPED),
    Column(mark("Что сделать"), 40, WRAPPED),
    Column(mark("Состояние и пояснение"), 36, WRAPPED),
)
TITLE = mark("Замечания")
DISTRICT_NOTE = mark(
    "Ошибка не даёт учесть отчёт, предупреждение – просьба проверить. Пояснено организацией или снято решением "
    "муниципалитета – делать больше ничего не нужно. Файл, лист и ячейка – где это нашлось. Код файла – то, чем "
    "региональный свод обозначает файл вместо имени."
)
REGION_NOTE = mark(
    "Имена файлов, значения и тексты организаций в региональный свод не передаются, кроме пояснений и оснований без "
    "персональных данных: подробности – в муниципальном своде на листе «Замечания», там же по коду найдётся файл."
)
#: What the region is told where the district's own remedy would quote a file or a value.
REMEDY_BY_SERIES = {
    "F": mark("Муниципалитет просит организацию прислать файл заново."),
    "T": mark("Муниципалитет уточняет, чья это форма и за какой период."),
    "V": mark("Организация исправляет значение в этой строке."),
    "S": mark("Муниципалитет просит организацию прислать файл заново, на исходной форме."),
    "K": mark("Организация проверяет эти числа и исправляет их."),
    "C": mark("Муниципалитет проверяет, какой из отчётов организации верный."),
    "E": mark("Муниципалитет проверяет пояснение или решение."),
    "G": mark("Регион уточняет у муниципалитета; подробности – в таблице data/findings.csv."),
}
EXPLAINABLE_REMEDY = mark("Организация проверяет эти числа и исправляет их либо даёт пояснение.")
OTHER_REMEDY = mark("Подробности – в муниципальном своде.")
TOLD = mark("пояснение: {explanation}")
#: Findings about transmittals quote nothing but numbers and what the engine wrote itself, cells included.
_OF_TRANSMITTALS = "G"
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def write(book: Book, scope: Scope) -> None:
    """Write the sheet, the gravest open findings first, what is settled last."""
    record = _region_record if scope.is_public else _district_record
    findings = _ordered(scope)
    records = [record(scope, each) for each in findings]
    columns = fitted(REGION_COLUMNS if scope.is_public else DISTRICT_COLUMNS, records)
    page = book.add(tr(wording.FINDINGS), *widths(columns))
    draw_top(page, scope, tr(TITLE), len(columns) - 1, tr(REGION_NOTE if scope.is_public else DISTRICT_NOTE))
    last = draw_table(page, CONTENT_ROW, columns, records)
    for column in range(len(columns)):
        page.means(None, column, "plain:finding")
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_blocks(page, scope, rows_of_list(CONTENT_ROW, last), CONTENT_ROW)


def rows_of_places(scope: Scope) -> dict[str, int]:
    """The row of the first finding about each place that has any, for links from other sheets."""
    found: dict[str, int] = {}
    for row, finding in enumerate(_ordered(scope), start=CONTENT_ROW + 1):
        if finding.place_id:
            found.setdefault(finding.place_id, row)
    return found


def _ordered(scope: Scope) -> list[Finding]:
    return sorted(scope.findings, key=_order)


def _order(finding: Finding) -> tuple[object, ...]:
    return (not finding.is_open, _ORDER[finding.severity], finding.place_id or "", *finding.sort_key)


def _district_record(scope: Scope, finding: Finding) -> tuple[object, ...]:
    return (
        wording.SEVERITY[str(finding.severity)],
        scope.name_of(finding.place_id),
        what(finding, spoken()),
        remedy(finding, spoken()) if finding.is_open else tr(wording.SETTLED[str(finding.state)]),
        finding.path,
        finding.sheet,
        finding.cell,
        finding.line,
        finding.code,
        _state(scope, finding, finding.explanation),
        scope.index.code_of(finding),
    )


def _region_record(scope: Scope, finding: Finding) -> tuple[object, ...]:
    registry = scope.rulebook.registry
    district = registry.district_of(finding.place_id) if finding.place_id in registry and finding.place_id else None
    return (
        wording.SEVERITY[str(finding.severity)],
        district.name if district else None,
        scope.name_of(finding.place_id),
        scope.index.code_of(finding),
        finding.code,
        None if stays_below(scope, finding.line) else finding.line,
        region_subject(scope, finding),
        region_remedy(scope, finding),
        _state(scope, finding, region_explanation(finding)),
    )


def _state(scope: Scope, finding: Finding, explanation: str | None) -> str | None:
    """«пояснено: …»; the words of an explanation that explains nothing are kept beside what is said about it."""
    if finding.is_open:
        waits = _waits_for(scope, finding)
        told = tr(TOLD).format(explanation=explanation) if explanation else None
        return "; ".join(each for each in (waits, told) if each) or None
    return ": ".join(each for each in (tr(wording.STATE[str(finding.state)]), explanation) if each)


def _waits_for(scope: Scope, finding: Finding) -> str | None:
    if _is_explainable(scope, finding):
        return tr(wording.WAITS_FOR_EXPLANATION)
    waits = wording.WAITS.get(str(finding.severity))
    return None if waits is None else tr(waits)


def _is_explainable(scope: Scope, finding: Finding) -> bool:
    return finding.severity is Severity.WARNING and any(
        each.id == finding.code and each.explanation_allowed for each in scope.rulebook.controls
    )


def region_remedy(scope: Scope, finding: Finding) -> str:
    """What to do about a finding without quoting what was sent."""
    if not finding.is_open:
        return tr(wording.SETTLED[str(finding.state)])
    if finding.code.startswith(_OF_TRANSMITTALS) or is_harmless(message_of(finding.code).remedy("ru")):
        return remedy(finding, spoken())
    if _is_explainable(scope, finding):
        return tr(EXPLAINABLE_REMEDY)
    return tr(REMEDY_BY_SERIES.get(finding.code[:1], OTHER_REMEDY))


def region_explanation(finding: Finding) -> str | None:
    """What settles a finding: the organisation's words where no person is named in them, never a decision's basis."""
    if finding.is_open:
        return None
    if finding.state is FindingState.WAIVED:
        return tr(wording.BASIS_WITHHELD)
    return tr(wording.EXPLANATION_WITHHELD) if finding.withheld else finding.explanation
