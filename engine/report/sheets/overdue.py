"""Sheet «Просрочено»: overdue activities, worst first, and silent places in a block of their own."""

from __future__ import annotations

from datetime import date

from engine.report import wording
from engine.report.book import Book, area, quoted
from engine.report.paper import print_setup
from engine.report.scope import Row, Scope
from engine.report.tables import COUNT, DATE, WRAPPED, Column, draw_table, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.template.content import day

COLUMNS = (
    Column("Дней просрочки", 12, COUNT),
    Column("Муниципалитет", 26, WRAPPED),
    Column("Кто отвечает", 34, WRAPPED),
    Column("№ по плану", 10, ("middle", "text")),
    Column("Мероприятие", 60, WRAPPED),
    Column("Срок, как в документе", 22, WRAPPED),
    Column("Выполнить до", 15, (*DATE, "wrap")),
)
NOTE = (
    "Мероприятия, срок которых прошёл, а отметки о выполнении нет. Целевые строки дорожной карты решаются по охвату и "
    "сюда не входят."
)
NO_ROADMAP = "Дорожная карта не задана, поэтому просрочки не отслеживаются."
NOT_EVERYWHERE = (
    "Дорожные карты заданы у {number} из {districts} муниципалитетов; у остальных просрочки не отслеживаются."
)
SILENT = "Нет отчёта: выполнено ли мероприятие, неизвестно"


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    page = book.add(wording.OVERDUE, *widths(COLUMNS))
    draw_top(page, scope, "Просрочено", len(COLUMNS) - 1, note(scope))
    row = draw_table(page, CONTENT_ROW, COLUMNS, [_record(scope, each) for each in overdue(scope)])
    silent = unknown(scope)
    if silent:
        page.span(row + 1, 0, len(COLUMNS) - 1, SILENT, "bar")
        page.height(row + 1, 20)
        draw_table(page, row + 2, COLUMNS, [_record(scope, each) for each in silent], filtered=False)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_setup(page, scope)
    page.sheet.repeat_rows(CONTENT_ROW)


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
    """Activities past their due date of places that have not reported, the longest past first."""
    return _worst_first([row for row in scope.activities if row.status == "unknown" and row.days_overdue])


def count_formula(scope: Scope) -> tuple[str, int]:
    """The formula that counts the overdue activities on this sheet, for other sheets, and its result."""
    number = len(overdue(scope))
    listed = area(CONTENT_ROW + 1, CONTENT_ROW + max(1, number), 0)
    return f"=COUNT({quoted(wording.OVERDUE)}!{listed})", number


def _worst_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-int(row.days_overdue or 0), row.place_id, row.roadmap, row.key))


def unconfirmed(scope: Scope) -> set[tuple[str, str]]:
    """Roadmap and key of the occurrences whose due date nobody has confirmed."""
    return {
        (roadmap_id, occurrence.key)
        for roadmap_id, roadmap in scope.rulebook.roadmaps.items()
        for activity in roadmap.activities
        for occurrence in activity.occurrences
        if not occurrence.confirmed
    }


def due_words(due_on: date, *, confirmed: bool) -> date | str:
    """The due date; one that nobody has confirmed is marked in words."""
    return due_on if confirmed else f"{day(due_on)}?\n{wording.UNSURE_DATE}"


def _record(scope: Scope, row: Row) -> tuple[object, ...]:
    return (
        row.days_overdue,
        scope.name_of(row.district_id),
        scope.name_of(row.place_id),
        row.activity,
        row.title,
        row.deadline,
        due_words(row.due_on, confirmed=(row.roadmap, row.key) not in unconfirmed(scope)),
    )
