"""Numbers, plurals and names in sentences, in Russian or in the language spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel import Locale

from engine.rulebook.model import Period, PersonNoun
from engine.vocabulary.dates import day
from engine.vocabulary.language import RUSSIAN, spoken, tr

_RUSSIAN = Locale.parse("ru")
_QUOTED = re.compile("«(.+)»")


def number_text(number: int) -> str:
    """A whole number with its thousands apart: «1 204», in English "1,204"."""
    grouped = f"{number:,}"
    return grouped.replace(",", "\u00a0") if spoken() == RUSSIAN else grouped


def dates_text(period: Period) -> str:
    """The period's days: «с 01.01.2024 по 31.12.2024»."""
    return tr("с {first} по {last}").format(first=day(period.starts_on), last=day(period.ends_on))


def plural(number: int, one: str, few: str, many: str) -> str:
    """The word's form that goes with a number: 1 мероприятие, 2 мероприятия, 5 мероприятий.

    In another language ``one`` and ``many`` are translated, as its singular and its plural.
    """
    if spoken() != RUSSIAN:
        return tr(one) if number == 1 else tr(many)
    return {"one": one, "few": few}.get(_RUSSIAN.plural_form(number), many)


def shortfall(people_short: int, persons: PersonNoun) -> str:
    """How many persons are missing to the target: «не хватает 37 обучающихся»."""
    noun = plural(people_short, persons.one, persons.few, persons.many)
    return tr("не хватает {number}\u00a0{persons}").format(number=number_text(people_short), persons=noun)


def listed(names: Sequence[str], shown: int) -> str:
    """The first names, and how many more there are."""
    more = len(names) - shown
    return ", ".join(names[:shown]) + (tr(" и ещё {number}").format(number=number_text(more)) if more > 0 else "")


def short_name(name: str) -> str:
    """An organisation's own name without its legal form: «Ручейская СОШ» of «МБОУ «Ручейская СОШ»»."""
    match = _QUOTED.search(name)
    return match[1] if match else name
