"""Sheet «Сдача отчётов»: who reported and when, with errors, not at all; counts per status as live formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.report import wording
from engine.report.book import Book, Page, area, at, quoted
from engine.report.decisionwords import decision_words, decisions_about
from engine.report.index import Row
from engine.report.paper import print_blocks
from engine.report.scope import Scope
from engine.report.sheets import findings
from engine.report.signing import Spans, draw_signatures
from engine.report.tables import DATE, TEXT, WRAPPED, Column, draw_filtered, draw_head, draw_table, fitted, widths
from engine.report.texts import listed
from engine.report.top import CONTENT_ROW, draw_top
from engine.template import style
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level

_COUNT = ("middle", style.COUNT_OR_DASH)
_DISTRICT = Column(mark("Муниципалитет"), 34, WRAPPED)
_REPORT = (
    Column(mark("Кто отчитывается"), 48, WRAPPED),
    Column(mark("Состояние"), 34, WRAPPED),
    Column(mark("Получен"), 13, DATE),
    Column(mark("Срок сдачи"), 13, DATE),
    Column(mark("Опоздание, дней"), 13, _COUNT),
    Column(mark("Ошибок"), 13, _COUNT),
    Column(mark("Предупреждений"), 16, _COUNT),
)
_CONTROL_NUMBER = Column(mark("Контрольное число"), 13, TEXT)  # what a signed paper is compared with: in the district
_DECISION = Column(mark("Решение"), 34, WRAPPED)
#: Columns of the region's list, the widest one.
COLUMNS = (_DISTRICT, *_REPORT, _DECISION)
#: Which column of the completeness a column of the list shows, by its head.
_SHOWN = {"Получен": "received_on", "Срок сдачи": "due_on", "Опоздание, дней": "days_late"} | {
    "Ошибок": "errors",
    "Предупреждений": "warnings",
}
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
_LEAST_STATUS = 13.0  # width of a column that a status of the small table stands above
_NAMES_SHOWN = 10
TITLE = mark("Сдача отчётов")
NOTE = mark(
    "Учтён – отчёт сдан и вошёл в итоги. Отчёт с ошибками не войдёт в итоги, пока его не исправят или пока "
    "муниципалитет не примет его своим решением. Нет отчёта – значит, данные неизвестны, а не равны нулю."
)
EXEMPT = mark("Освобождены от отчёта: {names}. Основания – на листе «{sheet}».")
TERRITORY, SHARE, COUNTED = mark("Территория"), mark("Доля учтённых"), mark("Учтено из ожидаемых")
ALL = mark("Всего: {place}")
OF = mark("из")
LIST = mark("Отчёты по одному: сначала те, которых нет или которые не приняты")
TO_FINDINGS = mark("► лист «{sheet}»")
TO_REPORTS = mark("Показать эти отчёты в списке ниже")
TO_ERRORS = mark("Показать замечания к этому отчёту")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns and rows of the sheet: the small table has a row per territory, the list below a row per report."""

    columns: tuple[Column, ...]
    is_region: bool
    territories: int
    reports: int

    @property
    def status(self) -> int:
        return 2 if self.is_region else 1

    @property
    def first_status(self) -> int:
        return self.status + 1

    @property
    def last(self) -> int:
        return len(self.columns) - 1

    @property
    def list_head(self) -> int:
        return _HEAD + self.territories + 4  # a gap, the bar, the total that follows the filter

    @property
    def list_rows(self) -> tuple[int, int]:
        first = self.list_head + 1
        return first, first + max(1, self.reports) - 1

    def column(self, head: str) -> int:
        return next(number for number, each in enumerate(self.columns) if each.head == head)


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: a small table per territory, then the list that it counts, then where the office signs."""
    reports = _ordered(scope)
    records = [_record(scope, row) for row in reports]
    layout = _layout(scope, reports, records)
    page = book.add(tr(wording.REPORTING), *widths(layout.columns))
    draw_top(page, scope, tr(TITLE), layout.last, " ".join([tr(NOTE), *_exempt(scope)]))
    _draw_counts(page, scope, layout, reports)
    row = _draw_list(page, scope, layout, reports, records)
    signed = draw_signatures(page, scope, row + 1, _signature_spans(layout))
    blocks = [(each, each) for each in range(_HEAD + 1, layout.list_head - 3)]
    blocks += [
        (layout.list_head - 3, layout.list_head + 1),
        *((each, each) for each in range(layout.list_head + 2, row)),
    ]
    if signed is not None:
        blocks[-1] = (blocks[-1][0], signed[1])
    if layout.territories == 1:
        page.sheet.freeze_panes(layout.list_head + 1, 1)
    else:
        page.sheet.freeze_panes(0, 2)
    print_blocks(page, scope, blocks, layout.list_head)


def reported_formula(scope: Scope) -> tuple[str, str]:
    """The formula of «14 из 16» for other sheets, and its result."""
    status = 2 if scope.is_region else 1
    return f"={quoted(tr(wording.REPORTING))}!{at(_HEAD + 1, status)}", _of(scope.completeness)


def _layout(scope: Scope, reports: Sequence[Row], records: Sequence[tuple[object, ...]]) -> _Layout:
    district = (_DISTRICT,) if scope.is_region else ()
    number = () if scope.is_public else (_CONTROL_NUMBER,)
    columns = list(fitted((*district, *_REPORT, *number, _DECISION), records))
    first = len(district) + 2
    for each in range(first, min(len(columns), first + len(_STATUSES))):
        wide = columns[each]
        columns[each] = Column(wide.head, max(wide.width, _LEAST_STATUS), wide.look)
    return _Layout(tuple(columns), scope.is_region, 1 + len(district) * len(scope.districts), len(reports))


def _exempt(scope: Scope) -> Iterator[str]:
    """Of whom no report is expected: they stand in no list."""
    if scope.exempt:
        names = listed([place.name for place in scope.exempt], _NAMES_SHOWN)
        yield tr(EXEMPT).format(names=names, sheet=tr(wording.ABOUT))


def _draw_counts(page: Page, scope: Scope, layout: _Layout, reports: Sequence[Row]) -> None:
    share = (tr(SHARE),) if layout.is_region else ()
    draw_head(page, _HEAD, (tr(TERRITORY), *share, tr(COUNTED), *(each.text for each in _STATUSES.values())))
    places = [scope.place, *(scope.districts if layout.is_region else ())]
    for number, place in enumerate(places):
        inside = [each for each in enumerate(reports) if number == 0 or each[1].district_id == place.id]
        name = tr(ALL).format(place=place.name) if number == 0 else place.name
        look = ("total",) if number == 0 else ()
        row = _HEAD + 1 + number
        page.means(row, None, f"place:{place.id}")
        page.put(row, 0, name, "cell", "left", "wrap", *look)
        page.height(row, max(18.0, page.needed(name, 0, 0, "cell", "left", *look)))
        _draw_statuses(page, scope, layout, row, inside)
        _draw_share(page, layout, row, [each for _, each in inside], look)
    if layout.is_region:
        _draw_bars(page, _HEAD + 1, _HEAD + layout.territories)
    page.height(_HEAD + layout.territories + 1, 6)


def _draw_statuses(page: Page, scope: Scope, layout: _Layout, row: int, inside: Sequence[tuple[int, Row]]) -> None:
    """Write how many reports of a territory have each status, each number leading to them in the list."""
    look = ("total",) if row == _HEAD + 1 else ()
    territory = "" if row == _HEAD + 1 else f"{area(*layout.list_rows, 0)},{at(row, 0)},"
    for column, status in enumerate(_STATUSES, start=layout.first_status):
        found = [number for number, each in inside if _status(scope, each) == status]
        if found:
            first, last = layout.list_rows[0] + found[0], layout.list_rows[0] + found[-1]
            rows = page.range(first, last, 0, layout.last)
            page.jump(row, column, rows, tr(TO_REPORTS))
        formula = f"=COUNTIFS({territory}{area(*layout.list_rows, layout.status)},{at(_HEAD, column)})"
        page.formula(row, column, formula, len(found), "cell", "middle", style.COUNT_OR_DASH, *look)
        page.means(row, column, f"reports:{status}")


def _draw_share(page: Page, layout: _Layout, row: int, inside: Sequence[Row], look: tuple[str, ...]) -> None:
    """Write how many of how many reports count, in the region also as a share."""
    first = layout.first_status
    counted = "+".join(at(row, first + [*_STATUSES].index(each)) for each in _IN_TOTALS)
    every = f"SUM({area(row, row, first, first + len(_STATUSES) - 1)})"
    formula = f'=({counted})&" {tr(OF)} "&{every}'
    page.formula(row, layout.status, formula, _of(inside), "cell", "middle", "strong", *look)
    page.means(row, layout.status, "reports:counted", "reports:expected")
    if layout.is_region:
        number = sum(each.status in wording.COUNTED for each in inside)
        share = number / len(inside) if inside else None
        shown = f'=IF({every}=0,"",({counted})/{every})'
        page.formula(row, 1, shown, share, "cell", "right", "share", *look)
        page.means(row, 1, "reports:counted", "reports:expected")


def _draw_bars(page: Page, first: int, last: int) -> None:
    bar = {"type": "data_bar", "bar_solid": True, "bar_color": style.BAR, "data_bar_2010": True}
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    page.sheet.conditional_format(first, 1, last, 1, bar | ends)


def _draw_list(
    page: Page, scope: Scope, layout: _Layout, reports: Sequence[Row], records: Sequence[tuple[object, ...]]
) -> int:
    bar, (first, last) = layout.list_head - 2, layout.list_rows
    sheet = tr(wording.FINDINGS)
    page.span(bar, 0, layout.last - 2, tr(LIST), "bar")
    page.span(bar, layout.last - 1, layout.last, None, "cell")
    page.link(bar, layout.last - 1, sheet, tr(TO_FINDINGS).format(sheet=sheet), "cell", "middle", "link", "small")
    page.height(bar, 20)
    errors, warnings = layout.column("Ошибок"), layout.column("Предупреждений")
    summed = {column: sum(int(each[column] or 0) for each in records) for column in (errors, warnings)}  # type: ignore[call-overload]  # counts or None
    draw_filtered(page, bar + 1, layout.last, (first, last), (layout.status, len(records)), summed)
    page.means(bar + 1, layout.status, f"place:{scope.place.id}", "reports:expected")
    row = draw_table(page, layout.list_head, layout.columns, records)
    known = findings.rows_of_places(scope)
    for number, (report, record) in enumerate(zip(reports, records, strict=True), start=first):
        page.means(number, None, f"place:{report.place_id}", f"report:{report.form}")
        for column in (errors, warnings):
            if record[column] and report.place_id in known:
                page.jump(number, column, f"{quoted(sheet)}!{at(known[report.place_id], 0)}", tr(TO_ERRORS))
                page.put(number, column, record[column], "cell", *_COUNT)
    for column, each in enumerate(layout.columns):
        if each.head in _SHOWN:
            page.means(None, column, f"column:{_SHOWN[each.head]}")
    return row


def _signature_spans(layout: _Layout) -> Spans:
    who = layout.status - 1
    first = layout.first_status
    return (0, who), (layout.status, first + 1), (first + 3, layout.last)


def _ordered(scope: Scope) -> list[Row]:
    """Reports that need action first: by status, those of a district together."""
    order = ("silent", "with_errors", _BY_DECISION, "late", "reported", "on_time")
    return sorted(scope.completeness, key=lambda row: (order.index(_status(scope, row)), row.district_id, row.place_id))


def _status(scope: Scope, row: Row) -> str:
    return _BY_DECISION if row.status in wording.COUNTED and scope.index.waived.get(row.place_id) else str(row.status)


def _of(reports: Sequence[Row]) -> str:
    counted = sum(each.status in wording.COUNTED for each in reports)
    return f"{counted} {tr(OF)} {len(reports)}"


def _record(scope: Scope, row: Row) -> tuple[object, ...]:
    status, name = _status(scope, row), scope.name_of(row.place_id)
    is_own = scope.rulebook.registry[row.place_id].level is Level.DISTRICT
    return (
        *((scope.name_of(row.district_id),) if scope.is_region else ()),
        tr(wording.OF_DISTRICT).format(district=name) if is_own else name,
        _STATUSES[status],
        row.received_on,
        row.due_on,
        row.days_late or None,
        scope.index.waived[row.place_id] if status == _BY_DECISION else row.errors,
        row.warnings,
        *(() if scope.is_public else (scope.index.control_numbers.get(row.place_id),)),
        "\n".join(decision_words(scope, each) for each in decisions_about(scope, row.place_id)) or None,
    )
