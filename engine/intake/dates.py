"""Reads dates: true date cells and the text dd.mm.yyyy; anything that could mean two days is refused."""

from __future__ import annotations

import re
from datetime import date, datetime

from engine.intake.grids import CellContent
from engine.intake.parsed import BLANK, Parsed, cleaned, nothing, refused

_WRITTEN = re.compile(r"'?([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4}|[0-9]{2})(?: ?г\.?| года)?", re.IGNORECASE)
_EARLIEST, _LATEST = 1990, 2100


def read_date(cell: CellContent) -> Parsed:
    """Read a date; one with a year of two digits is read as 20yy and says so."""
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    if isinstance(cell, str):
        text = cleaned(cell)
        return nothing(text) or _from_text(text)
    return BLANK if cell is None else refused("V19")


def _from_text(text: str) -> Parsed:
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return refused("V19")
    day, month, year = found[1], found[2], found[3]
    try:
        read = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return refused("V19")
    parsed = _plausible(read)
    if parsed.readable and len(year) == 2:
        return Parsed(value=read, code="V20", facts={"date": f"{read.day:02d}.{read.month:02d}.{read.year}"})
    return parsed


def _plausible(read: date) -> Parsed:
    return Parsed(value=read) if _EARLIEST <= read.year <= _LATEST else refused("V19")
