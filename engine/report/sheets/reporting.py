"""Sheet «Сдача отчётов»: who reported and when, with errors, not at all; counts per status as live formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.report import wording
from engine.report.book import Book, Page, area, at, quoted
from engine.report.decisionwords import decision_words, decisions_about
from engine.report.paper import print_setup
from engine.report.scope import Row, Scope
from engine.report.tables import COUNT, DATE, TEXT, WRAPPED, Column, draw_table, widths
from engine.report.texts import listed
from engine.report.top import CONTENT_ROW, draw_top

COLUMNS = (
    Column("Муниципалитет", 28, WRAPPED),
    Column("Кто отчитывается", 34, WRAPPED),
    Column("Форма", 19, WRAPPED),
    Column("Состояние", 26, WRAPPED),
    Column("Получен", 12, DATE),
    Column("Срок сдачи", 12, DATE),
    Column("Опоздание, дней", 12, COUNT),
    Column("Ошибок", 11, COUNT),
    Column("Предупреждений", 16.5, COUNT),
    Column("Решение", 35, WRAPPED),
)
_CONTROL_NUMBER = Column("Контрольное число", 13, TEXT)  # what a signed paper is compared with: in the district
_DISTRICT, _STATUS = 0, 3
#: Statuses in the order of the small table, with what a report that counts by decision is shown as.
_BY_DECISION = "by_decision"
_STATUSES = {
    "on_time": wording.COMPLETENESS["on_time"],
    "late": wording.COMPLETENESS["late"],
    "reported": wording.COMPLETENESS["reported"],
    _BY_DECISION: wording.ACCEPTED_WITH_ERRORS,
    "with_errors": wording.COMPLETENESS["with_errors"],
    "silent": wording.COMPLETENESS["silent"],
}
_IN_TOTALS = (*wording.COUNTED, _BY_DECISION)
_HEAD = CONTENT_ROW
_EXPECTED, _COUNTED, _FIRST_STATUS = 1, 2, 3
_NAMES_SHOWN = 10
NOTE = (
    "Учтён – отчёт сдан и вошёл в итоги. Отчёт с ошибками не войдёт в итоги, пока его не исправят или пока "
    "муниципалитет не примет его своим решением. Нет отчёта – значит, данные неизвестны, а не равны нулю."
)


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: a small table per territory, then the list that it counts."""
    columns = _columns(scope)
    page = book.add(wording.REPORTING, *widths(columns))
    draw_top(page, scope, "Сдача отчётов", len(columns) - 1, " ".join([NOTE, *_exempt(scope)]))
    reports = _ordered(scope)
    districts = [scope.name_of(each.id) for each in scope.districts] if scope.is_region else []
    first = _HEAD + 1 + len(districts) + 3
    _draw_counts(page, scope, districts, reports, (first, first + max(0, len(reports) - 1)))
    draw_table(page, first - 1, columns, [_record(scope, row) for row in reports])
    print_setup(page, scope)
    page.sheet.repeat_rows(first - 1)


def _columns(scope: Scope) -> tuple[Column, ...]:
    return COLUMNS if scope.is_public else (*COLUMNS[:-1], _CONTROL_NUMBER, COLUMNS[-1])


def _exempt(scope: Scope) -> Iterator[str]:
    """Of whom no report is expected: they stand in no list."""
    if scope.exempt:
        names = listed([place.name for place in scope.exempt], _NAMES_SHOWN)
        yield f"Освобождены от отчёта: {names}. Основания – на листе «{wording.ABOUT}»."


def reported_formula(scope: Scope) -> tuple[str, str]:
    """The formula of «14 из 16» for other sheets, and its result."""
    counted = sum(row.status in wording.COUNTED for row in scope.completeness)
    sheet = quoted(wording.REPORTING)
    formula = f'={sheet}!{at(_HEAD + 1, _COUNTED)}&" из "&{sheet}!{at(_HEAD + 1, _EXPECTED)}'
    return formula, f"{counted} из {len(scope.completeness)}"


def _draw_counts(page: Page, scope: Scope, districts: list[str], reports: list[Row], listed: tuple[int, int]) -> None:
    heads = ("Территория", "Ожидается отчётов", "Учтено", *(each.text for each in _STATUSES.values()))
    for column, head in enumerate(heads):
        page.put(_HEAD, column, head, "head")
    page.height(_HEAD, max(page.needed(head, column, column, "head") for column, head in enumerate(heads)))
    for number, name in enumerate([f"Всего: {scope.place.name}", *districts]):
        inside = reports if number == 0 else [row for row in reports if scope.name_of(row.district_id) == name]
        look = ("total",) if number == 0 else ()
        row = _HEAD + 1 + number
        page.put(row, 0, name, "cell", "left", "wrap", *look)
        page.height(row, max(17.0, page.needed(name, 0, 0, "cell", "left", *look)))
        names, statuses = area(*listed, _DISTRICT), area(*listed, _STATUS)
        where = "" if number == 0 else f"{names},{at(row, 0)},"
        found = Counter(_status(scope, each) for each in inside)
        for offset, status in enumerate(_STATUSES):
            formula = f"=COUNTIFS({where}{statuses},{at(_HEAD, _FIRST_STATUS + offset)})"
            page.formula(row, _FIRST_STATUS + offset, formula, found[status], "cell", "middle", "count", *look)
        counted = [at(row, _FIRST_STATUS + [*_STATUSES].index(each)) for each in _IN_TOTALS]
        every = f"{at(row, _FIRST_STATUS)}:{at(row, _FIRST_STATUS + len(_STATUSES) - 1)}"
        total = sum(found[each] for each in _IN_TOTALS)
        page.formula(row, _EXPECTED, f"=SUM({every})", len(inside), "cell", "middle", "count", *look)
        page.formula(row, _COUNTED, f"={'+'.join(counted)}", total, "cell", "middle", "count", *look)


def _ordered(scope: Scope) -> list[Row]:
    """Reports by district, those that need action first."""
    order = ("silent", "with_errors", _BY_DECISION, "late", "reported", "on_time")
    return sorted(scope.completeness, key=lambda row: (row.district_id, order.index(_status(scope, row)), row.place_id))


def _status(scope: Scope, row: Row) -> str:
    return _BY_DECISION if row.status in wording.COUNTED and scope.index.waived.get(row.place_id) else str(row.status)


def _record(scope: Scope, row: Row) -> tuple[object, ...]:
    status = _status(scope, row)
    return (
        scope.name_of(row.district_id),
        scope.name_of(row.place_id),
        wording.FORM[row.form],
        _STATUSES[status],
        row.received_on,
        row.due_on,
        row.days_late or None,
        scope.index.waived[row.place_id] if status == _BY_DECISION else row.errors,
        row.warnings,
        *(() if scope.is_public else (scope.index.control_numbers.get(row.place_id),)),
        "\n".join(decision_words(scope, each) for each in decisions_about(scope, row.place_id)) or None,
    )
