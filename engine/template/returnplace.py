"""Where everything stands on «Исправьте здесь»: the only module that knows its rows and columns."""

from __future__ import annotations

from enum import IntEnum

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.template import words
from engine.template.layout import TITLE_ROW, SheetPlace
from engine.template.returned import Returned


class FixColumn(IntEnum):
    """Columns of the list of problems."""

    NUMBER = 0
    KIND = 1
    CODE = 2
    WHERE = 3
    WHAT = 4
    WHY = 5
    REMEDY = 6
    TYPED = 7
    EXPLANATION = 8
    STATE = 9


_WIDTHS = (4.0, 15.5, 6.0, 18.0, 34.0, 24.0, 34.0, 14.0, 27.0, 17.0)
ABOUT_ROW, HEAD_ROW = TITLE_ROW + 1, TITLE_ROW + 2
FIRST_ROW = HEAD_ROW + 1


def fix_place(returned: Returned) -> SheetPlace:
    """The columns of the sheet; where nothing is quoted, the column for it gives its room to the explanations."""
    widths = list(_WIDTHS)
    if not any(problem.typed for problem in returned.problems):
        widths[FixColumn.EXPLANATION] += widths[FixColumn.TYPED]
        widths[FixColumn.TYPED] = 0.0
    return SheetPlace(name=words.FIX_SHEET, widths=tuple(widths), sections=())


def fix_row(number: int) -> int:
    """Row of a listed problem, both zero-indexed."""
    return FIRST_ROW + number


def fix_cell(number: int, column: FixColumn) -> str:
    """Absolute reference to a cell of a listed problem: 'Исправьте здесь'!$J$6."""
    return f"'{words.FIX_SHEET}'!{xl_rowcol_to_cell(fix_row(number), column, row_abs=True, col_abs=True)}"
