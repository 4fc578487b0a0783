"""Flat lists: a head that can be filtered, one row per record, rows as high as their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.report import wording
from engine.report.book import CellValue, Page
from engine.report.wording import Status
from engine.template import style


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, its width, and the look of its cells."""

    head: str
    width: float
    look: tuple[str, ...] = ("left",)

    @property
    def wraps(self) -> bool:
        """Tell whether long text takes several lines."""
        return "wrap" in self.look


TEXT = ("left", "text")
WRAPPED = ("left", "wrap", "text")
MIDDLE = ("middle",)
COUNT = ("right", "count")
DATE = ("date",)


def draw_table(
    page: Page, row: int, columns: Sequence[Column], records: Iterable[Sequence[CellValue]], *, filtered: bool = True
) -> int:
    """Write the head at ``row`` and a record per row below; return the row after the last one.

    A `Status` in a record is shown as its sign and word in its colour. An empty list says that it is empty. Only one
    list of a sheet can be ``filtered``.
    """
    for number, column in enumerate(columns):
        page.put(row, number, column.head, "head")
    page.height(row, max(page.needed(column.head, number, number, "head") for number, column in enumerate(columns)))
    head, row = row, draw_records(page, row + 1, columns, records)
    if row == head + 1:
        page.span(row, 0, len(columns) - 1, wording.NOTHING, "cell", "left", "muted", "italic")
        return row + 1
    if filtered:
        page.sheet.autofilter(head, 0, row - 1, len(columns) - 1)
    return row


def draw_records(page: Page, row: int, columns: Sequence[Column], records: Iterable[Sequence[CellValue]]) -> int:
    """Write a record per row from ``row`` on, without a head; return the row after the last one."""
    for record in records:
        _draw_record(page, row, columns, record)
        row += 1
    return row


def _draw_record(page: Page, row: int, columns: Sequence[Column], record: Sequence[CellValue]) -> None:
    height = 17.0
    for number, (column, value) in enumerate(zip(columns, record, strict=True)):
        if isinstance(value, Status):
            page.put(row, number, value.text, "cell", "left", "wrap", value.tone)
            height = max(height, page.needed(value.text, number, number, "cell", "left"))
        else:
            dated = (style.DATE,) if isinstance(value, date) else ()
            page.put(row, number, value, "cell", *column.look, *dated)
            if column.wraps and isinstance(value, str):
                height = max(height, page.needed(value, number, number, "cell", *column.look))
    page.height(row, height)


def widths(columns: Sequence[Column]) -> list[float]:
    """Widths of the columns."""
    return [column.width for column in columns]
