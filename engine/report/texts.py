"""Text as a spreadsheet cell can hold it, and Russian numbers, plurals and names in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel import Locale

from engine.rulebook.model import PersonNoun

LONGEST = 32_767  # UTF-16 units in one cell of Excel
CUT = " … [текст сокращён: в ячейку помещается 32 767 знаков]"
_RUSSIAN = Locale.parse("ru")
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_QUOTED = re.compile("«(.+)»")


def cell_text(text: str) -> str:
    """The text as one cell can hold it: what XML cannot carry is replaced, what is too long is cut and says so."""
    clean = _UNWRITABLE.sub("\ufffd", text)
    if len(clean) <= LONGEST // 2 or _units(clean) <= LONGEST:
        return clean
    kept = clean.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", errors="ignore")
    return kept + CUT


def number_text(number: int) -> str:
    """A whole number with its thousands apart: «1 204»."""
    return f"{number:,}".replace(",", "\u00a0")


def plural(number: int, one: str, few: str, many: str) -> str:
    """The word's form that goes with a number: 1 мероприятие, 2 мероприятия, 5 мероприятий."""
    return {"one": one, "few": few}.get(_RUSSIAN.plural_form(number), many)


def shortfall(people_short: int, persons: PersonNoun) -> str:
    """How many persons are missing to the target: «не хватает 37 обучающихся»."""
    noun = plural(people_short, persons.one, persons.few, persons.many)
    return f"не хватает {number_text(people_short)}\u00a0{noun}"


def listed(names: Sequence[str], shown: int) -> str:
    """The first names, and how many more there are."""
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" и ещё {number_text(more)}" if more > 0 else "")


def short_name(name: str) -> str:
    """An organisation's own name without its legal form: «Ручейская СОШ» of «МБОУ «Ручейская СОШ»»."""
    match = _QUOTED.search(name)
    return match[1] if match else name


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
