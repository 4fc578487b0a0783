"""Reads dates: true date cells and the text dd.mm.yyyy; anything that could mean two days is refused."""

from __future__ import annotations

import re
from datetime import date, datetime

from engine.intake.grids import CellContent
from engine.intake.parsed import BLANK, Parsed, cleaned, nothing, refused
from engine.vocabulary.dates import MONTHS_IN_DATES

_WRITTEN = re.compile(r"'?([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4}|[0-9]{2})(?: ?г\.?| года)?", re.IGNORECASE)
_IN_WORDS = re.compile(
    rf"[«\"“„]?(?P<day>[0-9]{{1,2}})[»\"”“]? (?P<month>{'|'.join(MONTHS_IN_DATES)}) "
    r"(?P<year>[0-9]{4})(?: ?г\.?| года)?"
)
_TURNED = re.compile("[\u200f\u202b\u202d\u202e\u2067]")  # marks that show figures in another order than they stand
_EARLIEST, _LATEST = 1990, 2100


def read_date(cell: CellContent) -> Parsed:
    """Read a date; one with a year of two digits is read as 20yy and says so, as does one whose month is a word."""
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    if isinstance(cell, str):
        text = cleaned(cell)
        return refused("V19") if _TURNED.search(cell) else nothing(text) or _from_text(text)
    return BLANK if cell is None else refused("V19")


def _from_text(text: str) -> Parsed:
    in_words = _IN_WORDS.fullmatch(text.lower())  # where case is ignored, letters outside the alphabet fit too
    if in_words is not None:
        month = MONTHS_IN_DATES.index(in_words["month"]) + 1
        return _from_parts(int(in_words["year"]), month, int(in_words["day"]), "V24")
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return refused("V19")
    day, month, year = (int(each) for each in written.groups())
    short = len(written[3]) == 2
    return _from_parts(year + (2000 if short else 0), month, day, "V20" if short else None)


def _from_parts(year: int, month: int, day: int, code: str | None) -> Parsed:
    try:
        read = date(year, month, day)
    except ValueError:
        return refused("V19")
    parsed = _plausible(read)
    if parsed.readable and code is not None:
        return Parsed(value=read, code=code, facts={"date": f"{read.day:02d}.{read.month:02d}.{read.year}"})
    return parsed


def _plausible(read: date) -> Parsed:
    return Parsed(value=read) if _EARLIEST <= read.year <= _LATEST else refused("V19")
