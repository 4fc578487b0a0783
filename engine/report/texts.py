"""Russian numbers, plurals and names in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel import Locale

from engine.rulebook.model import PersonNoun

_RUSSIAN = Locale.parse("ru")
_QUOTED = re.compile("«(.+)»")


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
