"""Sheet «Контакты» of a district's workbook: curators and heads, as they wrote themselves."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_setup
from engine.report.scope import Scope
from engine.report.tables import TEXT, WRAPPED, Column, draw_table, widths
from engine.report.top import CONTENT_ROW, draw_top

LINES = ("006", "007", "008", "009", "010")
COLUMNS = (
    Column("Организация", 40, WRAPPED),
    Column("Куратор", 32, WRAPPED),
    Column("Должность", 28, WRAPPED),
    Column("Телефон", 20, WRAPPED),
    Column("Электронная почта", 30, WRAPPED),
    Column("Руководитель", 32, WRAPPED),
    Column("Почта по справочнику", 30, TEXT),
)
NOTE = "Персональные данные: лист остаётся в муниципалитете и в региональный свод не передаётся."


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: one row per place of the district, silent ones included."""
    page = book.add(wording.CONTACTS, *widths(COLUMNS))
    draw_top(page, scope, "Контакты", len(COLUMNS) - 1, NOTE)
    said = {(row.place_id, row.line): row.value for row in scope.facts if row.line in LINES}
    records = [
        (place.name, *(_text(said.get((place.id, line))) for line in LINES), place.email)
        for place in (scope.place, *scope.schools)
    ]
    draw_table(page, CONTENT_ROW, COLUMNS, records)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 1)
    print_setup(page, scope)
    page.sheet.repeat_rows(CONTENT_ROW)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
