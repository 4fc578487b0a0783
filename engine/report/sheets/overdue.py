"""Sheet «Просрочено»: overdue activities, worst first, and those of which nothing is known in a block of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.report import wording
from engine.report.book import Book, Page, area, quoted
from engine.report.index import Row
from engine.report.paper import print_blocks
from engine.report.plans import by_key
from engine.report.planwords import days_words, due_words
from engine.report.scope import Scope
from engine.report.silence import unknown_head
from engine.report.tables import (
    DATE,
    FILTERED,
    WRAPPED,
    Column,
    draw_filtered,
    draw_records,
    draw_table,
    fitted,
    widths,
    with_room,
)
from engine.report.texts import number_text
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.rulebook import Owed
from engine.template import style
from engine.vocabulary.language import mark, tr

_DAYS = Column(mark("Дней после срока"), 12, ("middle", style.COUNT))
_WHAT = (
    Column(mark("Кто отвечает"), 40, WRAPPED),
    Column(mark("№ по плану"), 11, ("middle", "wrap", "text")),
    Column(mark("Мероприятие"), 58, WRAPPED),
    Column(mark("Срок, как в документе"), 28, WRAPPED),
    Column(mark("Выполнить до"), 15, (*DATE, "wrap")),
)
DISTRICT_COLUMNS = (_DAYS, *_WHAT)
REGION_COLUMNS = (_DAYS, Column(mark("Муниципалитет"), 30, WRAPPED), *_WHAT)
_TOTAL, _HEAD, FIRST_ROW = CONTENT_ROW, CONTENT_ROW + 2, CONTENT_ROW + 3
TITLE = mark("Просрочено")
ALL = mark("Всего")
NOTE = mark(
    "Мероприятия, срок которых прошёл, а отметки о выполнении нет; дольше всех просроченные – сверху. Целевые строки "
    "дорожной карты решаются по охвату и сюда не входят."
)
NO_ROADMAP = mark("Дорожная карта не задана, поэтому просрочки не отслеживаются.")
NOT_EVERYWHERE = mark(
    "Дорожные карты заданы у {number} из {districts} муниципалитетов; у остальных просрочки не отслеживаются."
)
COUNTS = mark("Просрочено мероприятий: {number}, должников: {places}, дольше всего – {days}.")
SILENT = mark("Нет сведений: отчёта нет, он не принят или в нём нет этой строки; дни считаются от срока ({number})")
SILENT_TOO = mark(
    " В столбце «{head}» – всё, о чём нет сведений ({number}), в том числе то, чей срок ещё не наступил. На листах "
    "«{summary}» и «{overdue}» – только то, чей срок прошёл ({late})."
)


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    late, silent, known = overdue(scope), unknown(scope), by_key(scope)
    records = [_record(scope, each, known) for each in late]
    beside = [_record(scope, each, known) for each in silent]
    days, *what = fitted(REGION_COLUMNS if scope.is_region else DISTRICT_COLUMNS, [*records, *beside])
    due = what.pop()
    columns = (with_room(with_room(days, tr(FILTERED)), tr(days.head)), *what, with_room(due, tr(due.head)))
    page = book.add(tr(wording.OVERDUE), *widths(columns))
    draw_top(page, scope, tr(TITLE), len(columns) - 1, " ".join([note(scope), *_numbers(late)]))
    _draw_totals(page, scope, columns, len(late))
    row = draw_table(page, _HEAD, columns, records)
    blocks = [(_HEAD, FIRST_ROW), *((each, each) for each in range(FIRST_ROW + 1, row))]
    if silent:
        page.span(row + 1, 0, len(columns) - 1, tr(SILENT).format(number=number_text(len(silent))), "bar")
        page.height(row + 1, 20)
        last = draw_records(page, row + 2, columns, beside)
        blocks[-1] = (blocks[-1][0], row)  # with the blank row below
        blocks += [(row + 1, row + 2), *((each, each) for each in range(row + 3, last))]
    for first, rows in ((FIRST_ROW, late), (row + 2, silent)):
        for number, each in enumerate(rows, start=first):
            page.means(number, None, f"place:{each.place_id}", f"activity:{each.roadmap}:{each.key}")
    page.means(None, 0, "column:days_overdue")
    page.sheet.freeze_panes(_HEAD + 1, 0)
    print_blocks(page, scope, blocks, _HEAD)


def _draw_totals(page: Page, scope: Scope, columns: Sequence[Column], number: int) -> None:
    """Write how many activities are overdue, and how many of them the filter leaves."""
    who, rows = _who(columns), (FIRST_ROW, FIRST_ROW + max(1, number) - 1)
    for column in range(len(columns)):
        page.put(_TOTAL, column, None, "cell", "total")
    page.put(_TOTAL, 0, tr(ALL), "cell", "left", "total")
    page.formula(_TOTAL, who, f"=COUNTA({area(*rows, who)})", number, "cell", "left", "total", "count")
    page.height(_TOTAL, 18)
    draw_filtered(page, _TOTAL + 1, len(columns) - 1, rows, (who, number), {})
    for row in (_TOTAL, _TOTAL + 1):
        page.means(row, who, f"place:{scope.place.id}", "activities:overdue")


def _who(columns: Sequence[Column]) -> int:
    return len(columns) - len(_WHAT)


def first_rows(scope: Scope) -> dict[tuple[str, ...], int]:
    """The first row of the list for links: by district, and by district, roadmap and occurrence."""
    found: dict[tuple[str, ...], int] = {}
    for row, each in enumerate(overdue(scope), start=FIRST_ROW):
        found.setdefault((each.district_id,), row)
        found.setdefault((each.district_id, each.roadmap, each.key), row)
        found.setdefault((each.district_id, each.place_id), row)
    return found


def note(scope: Scope) -> str:
    """How to read the sheet, and for how many districts there is nothing to be overdue."""
    number = len(planned(scope))
    if number == len(scope.districts):
        return tr(NOTE)
    if scope.is_region and number:
        return f"{tr(NOTE)} {tr(NOT_EVERYWHERE).format(number=number, districts=len(scope.districts))}"
    return tr(NO_ROADMAP)


def planned(scope: Scope) -> set[str]:
    """Districts that have a roadmap."""
    return {row.district_id for row in scope.activities}


def overdue(scope: Scope) -> list[Row]:
    """Overdue activities, the longest overdue first."""
    return _worst_first([row for row in scope.activities if row.status == "overdue"])


def unknown(scope: Scope) -> list[Row]:
    """Activities past their due date of which nothing is known, the longest past first."""
    return _worst_first([row for row in scope.activities if row.status == "unknown" and row.days_overdue])


def silent_note(scope: Scope, rows: Sequence[Row]) -> str:
    """Why a column counts more activities of which nothing is known than stand on this sheet; empty where it does not.

    ``rows`` are what the column counts.
    """
    number, late = sum(row.status == "unknown" for row in rows), len(unknown(scope))
    if number <= late:
        return ""
    sheets = {"summary": tr(wording.SUMMARY), "overdue": tr(wording.OVERDUE)}
    numbers = {"number": number_text(number), "late": number_text(late)}
    return tr(SILENT_TOO).format(head=unknown_head(scope, rows), **numbers, **sheets)


def unconfirmed(scope: Scope) -> int:
    """How many of the overdue activities are so by a deadline that nobody has confirmed."""
    known = by_key(scope)
    return sum(not known[row.roadmap, row.key].occurrence.confirmed for row in overdue(scope))


def count_formula(scope: Scope) -> tuple[str, int]:
    """The formula that counts the overdue activities on this sheet, for other sheets, and its result."""
    number = len(overdue(scope))
    listed = area(FIRST_ROW, FIRST_ROW + max(1, number) - 1, 0)
    return f"=COUNT({quoted(tr(wording.OVERDUE))}!{listed})", number


def _numbers(late: list[Row]) -> list[str]:
    if not late:
        return []
    places, days = number_text(len({row.place_id for row in late})), days_words(late[0].days_overdue)
    return [tr(COUNTS).format(number=number_text(len(late)), places=places, days=days)]


def _worst_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-int(row.days_overdue or 0), row.place_id, row.roadmap, row.key))


def _record(scope: Scope, row: Row, known: Mapping[tuple[str, str], Owed]) -> tuple[object, ...]:
    owed = known[row.roadmap, row.key]
    district = (scope.name_of(row.district_id),) if scope.is_region else ()
    return (
        row.days_overdue,
        *district,
        scope.name_of(row.place_id),
        number_words(owed.activity, owed.occurrence, apart="\n"),
        row.title,
        row.deadline,
        due_words(owed.occurrence),
    )
