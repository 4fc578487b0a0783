"""Columns by the letters that spreadsheet programs give them."""

from __future__ import annotations

from functools import cache

from xlsxwriter.utility import xl_col_to_name


@cache
def column_letters(column: int) -> str:
    """The letters of a column, which is zero-indexed: «A» for 0.

    Raises:
        ValueError: there is no such column.
    """
    if column < 0:
        raise ValueError(column)
    return str(xl_col_to_name(column))
