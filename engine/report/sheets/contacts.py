"""Sheet «Контакты» of a district's workbook: curators and heads, as they wrote themselves."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_blocks
from engine.report.scope import Scope
from engine.report.tables import TEXT, WRAPPED, Column, draw_table, fitted, rows_of_list, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.vocabulary.language import mark, tr

LINES = ("006", "007", "008", "009", "010")
COLUMNS = (
    Column(mark("Организация"), 40, WRAPPED),
    Column(mark("Куратор"), 32, WRAPPED),
    Column(mark("Должность"), 28, WRAPPED),
    Column(mark("Телефон"), 20, WRAPPED),
    Column(mark("Электронная почта"), 30, WRAPPED),
    Column(mark("Руководитель"), 32, WRAPPED),
    Column(mark("Почта по справочнику"), 30, TEXT),
)
TITLE = mark("Контакты")
NOTE = mark("Персональные данные: лист остаётся в муниципалитете и в региональный свод не передаётся.")


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: one row per place of the district, silent ones included."""
    said = {(row.place_id, row.line): row.value for row in scope.facts if row.line in LINES}
    records = [
        (place.name, *(_text(said.get((place.id, line))) for line in LINES), place.email)
        for place in (scope.place, *scope.schools)
    ]
    columns = fitted(COLUMNS, records)
    page = book.add(tr(wording.CONTACTS), *widths(columns))
    draw_top(page, scope, tr(TITLE), len(columns) - 1, tr(NOTE))
    last = draw_table(page, CONTENT_ROW, columns, records)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 1)
    print_blocks(page, scope, rows_of_list(CONTENT_ROW, last), CONTENT_ROW)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
