"""Cell addresses as people write them, and zero-indexed rows and columns as readers count them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from engine.intake.limits import COLUMNS, ROWS
from engine.intake.refusal import Refused

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@cache
def letters_of(column: int) -> str:
    """Letters of a zero-indexed column: 0 is "A", 27 is "AB"."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def address_of(row: int, column: int) -> str:
    """The address that a person sees: row 0, column 1 is "B1"."""
    return f"{letters_of(column)}{row + 1}"


@cache
def column_of(letters: str) -> int:
    """The zero-indexed column of letters: "AB" is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


@lru_cache(maxsize=65_536)
def position_of(reference: str) -> tuple[int, int]:
    """Zero-indexed row and column of a reference such as "B1".

    Raises:
        Refused: no such cell can exist in a sheet.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise Refused("S06", reference=reference[:20])
    row, column = int(match[2]) - 1, column_of(match[1])
    if not (0 <= row < ROWS and 0 <= column < COLUMNS):
        raise Refused("S06", reference=reference[:20])
    return row, column


def range_of(reference: str) -> tuple[int, int, int, int]:
    """First row, first column, last row and last column of a reference such as "B1:C4" or "B1".

    Raises:
        Refused: no such cells can exist in a sheet.
    """
    first, _, last = reference.partition(":")
    top, left = position_of(first)
    bottom, right = position_of(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
