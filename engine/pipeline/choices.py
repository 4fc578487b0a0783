"""Which period and which as-of date a run is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz import process

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook


class ChoiceError(Exception):
    """A period, district or school that the rules do not know; ``ru`` and ``en`` name the nearest ones."""

    def __init__(self, what_ru: str, what_en: str, given: str, known: tuple[str, ...]) -> None:
        near = [name for name, _, _ in process.extract(given, known, limit=3)]
        self.ru = f"В правилах нет {what_ru} «{given}». Есть, например: {', '.join(near)}."
        self.en = f"The rules have no {what_en} {given!r}. There are, for example: {', '.join(near)}."
        super().__init__(self.en)

    def text(self, lang: str) -> str:
        """What was not found, and the nearest names."""
        return self.ru if lang == "ru" else self.en


@dataclass(frozen=True, slots=True)
class Asked:
    """The period and as-of date of a run, and which of the two nobody named.

    ``strict`` says that districts' transmittals that were edited by hand are refused.
    """

    period: Period
    as_of: date
    period_by_default: bool
    as_of_by_default: bool
    strict: bool = False


def asked_of(rulebook: Rulebook, period_id: str | None, as_of: date | None, *, strict: bool = False) -> Asked:
    """The period asked for, else the rules' current one; the date asked for, else the period's own.

    Raises:
        ChoiceError: the rules have no such period.
    """
    period = period_of(rulebook, period_id)
    return Asked(period, as_of or period.as_of, period_id is None, as_of is None, strict)


def period_of(rulebook: Rulebook, period_id: str | None) -> Period:
    """The period with this id, else the current one.

    Raises:
        ChoiceError: the rules have no such period.
    """
    wanted = period_id or rulebook.programme.current_period
    if wanted not in rulebook.periods:
        raise ChoiceError("периода", "period", wanted, tuple(rulebook.periods))
    return rulebook.periods[wanted]
