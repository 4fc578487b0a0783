"""Sheet «Практики» of a district's workbook: the practices that organisations describe."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_setup
from engine.report.records import lines_of_places
from engine.report.scope import Scope
from engine.report.tables import WRAPPED, Column, draw_table, widths
from engine.report.top import CONTENT_ROW, draw_top

SECTION = "practices"
COLUMNS = (
    Column("Организация", 40, WRAPPED),
    Column("Практика", 60, WRAPPED),
    Column("Форма наставничества", 26, WRAPPED),
    Column("Ссылка", 44, WRAPPED),
)
NOTE = "Как описали сами организации. Ссылки – текст: проверьте адрес, прежде чем открыть."


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    page = book.add(wording.PRACTICES, *widths(COLUMNS))
    draw_top(page, scope, "Практики", len(COLUMNS) - 1, NOTE)
    records = [
        (scope.name_of(place_id), values.get("1"), values.get("2"), values.get("3"))
        for place_id, _, values in lines_of_places(scope, SECTION)
    ]
    draw_table(page, CONTENT_ROW, COLUMNS, records)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_setup(page, scope)
    page.sheet.repeat_rows(CONTENT_ROW)
