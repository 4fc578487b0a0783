"""Reads one cell by the type of its field: the grammar of everything that a curator may type."""

from __future__ import annotations

from datetime import datetime, time

from engine.intake.answers import as_text, read_choice, read_text, read_yes_no
from engine.intake.counts import read_count
from engine.intake.dates import read_date
from engine.intake.errorwords import in_english, in_russian, is_error_word
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.parsed import Parsed, cleaned, refused
from engine.rulebook.forms import Field
from engine.vocabulary.fields import FieldType

_LONGEST_ERROR = 30  # letters, blanks around them included
_READERS = {
    FieldType.DATE: read_date,
    FieldType.YES_NO: read_yes_no,
    FieldType.TEXT: read_text,
    FieldType.LINK: read_text,
}


def read_cell(cell: CellContent, asked: Field, *, percent: bool = False) -> Parsed:
    """Read a cell as what the field asks for.

    Args:
        cell: what stands in the cell.
        asked: the field; its units and choices are those that the rules list for it.
        percent: the cell shows its number as per cent.

    Returns:
        The typed value: a blank cell gives None, never 0; a cell that could be read in two ways is refused.
    """
    error = _error(cell)
    if error is not None:
        return refused("V08", error_ru=in_russian(error), error_en=in_english(error))
    if isinstance(cell, FormulaWithoutValue):
        return refused("V07")
    if asked.type is FieldType.COUNT:
        return read_count(cell, asked.units, percent=percent)
    if asked.type is FieldType.CHOICE or asked.choices:
        return read_choice(cell, asked.choices)
    return _READERS[asked.type](cell)


def _error(cell: CellContent) -> str | None:
    """The error that a cell shows, be it only the text of one that was copied from elsewhere."""
    if isinstance(cell, CellError):
        return cell.text
    if isinstance(cell, str) and len(cell) <= _LONGEST_ERROR and is_error_word(cleaned(cell)):
        return cleaned(cell)
    return None


def raw_of(cell: CellContent, *, percent: bool = False) -> str:
    """A cell's content as text, as a person sees it in the sheet; empty for a blank cell and an uncalculated formula.

    Args:
        cell: what stands in the cell.
        percent: the cell shows its number as per cent.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, CellError):
        return cell.text
    if percent and isinstance(cell, int | float):
        return f"{as_text(100.0 * cell)}%"
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{cell:%d.%m.%Y %H:%M}"
    return "" if isinstance(cell, FormulaWithoutValue) else str(read_text(cell).value or "")
