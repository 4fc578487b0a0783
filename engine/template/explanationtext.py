"""The formulas that say of a cell what vocabulary/explanations.py says of a text."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from engine.template.checks.workingheads import CASE_SHEET
from engine.template.formulas import literal
from engine.vocabulary.explanations import FEWEST_LETTERS, LETTERS

_COLUMN, _LETTER = 14, "O"  # beside the workings of the checks
_RANGE = f"'{CASE_SHEET}'!${_LETTER}$2:${_LETTER}${len(LETTERS) + 1}"
# Blanks as their formulas, which count as one space, and marks that nobody sees, which count as nothing.
_BLANKS = ("CHAR(10)", "CHAR(13)", "CHAR(9)", *(literal(each) for each in "\u00a0\u2007\u2009\u202f"))
_UNSEEN = tuple(literal(each) for each in "\u00ad\u200b\ufeff")


def write_letters(case_sheet: Worksheet, plain: Format) -> None:
    """Write the letters that the formulas count into `_checks`."""
    case_sheet.write_column(0, _COLUMN, ["letter", *LETTERS], plain)


def has_words_formula(cell: str) -> str:
    """The condition that a cell holds a text with words; a number, a date and an error are none."""
    return f'IF(ISTEXT({cell}),SUMPRODUCT(LEN({cell})-LEN(SUBSTITUTE({cell},{_RANGE},"")))>={FEWEST_LETTERS},FALSE)'


def plain_formula(cell: str) -> str:
    """The text of a cell with every run of blanks as one space."""
    plain = cell
    for instead, signs in ((literal(""), _UNSEEN), (literal(" "), _BLANKS)):
        for sign in signs:
            plain = f"SUBSTITUTE({plain},{sign},{instead})"
    return f"TRIM({plain})"
