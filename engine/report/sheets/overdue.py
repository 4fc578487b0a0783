"""Sheet «Просрочено»: overdue activities, worst first, and those of which nothing is known in a block of their own."""

from __future__ import annotations

from collections.abc import Mapping

from engine.report import wording
from engine.report.book import Book, area, quoted
from engine.report.paper import print_blocks
from engine.report.plans import by_key
from engine.report.planwords import days_words, due_words
from engine.report.scope import Row, Scope
from engine.report.tables import COUNT, DATE, WRAPPED, Column, draw_records, draw_table, widths
from engine.report.texts import number_text
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.rulebook import Owed

_DAYS = Column("Дней после срока", 16, COUNT)
_WHAT = (
    Column("Кто отвечает", 36, WRAPPED),
    Column("№ по плану", 11, ("middle", "wrap", "text")),
    Column("Мероприятие", 60, WRAPPED),
    Column("Срок, как в документе", 24, WRAPPED),
    Column("Выполнить до", 15, (*DATE, "wrap")),
)
DISTRICT_COLUMNS = (_DAYS, *_WHAT)
REGION_COLUMNS = (_DAYS, Column("Муниципалитет", 26, WRAPPED), *_WHAT)
NOTE = (
    "Мероприятия, срок которых прошёл, а отметки о выполнении нет; дольше всех просроченные – сверху. Целевые строки "
    "дорожной карты решаются по охвату и сюда не входят."
)
NO_ROADMAP = "Дорожная карта не задана, поэтому просрочки не отслеживаются."
NOT_EVERYWHERE = (
    "Дорожные карты заданы у {number} из {districts} муниципалитетов; у остальных просрочки не отслеживаются."
)
NOTHING = "На {as_of} просроченных мероприятий нет."
SILENT = "Нет сведений: отчёта нет, он не принят или в нём нет этой строки; дни считаются от срока"


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    columns = REGION_COLUMNS if scope.is_region else DISTRICT_COLUMNS
    page = book.add(wording.OVERDUE, *widths(columns))
    late, silent, known = overdue(scope), unknown(scope), by_key(scope)
    draw_top(page, scope, "Просрочено", len(columns) - 1, " ".join([note(scope), *_numbers(late)]))
    row = draw_table(page, CONTENT_ROW, columns, [_record(scope, each, known) for each in late])
    blocks = [(each, each) for each in range(CONTENT_ROW + 1, row)]
    if silent:
        page.span(row + 1, 0, len(columns) - 1, f"{SILENT} ({number_text(len(silent))})", "bar")
        page.height(row + 1, 20)
        last = draw_records(page, row + 2, columns, [_record(scope, each, known) for each in silent])
        blocks[-1] = (blocks[-1][0], row)  # with the blank row below
        blocks += [(row + 1, row + 2), *((each, each) for each in range(row + 3, last))]
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_blocks(page, scope, blocks, CONTENT_ROW)


def note(scope: Scope) -> str:
    """How to read the sheet, and for how many districts there is nothing to be overdue."""
    number = len(planned(scope))
    if number == len(scope.districts):
        return NOTE
    if scope.is_region and number:
        return f"{NOTE} {NOT_EVERYWHERE.format(number=number, districts=len(scope.districts))}"
    return NO_ROADMAP


def planned(scope: Scope) -> set[str]:
    """Districts that have a roadmap."""
    return {row.district_id for row in scope.activities}


def overdue(scope: Scope) -> list[Row]:
    """Overdue activities, the longest overdue first."""
    return _worst_first([row for row in scope.activities if row.status == "overdue"])


def unknown(scope: Scope) -> list[Row]:
    """Activities past their due date of which nothing is known, the longest past first."""
    return _worst_first([row for row in scope.activities if row.status == "unknown" and row.days_overdue])


def unconfirmed(scope: Scope) -> int:
    """How many of the overdue activities are so by a deadline that nobody has confirmed."""
    known = by_key(scope)
    return sum(not known[row.roadmap, row.key].occurrence.confirmed for row in overdue(scope))


def count_formula(scope: Scope) -> tuple[str, int]:
    """The formula that counts the overdue activities on this sheet, for other sheets, and its result."""
    number = len(overdue(scope))
    listed = area(CONTENT_ROW + 1, CONTENT_ROW + max(1, number), 0)
    return f"=COUNT({quoted(wording.OVERDUE)}!{listed})", number


def _numbers(late: list[Row]) -> list[str]:
    if not late:
        return []
    places = len({row.place_id for row in late})
    counts = f"Просрочено мероприятий: {number_text(len(late))}, должников: {number_text(places)}"
    return [f"{counts}, дольше всего – {days_words(late[0].days_overdue)}."]


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
