"""Fills real forms with openpyxl, as a curator's program would, and changes them as curators do."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import openpyxl
from support.forms import written

from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address, Value


def filled(
    content: FormContent, values: Mapping[Address, Value], change: Callable[[openpyxl.Workbook], None] | None = None
) -> bytes:
    """A written form with values typed into their cells, saved by openpyxl (formulas lose their values, as there)."""
    book = openpyxl.load_workbook(io.BytesIO(written(content)))
    layout = layout_of(content)
    for address, value in values.items():
        sheet, cell = layout.cell_of(address)
        book[sheet][cell] = value
    if change is not None:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def insert_rows(book: openpyxl.Workbook, sheet: str, at: int, count: int = 1) -> None:
    """Insert rows above a row (1 is the first) and move merged cells with them, as office programs do."""
    _moved(book, sheet, lambda merged: merged.shift(row_shift=count) if merged.min_row >= at else None)
    book[sheet].insert_rows(at, count)


def insert_columns(book: openpyxl.Workbook, sheet: str, at: int, count: int = 1) -> None:
    """Insert columns before a column (1 is the first) and move or widen merged cells with them."""

    def shift(merged: openpyxl.worksheet.cell_range.CellRange) -> None:
        if merged.min_col >= at:
            merged.shift(col_shift=count)
        elif merged.max_col >= at:
            merged.expand(right=count)

    _moved(book, sheet, shift)
    book[sheet].insert_cols(at, count)


def _moved(book: openpyxl.Workbook, sheet: str, shift: Callable[..., None]) -> None:
    """Take merged ranges apart and put them back where they belong; their covered cells hold nothing."""
    ranges = [openpyxl.worksheet.cell_range.CellRange(str(each)) for each in book[sheet].merged_cells.ranges]
    for merged in ranges:
        book[sheet].unmerge_cells(str(merged))
        shift(merged)
    book[sheet].merged_cells.ranges = [
        openpyxl.worksheet.merge.MergedCellRange(book[sheet], str(merged)) for merged in ranges
    ]
