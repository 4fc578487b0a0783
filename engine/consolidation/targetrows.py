"""Target rows of a roadmap: met or missed by measured coverage, never by a typed status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.consolidation.coverage import Measures, reaches
from engine.consolidation.deadlines import ahead
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook


def target_status(
    value: Fraction | None, minimum: Decimal, due_on: date | None, as_of: date, due_soon_days: int
) -> str:
    """Status of a target row whose coverage when due is ``value``; "unknown" once due where nothing was measured."""
    if due_on is None:
        return "no_deadline"
    if as_of < due_on:
        return ahead(due_on, as_of, due_soon_days)
    if value is None:
        return "unknown"
    return "met" if reaches(value, minimum) else "missed"


@dataclass(frozen=True, slots=True)
class Measured:
    """The exact coverage that decides a target row, and whether this run measured it or earlier years' data say it."""

    value: Fraction
    by_this_run: bool


def measured_when_due(
    place_id: str,
    indicator_id: str,
    due_on: date | None,
    measured: Measures,
    rulebook: Rulebook,
    period: Period,
    as_of: date,
) -> Measured | None:
    """The coverage of a place when a target fell due; None where it is not known.

    A measure of the very day goes first: this run's, a closed period's, that of rules/history.csv. Without one it is
    this period's where the target fell due within the period, else that of the closed period that holds the day.
    """
    if due_on is None:
        return None
    measure = measured.get((place_id, indicator_id))
    own = measure.value if measure is not None and period.starts_on <= due_on <= period.ends_on else None
    closed = rulebook.closed
    candidates = (
        (own if due_on in {as_of, period.as_of} else None, True),
        (closed.coverage_as_of(place_id, indicator_id, due_on), False),
        (_from_history(place_id, indicator_id, due_on, rulebook), False),
        (own, True),
        (closed.coverage_on(place_id, indicator_id, due_on), False),
    )
    return next((Measured(value, by_this_run) for value, by_this_run in candidates if value is not None), None)


def _from_history(place_id: str, indicator_id: str, day: date, rulebook: Rulebook) -> Fraction | None:
    counts = {indicator.id for indicator in rulebook.indicators if indicator.unit == "count"}
    for row in rulebook.history:
        if (row.place_id, row.indicator, row.as_of) != (place_id, indicator_id, day):
            continue
        if row.denominator is None:
            return Fraction(row.numerator) if indicator_id in counts else None
        return Fraction(row.numerator) / Fraction(row.denominator) if row.denominator else None
    return None
