"""Flat lists: a head that can be filtered, one row per record, rows as high as their text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.report import wording
from engine.report.book import CellValue, Page, area
from engine.report.looks import properties, size_of
from engine.report.wording import Status
from engine.template import style
from engine.template.textsize import text_width
from engine.vocabulary.language import mark, tr

FILTERED = mark("По фильтру")
NUMBER_OF_ROWS = mark("записей")
_PADDING = 1.7  # of a column's width, between its edges and a text that stays on one line
_NUMBER_WIDTH = 11.0
_LONGEST_MEASURED = 200  # letters; a longer text is wrapped in any column


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, its greatest width, and the look of its cells."""

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
    draw_head(page, row, [tr(column.head) for column in columns])
    head, row = row, draw_records(page, row + 1, columns, records)
    if row == head + 1:
        page.span(row, 0, len(columns) - 1, tr(wording.NOTHING), "cell", "left", "muted", "italic")
        return row + 1
    if filtered:
        page.sheet.autofilter(head, 0, row - 1, len(columns) - 1)
    return row


def draw_head(page: Page, row: int, heads: Sequence[str]) -> None:
    """Write the heads of columns, as high as the highest of them needs."""
    for column, head in enumerate(heads):
        page.put(row, column, head, "head")
    page.height(row, max(18.0, *(page.needed(head, column, column, "head") for column, head in enumerate(heads))))


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


def rows_of_list(head: int, after: int) -> list[tuple[int, int]]:
    """The rows of a list as blocks that printing does not tear; ``after`` is the row after its last one."""
    return [(row, row) for row in range(head + 1, after)]


def widths(columns: Sequence[Column]) -> list[float]:
    """Widths of the columns."""
    return [column.width for column in columns]


def fitted(columns: Sequence[Column], records: Iterable[Sequence[CellValue]]) -> tuple[Column, ...]:
    """The columns as wide as their records need and none wider than before: a narrower list is printed larger."""
    needed = [max(text_width(word, 9.0, bold=True) for word in tr(each.head).split()) + _PADDING for each in columns]
    for record in records:
        for number, (column, value) in enumerate(zip(columns, record, strict=True)):
            if needed[number] < column.width:
                needed[number] = max(needed[number], _width_of(column, value))
    return tuple(replace(each, width=min(each.width, wide)) for each, wide in zip(columns, needed, strict=True))


def with_room(column: Column, text: str) -> Column:
    """The column, if need be wider, so that a text stays on one line in it."""
    return replace(column, width=max(column.width, _width_of(Column(text, 0.0), text)))


def draw_filtered(
    page: Page, row: int, last: int, rows: tuple[int, int], counted: tuple[int, int], summed: Mapping[int, int]
) -> None:
    """Write the total that follows the filter over ``rows`` (first, last), up to column ``last``.

    It stands above the rows that are filtered, so that it stays visible, and nothing refers to it. ``counted`` is the
    column whose cells it counts and how many there are, ``summed`` the columns of numbers that it adds up and their
    sums.
    """
    for column in range(last + 1):
        page.put(row, column, None, "cell", "filtered")
    page.put(row, 0, tr(FILTERED), "cell", "left", "filtered")
    column, number = counted
    formula = f"=SUBTOTAL(103,{area(*rows, column)})"
    page.formula(row, column, formula, number, "cell", "left", "filtered", f'"{tr(NUMBER_OF_ROWS)}: "#,##0')
    for column, number in summed.items():
        formula = f"=SUBTOTAL(9,{area(*rows, column)})"
        page.formula(row, column, formula, number, "cell", *COUNT, "filtered")
    page.means(row, None, "filtered:rows")
    page.height(row, 18)


def _width_of(column: Column, value: CellValue) -> float:
    """Width at which a value stays on one line."""
    if value is None:
        return 0.0
    text = value.text if isinstance(value, Status) else value
    if not isinstance(text, str):
        return _NUMBER_WIDTH
    look = properties(column.look)
    size, bold = size_of(column.look)
    longest = max(text_width(line[:_LONGEST_MEASURED], size, bold=bold) for line in text.split("\n"))
    return longest + _PADDING + 1.3 * max(float(look.get("indent", 0)), 1.0)
