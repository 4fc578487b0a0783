"""Reads words: yes and no, choices from a list, free text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.intake.grids import CellContent
from engine.intake.parsed import BLANK, Parsed, cleaned, nothing, refused
from engine.vocabulary.names import word_key

YES, NO = "да", "нет"
_YES_NO = {"да": YES, "нет": NO}
_ALSO = {"есть": YES, "имеется": YES, "yes": YES, "д": YES, "неимеется": NO, "отсутствует": NO, "no": NO, "н": NO}


def read_yes_no(cell: CellContent) -> Parsed:
    """Read «да» or «нет», also in other plain words, which is said."""
    if isinstance(cell, bool):
        return Parsed(value=YES if cell else NO, code="V21", facts={"word": YES if cell else NO})
    if not isinstance(cell, str):
        return BLANK if cell is None else refused("V11", choices="да, нет")
    text = cleaned(cell)
    blank = nothing(text)
    if blank is not None:
        return blank
    word = word_key(text)
    if word in _YES_NO:
        return Parsed(value=_YES_NO[word])
    if word in _ALSO:
        return Parsed(value=_ALSO[word], code="V21", facts={"word": _ALSO[word]})
    return refused("V11", choices="да, нет")


def read_choice(cell: CellContent, choices: Sequence[str]) -> Parsed:
    """Read one of the listed words; dashes, case, ё and spaces make no difference."""
    if cell is None:
        return BLANK
    text = read_text(cell).value
    if not isinstance(text, str):
        return BLANK if text is None else refused("V11", choices=", ".join(choices))
    word = word_key(text)
    found = [choice for choice in choices if word_key(choice) == word]
    if len(found) == 1:
        return Parsed(value=found[0])
    return nothing(cleaned(text)) or refused("V11", choices=", ".join(choices))


def read_text(cell: CellContent) -> Parsed:
    """Read free text as it stands, without blanks around it and marks that nobody sees; a lone dash is nothing."""
    if isinstance(cell, bool):
        return Parsed(value="ИСТИНА" if cell else "ЛОЖЬ")
    if isinstance(cell, date):
        return Parsed(value=f"{cell.day:02d}.{cell.month:02d}.{cell.year:04d}")
    if isinstance(cell, int | float):
        return Parsed(value=as_text(cell))
    if isinstance(cell, str):
        text = cleaned(cell)
        return Parsed(value=None if not text or not text.strip("-–—−_ ") else text)
    return BLANK


def as_text(number: float) -> str:
    """A number as a cell shows it, to the 15 digits that a sheet keeps: 5.0 is "5", 0.1 + 0.2 is "0,3"."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return str(number) if isinstance(number, int) else f"{number:.15G}".replace(".", ",")
