"""Names of ranges as Excel and LibreOffice both take them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.vocabulary.language import mark, tr

LONGEST_NAME = 255
_FEW = 2
NAMES_TITLE = mark("Имена диапазонов")
ABOUT_NAMES = mark(
    "Эти имена можно выбрать в поле имени слева от строки формул и писать в своих формулах вместо адресов."
)
_NAME = re.compile(r"[^\W\d][\w.]*")
#: What reads as a cell, in Latin letters or in Cyrillic ones that look or are typed like them: A1, АБ12, R1C1, R, C.
_CELL = re.compile(r"[A-Z]{1,3}[0-9]+|[А-ЯЁ]{1,3}[0-9]+|R[0-9]*|C[0-9]*|R[0-9]*C[0-9]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RangeName:
    """A name that a workbook gives to a range, the range, and what ranges of that family hold."""

    name: str
    reference: str
    what: str


def checked_name(name: str) -> str:
    """The name itself.

    Raises:
        ValueError: a spreadsheet program would not take it, or would take it for a cell.
    """
    if not _NAME.fullmatch(name) or _CELL.fullmatch(name) or len(name) > LONGEST_NAME:
        raise ValueError(f"no name of a range: {name!r}")
    return name


def range_name(*words: str) -> str:
    """A name made of words: whatever a name cannot hold becomes «_»."""
    return "_".join(re.sub(r"\W", "_", word) for word in words)


def name_lines(names: Iterable[RangeName]) -> list[str]:
    """Sentences about the names of a workbook, one per family; none where it has no names."""
    families: dict[str, list[str]] = {}
    for each in names:
        families.setdefault(each.what, []).append(each.name)
    if not families:
        return []
    return [tr(ABOUT_NAMES), *(f"{_listed(found)} – {what}." for what, found in families.items())]


def _listed(found: list[str]) -> str:
    if len(found) <= _FEW:
        return ", ".join(found)
    return tr("{first} … {last} (всего {number})").format(first=found[0], last=found[-1], number=len(found))
