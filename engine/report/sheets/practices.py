"""Sheet «Практики» of a district's workbook: the practices that organisations describe."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_blocks
from engine.report.records import lines_of_places
from engine.report.scope import Scope
from engine.report.tables import WRAPPED, Column, draw_table, fitted, rows_of_list, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.vocabulary.language import mark, tr

SECTION = "practices"
COLUMNS = (
    Column(mark("Организация"), 40, WRAPPED),
    Column(mark("Практика"), 60, WRAPPED),
    Column(mark("Форма наставничества"), 26, WRAPPED),
    Column(mark("Ссылка"), 44, WRAPPED),
)
TITLE = mark("Практики")
NOTE = mark("Как описали сами организации. Ссылки – текст: проверьте адрес, прежде чем открыть.")


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    records = [
        (scope.name_of(place_id), values.get("1"), values.get("2"), values.get("3"))
        for place_id, _, values in lines_of_places(scope, SECTION)
    ]
    columns = fitted(COLUMNS, records)
    page = book.add(tr(wording.PRACTICES), *widths(columns))
    draw_top(page, scope, tr(TITLE), len(columns) - 1, tr(NOTE))
    last = draw_table(page, CONTENT_ROW, columns, records)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_blocks(page, scope, rows_of_list(CONTENT_ROW, last), CONTENT_ROW)
