"""Sheet «Документы» of a district's workbook: section 6 of the form, and the documents named in the roadmap."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_setup
from engine.report.records import lines_of_places, roadmap_lines
from engine.report.scope import Scope
from engine.report.tables import WRAPPED, Column, draw_table, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.report.wording import Status
from engine.rulebook.forms import lines_of

SECTION = "6"
COLUMNS = (
    Column("Организация", 40, WRAPPED),
    Column("Документ или мероприятие", 52, WRAPPED),
    Column("Есть, статус", 17, WRAPPED),
    Column("Реквизиты, подтверждающий документ", 44, WRAPPED),
    Column("Ссылка, примечание", 40, WRAPPED),
)
NOTE = (
    "Раздел 6 формы и графы дорожной карты, как заполнили организации. Ссылки – текст: проверьте адрес, прежде чем "
    "открыть."
)
_YES_NO = {"да": Status("√", "да", "good"), "нет": Status("▼", "нет", "bad")}


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    page = book.add(wording.DOCUMENTS, *widths(COLUMNS))
    draw_top(page, scope, "Документы", len(COLUMNS) - 1, NOTE)
    draw_table(page, CONTENT_ROW, COLUMNS, [*_section_records(scope), *_roadmap_records(scope)])
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_setup(page, scope)
    page.sheet.repeat_rows(CONTENT_ROW)


def _section_records(scope: Scope) -> list[tuple[object, ...]]:
    labels = {line.line: line.label for section in scope.form.sections for line in lines_of(section)}
    return [
        (
            scope.name_of(place_id),
            f"{line} {labels[line]}",
            _YES_NO.get(str(values.get("1")), values.get("1")),
            values.get("2"),
            values.get("3"),
        )
        for place_id, line, values in lines_of_places(scope, SECTION)
    ]


def _roadmap_records(scope: Scope) -> list[tuple[object, ...]]:
    titles = {(row.place_id, row.roadmap, row.key): f"{row.activity}. {row.title}" for row in scope.activities}
    occurrences = {
        (each.place_id, line): (key.roadmap, key.key)
        for each in scope.index.consolidation.submissions
        for line, key in each.occurrences.items()
    }
    return [
        (
            scope.name_of(place_id),
            titles.get((place_id, *occurrences[place_id, line]), "Мероприятие дорожной карты"),
            values.get("1"),
            values.get("3"),
            values.get("4"),
        )
        for place_id, line, values in roadmap_lines(scope)
        if values.get("3") or values.get("4")
    ]
