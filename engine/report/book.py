"""A workbook being written: safe text, checked numbers, formulas with their results, and the same bytes every time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from engine.report.columns import column_letters
from engine.report.looks import properties, size_of
from engine.report.meanings import Meanings
from engine.report.mirror import Mirror
from engine.report.plainsheet import PlainSheet
from engine.report.rangenames import RangeName, checked_name
from engine.template import style
from engine.template.textsize import height_of, text_width
from engine.vocabulary.celltext import cell_text

#: What a cell may hold; None and missing numbers of a frame are blank cells.
CellValue: TypeAlias = Any
_Made = TypeVar("_Made")
_Scope = TypeVar("_Scope")

TALLEST_ROW = 400.0  # points; Excel allows 409
MOST_LINKS = 65_000  # of one sheet; Excel allows 65,530
LINK_SIGN = "►"
_AIR = 5.0  # points above and below a cell's text


class Book:
    """A workbook and its formats, each made once; `open_book` closes it."""

    def __init__(self, workbook: Workbook, as_of: date) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[str, ...], Format] = {}
        self._shared: dict[object, Any] = {}
        self.as_of = as_of
        self.meanings = Meanings()
        self.names: list[RangeName] = []
        self.pages: list[Page] = []
        self.mirror: Mirror | None = None  # kept of a transmittal only

    def add(self, name: str, *widths: float) -> Page:
        """Add a sheet with columns of these widths (in digits of the default font)."""
        self.pages.append(Page(self, self._workbook.add_worksheet(name, PlainSheet), name, list(widths)))
        return self.pages[-1]

    def chart(self, options: dict[str, Any]) -> Chart:
        """Make a chart to insert into a page."""
        return self._workbook.add_chart(options)

    def once(self, make: Callable[[_Scope], _Made], scope: _Scope) -> _Made:
        """What ``make`` gives for this workbook's scope, worked out when the first of its sheets asks for it."""
        if make not in self._shared:
            self._shared[make] = make(scope)
        made: _Made = self._shared[make]
        return made

    def name(self, name: str, reference: str, what: str) -> None:
        """Give a range a name that formulas and people can use; ``what`` says what such ranges hold.

        ``reference`` is absolute and names its sheet, as `Page.cell` and `Page.range` give it.

        Raises:
            ValueError: spreadsheet programs do not take the name.
        """
        if self._workbook.define_name(checked_name(name), f"={reference}") != 0:
            raise ValueError(name)
        self.names.append(RangeName(name, reference, what))

    def format(self, look: tuple[str, ...]) -> Format:
        """The format that the parts of a look add up to."""
        if look not in self._formats:
            self._formats[look] = self._workbook.add_format(dict(properties(look)))
        return self._formats[look]


class Page:
    """One sheet being written; rows and columns are zero-indexed."""

    def __init__(self, book: Book, sheet: PlainSheet, name: str, widths: list[float]) -> None:
        self.book, self.sheet, self.name, self.widths = book, sheet, name, widths
        self.heights: dict[int, float] = {}
        self.last_row = 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def put(self, row: int, column: int, value: CellValue, *look: str) -> None:
        """Write a text, number or date; None and missing numbers leave a blank cell with its look.

        Raises:
            ValueError: the cell lies outside of a sheet, or the number is infinite.
        """
        made, sheet = self.book.format(look), self.sheet
        self.last_row = max(self.last_row, row)
        if isinstance(value, str):
            sheet.place_text(row, column, cell_text(value), made)
        elif value is None or value != value:  # noqa: PLR0124  NaN is the one value that differs from itself
            sheet.place_blank(row, column, made)
        elif isinstance(value, date):
            sheet.place_day(row, column, value, made)
        else:
            sheet.place_number(row, column, _finite(value), made)
        if self.book.mirror is not None:
            self.book.mirror.note(self.name, row, column, value)

    def put_row(self, row: int, values: Sequence[CellValue], looks: Sequence[tuple[str, ...]]) -> None:
        """Write a row of a list from the first column on, each value with its look, as `put` does; no dates.

        Nothing else may be written into the row.

        Raises:
            ValueError: the row lies outside of a sheet, or a number is infinite.
        """
        self.last_row = max(self.last_row, row)
        shown = [_listed(value) for value in values]
        self.sheet.place_row(row, shown, [self.book.format(look) for look in looks])
        if self.book.mirror is not None:
            self.book.mirror.note_row(self.name, row, shown)

    def means(self, row: int | None, column: int | None, *parts: str) -> None:
        """Note what a cell stands for, a row (``column`` None) or a column (``row`` None); see `report.meanings`."""
        self.book.meanings.note(self.name, row, column, *parts)

    def formula(self, row: int, column: int, formula: str, value: float | str | None, *look: str) -> None:
        """Write a formula with the result it gives; None is the empty text."""
        self.last_row = max(self.last_row, row)
        result = "" if value is None else cell_text(value) if isinstance(value, str) else _finite(value)
        self.sheet.place_formula(row, column, formula, self.book.format(look), result)
        self._mirror(row, column, result, formula)

    def span(self, row: int, first: int, last: int, value: CellValue, *look: str) -> None:
        """Write into a merged span of one row."""
        if last > first:
            _checked(self.sheet.merge_range(row, first, row, last, "", self.book.format(look)), self.name, row, first)
        self.put(row, first, value, *look)

    def block(self, first_row: int, last_row: int, column: int, value: CellValue, *look: str) -> None:
        """Write into a merged span of one column."""
        if last_row > first_row:
            merged = self.sheet.merge_range(first_row, column, last_row, column, "", self.book.format(look))
            _checked(merged, self.name, first_row, column)
        self.put(first_row, column, value, *look)

    def box(self, rows: tuple[int, int], columns: tuple[int, int], value: CellValue, *look: str) -> None:
        """Write into a merged rectangle of more than one cell, from the first row and column to the last."""
        (first_row, last_row), (first, last) = rows, columns
        merged = self.sheet.merge_range(first_row, first, last_row, last, "", self.book.format(look))
        _checked(merged, self.name, first_row, first)
        self.put(first_row, first, value, *look)

    def link(self, row: int, column: int, sheet: str, text: str, *look: str, to: str = "A1") -> None:
        """Write a link to another sheet of the same workbook, or to its cells ``to``."""
        self.last_row = max(self.last_row, row)
        if self._jump(row, column, f"{quoted(sheet)}!{to}", text, None, look):
            self._mirror(row, column, text)
        else:
            self.put(row, column, text, *look)

    def jump(self, row: int, column: int, reference: str, tip: str) -> None:
        """Make a cell that is written right afterwards lead to ``reference`` when clicked; ``tip`` says where that is.

        A number or formula stays what it is. Above `MOST_LINKS` cells of a sheet none is made any more.
        """
        self._jump(row, column, reference.replace("$", ""), LINK_SIGN, tip, ("plain",))

    def _jump(self, row: int, column: int, reference: str, text: str, tip: str | None, look: tuple[str, ...]) -> bool:
        if self.sheet.hlink_count >= MOST_LINKS:
            return False
        done = self.sheet.write_url(row, column, f"internal:{reference}", self.book.format(look), text, tip)
        _checked(done, self.name, row, column)
        return True

    def fold(self, head: int, first: int, last: int) -> None:
        """Group rows ``first`` to ``last`` under the row ``head`` above them and hide them until «+» is clicked.

        To be called when the heights of all of them are set; hidden rows take no room in print.
        """
        for row in range(first, last + 1):
            self.sheet.set_row(row, self.heights.get(row), None, {"level": 1, "hidden": True})
            self.heights[row] = 0
        self.sheet.set_row(head, self.heights.get(head), None, {"collapsed": True})

    def _mirror(self, row: int, column: int, value: CellValue, formula: str | None = None) -> None:
        if self.book.mirror is not None:
            self.book.mirror.note(self.name, row, column, value, formula)

    def sparklines(self, lines: Sequence[tuple[int, int, str]], highest: float = 1) -> None:
        """Draw small columns in cells (row, column) over the cells of a reference each; the last one is marked.

        They stand for 0 to ``highest``, the same in each cell, so that cells can be compared.
        Columns and not lines: LibreOffice prints lines without what is between their points.
        """
        for row in {row for row, _, _ in lines}:
            self.last_row = max(self.last_row, row)
        options = {
            "location": [xl_rowcol_to_cell(row, column) for row, column, _ in lines],
            "range": [reference for _, _, reference in lines],
            "type": "column",
            "min": 0,
            "max": highest,
            "last_point": True,
            "series_color": style.LINE,
            "last_color": style.HEADING,
            "show_hidden": True,
            "empty_cells": "connect",
        }
        _checked(self.sheet.add_sparkline(lines[0][0], lines[0][1], options), self.name, *lines[0][:2])

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.heights[row] = round(min(points, TALLEST_ROW) * 4) / 4
        self.sheet.set_row(row, self.heights[row])

    def needed(self, text: str, first: int, last: int, *look: str) -> float:
        """Height in points that shows a wrapped text in columns ``first`` to ``last``."""
        size, bold = size_of(look)
        room = sum(self.widths[first : last + 1]) - 1.3 * properties(look).get("indent", 0)
        if "\n" not in text and text_width(text, size, bold=bold) <= room - 1:
            return size * 1.28 + _AIR
        return height_of(text[:6000], room, size, bold=bold) + _AIR

    def cell(self, row: int, column: int) -> str:
        """Reference to a cell from another sheet: «'По формам'!$C$12»."""
        return f"{quoted(self.name)}!{at(row, column)}"

    def range(self, first_row: int, last_row: int, column: int, last_column: int | None = None) -> str:
        """Reference to a range from another sheet: «'По формам'!$C$12:$C$40»."""
        return f"{quoted(self.name)}!{area(first_row, last_row, column, last_column)}"


def at(row: int, column: int) -> str:
    """Absolute address of a cell."""
    if row < 0:
        raise ValueError(row)
    return f"${column_letters(column)}${row + 1}"


def area(first_row: int, last_row: int, column: int, last_column: int | None = None) -> str:
    """Absolute address of a range."""
    return f"{at(first_row, column)}:{at(last_row, column if last_column is None else last_column)}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


def _listed(value: CellValue) -> str | float | None:
    """A value of a list as its cell holds it."""
    if isinstance(value, str):
        return cell_text(value)
    missing = value is None or value != value  # noqa: PLR0124  NaN is the one value that differs from itself
    return None if missing else _finite(value)


def _finite(value: float) -> float:
    number = int(value) if not isinstance(value, float) else value
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _checked(done: int, sheet: str, row: int, column: int) -> None:
    if done != 0:
        raise ValueError(f"{sheet}!{at(row, column)}: xlsxwriter refused the cell ({done})")
