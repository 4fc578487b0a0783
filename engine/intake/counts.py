"""Reads counts: whole numbers from 0 up, by our own grammar; what a person could read otherwise is refused."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from decimal import Decimal

from engine.intake.grids import CellContent
from engine.intake.parsed import BLANK, Parsed, cleaned, no, nothing, refused
from engine.vocabulary.names import word_key

LARGEST = 10**9  # no place counts more; ranges of single lines are judged with the control relations
_NOISE = Decimal("1e-6")  # what adding fractions in a formula leaves behind

_FULL_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)}
# No width and no say in the order of digits; those that turn text from right to left are not among them.
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x202A, 0x202C, 0x2060, 0x2066, 0x2068, 0x2069, 0xFEFF))
_GROUPED = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
_THOUSANDS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}|[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)[.,]([0-9]+)|([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")
_SIGNED = re.compile(r"[-−–—] ?[0-9][0-9 .,]*")
_PERCENT = re.compile(r"[0-9][0-9 .,]*%|%.*")
_REFUSED = ((_THOUSANDS, "V03"), (_PERCENT, "V04"), (_SIGNED, "V13"))
_LOOK_LIKE = str.maketrans("оoзliі|бsвb", "00311116588")
_ALONE = {"о": 0, "o": 0, "з": 3, "l": 1}  # letters that a person types for a whole number
_WITH_UNIT = re.compile(r"(?P<number>[0-9][0-9 ]*?) ?(?P<unit>[^\W\d_]+(?:[ .][^\W\d_]+)*\.?)")


def read_count(cell: CellContent, units: tuple[str, ...], *, percent: bool = False) -> Parsed:
    """Read a count; ``percent`` says that the cell shows its number as per cent."""
    if isinstance(cell, bool):
        return refused("V09")
    if isinstance(cell, int | float):
        return refused("V04") if percent else _from_number(cell)
    if isinstance(cell, date):
        return refused("V10", shown=f"{cell.day:02d}.{cell.month:02d}.{cell.year}")
    return _from_text(cell, units) if isinstance(cell, str) else BLANK


def _from_number(number: float) -> Parsed:
    if not math.isfinite(number):
        return refused("V09")
    exact = Decimal(str(number))
    whole = int(exact.to_integral_value())
    if abs(exact - whole) > _NOISE:
        return refused("V14")
    return _within(whole)


def _within(whole: int, code: str | None = None) -> Parsed:
    if whole < 0:
        return refused("V13")
    if whole > LARGEST:
        return refused("V15")
    return Parsed(value=whole, code=code, facts={} if code is None else {"number": whole})


def _from_text(cell: str, units: tuple[str, ...]) -> Parsed:
    blank = nothing(cleaned(cell)) or no(cleaned(cell))
    if blank is not None:
        return blank
    text = _plain(cell).removeprefix("'")
    if _GROUPED.fullmatch(text):
        return _within(_whole(text), "V01")
    for pattern, code in _REFUSED:
        if pattern.fullmatch(text):
            return refused(code)
    decimal = _DECIMAL.fullmatch(text)
    return _with_letters(text, units) if decimal is None else _from_decimal(*filter(None, decimal.groups()))


def _from_decimal(whole: str, part: str) -> Parsed:
    """Read «12,0» and «12,00» as 12; any other part is a fraction, and three zeros could be thousands."""
    return _within(_whole(whole), "V01") if part in {"0", "00"} else refused("V14")


def _plain(cell: str) -> str:
    """The text with each blank as a space: two blanks or a new line between digits make two numbers, not one."""
    text = cell.translate(_UNSEEN).translate(_FULL_WIDTH).strip()
    return "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in text)


def _with_letters(text: str, units: tuple[str, ...]) -> Parsed:
    with_unit = _WITH_UNIT.fullmatch(text)
    if with_unit is not None and _GROUPED.fullmatch(with_unit["number"]):
        known = {word_key(unit) for unit in units}
        if word_key(with_unit["unit"]) in known:
            return _within(_whole(with_unit["number"]), "V02")
    if text.lower() in _ALONE:
        return refused("V06", number=_ALONE[text.lower()])
    meant = text.lower().translate(_LOOK_LIKE)
    if meant != text.lower() and re.search(r"[0-9]", text) and _GROUPED.fullmatch(meant):
        return refused("V06", number=_whole(meant))
    return refused("V12" if any(map(str.isnumeric, text)) else "V09")


def _whole(digits: str) -> int:
    kept = re.sub(r"[^0-9]", "", digits)
    return int(kept) if len(kept) <= len(str(LARGEST)) + 1 else LARGEST + 1
