"""Named days of the calendar, «День учителя» and the like: how they are written and when they are."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NamedDayOfYear:
    """A day with a name; ``day`` of ``month``, or the last ``last_weekday`` (7 is Sunday) of it."""

    words: str
    month: int
    ru: str
    en: str
    day: int | None = None
    last_weekday: int | None = None

    def on(self, year: int) -> date:
        """The day in a year."""
        if self.day is not None:
            return date(year, self.month, self.day)
        last = date(year, self.month, monthrange(year, self.month)[1])
        return last.replace(day=last.day - (last.isoweekday() - (self.last_weekday or 7)) % 7)


@cache
def named_days() -> Mapping[str, NamedDayOfYear]:
    """All named days by key."""
    text = files("engine.rulebook.deadlines").joinpath("named_days.toml").read_text(encoding="utf-8")
    return {key: NamedDayOfYear(**facts) for key, facts in tomllib.loads(text).items()}
