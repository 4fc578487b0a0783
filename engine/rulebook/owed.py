"""Which roadmap occurrences stand in a place's form of a period."""

from __future__ import annotations

from datetime import date

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Owed, Rulebook
from engine.vocabulary.places import Place


def owed_in_form(rulebook: Rulebook, place_id: str, period: Period) -> tuple[Owed, ...]:
    """Return the occurrences that a place is asked about in a period, earlier deadlines first, undated ones last.

    Asked about is what the roadmap tracks, whose window has begun by the period's end (no start: always) and which the
    place has not reported as done in an earlier closed period. A target row, which is decided by coverage and not by a
    typed status, stands there only in the period in which it is due.
    """
    done = rulebook.closed.done(place_id, period)
    place = rulebook.registry[place_id]
    answers = rulebook.answers_for(place_id)
    owed = [each for each in answers if each.key not in done and _asked_in(each, period, place)]
    order = {each.key: number for number, each in enumerate(owed)}
    return tuple(sorted(owed, key=lambda each: (each.occurrence.due_on or date.max, order[each.key])))


def is_tracked(owed: Owed, place: Place) -> bool:
    """Tell whether an occurrence ends late enough to be asked about at all, and after the place was opened."""
    due_on = owed.occurrence.due_on
    begins = [day for day in (owed.roadmap.tracked_from, place.opened_on) if day is not None]
    return due_on is None or all(due_on >= day for day in begins)


def _asked_in(owed: Owed, period: Period, place: Place) -> bool:
    starts_on, due_on = owed.occurrence.starts_on, owed.occurrence.due_on
    if owed.activity.target is not None:
        return due_on is not None and period.starts_on <= due_on <= period.ends_on
    return is_tracked(owed, place) and (starts_on is None or starts_on <= period.ends_on)
