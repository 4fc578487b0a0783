"""What the grammar makes of one cell: a typed value, or why there is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.vocabulary.fields import Value

_DASH = re.compile(r"[‐‑‒–—―−⁃_-]+")
_NOTHING = re.compile(r"(н/?д|н\.\s?д\.?|нет данных|n/a|x|х)\.?", re.IGNORECASE)
_NO = re.compile(r"(нет|не было|не имеется|отсутству[ею]т)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The reading of one cell.

    ``code`` and ``facts`` make its finding (None: nothing to say). ``readable`` is False where something stands in the
    cell that was not read. ``dash`` marks a word or sign that stands for nothing: the cell counts as blank.
    """

    value: Value = None
    code: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    readable: bool = True
    dash: bool = False


BLANK = Parsed()


def refused(code: str, **facts: object) -> Parsed:
    """A cell that holds something that is not read."""
    return Parsed(code=code, facts=facts, readable=False)


def cleaned(text: str) -> str:
    """A text with every kind of blank as one space, without marks that nobody sees, trimmed."""
    if text.isprintable():  # the usual case: no mark is, and of the blanks only a space
        return " ".join(text.split())
    letters = (
        " " if letter.isspace() or unicodedata.category(letter) == "Zs" else letter
        for letter in text
        if unicodedata.category(letter) not in {"Cf", "Cs"}
        and (letter.isspace() or unicodedata.category(letter) != "Cc")
    )
    return " ".join("".join(letters).split())


def nothing(text: str) -> Parsed | None:
    """The reading of a word or sign that stands for "nothing here"; None for any other cleaned text."""
    if not text:
        return BLANK
    if _DASH.fullmatch(text) or _NOTHING.fullmatch(text):
        return Parsed(code="V05", dash=True)
    return None


def no(text: str) -> Parsed | None:
    """The reading of «нет» where a number is asked; None for any other cleaned text."""
    return Parsed(code="V16", dash=True) if _NO.fullmatch(text) else None
