"""How each place does now against its last result before, and against the next target, exactly.

Whether two results may be compared is told by what they rest on: a share by its denominator, a count, which has none,
by how many places gave it. Where that changed by more than the threshold of the rules, ``basis_changed`` says so and
the change stands all the same: a school that grew by half is no reason to hide how it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pandas as pd

from engine.consolidation.coverage import Measure, Measures, people_short, reaches
from engine.consolidation.frames import frame_of
from engine.consolidation.result import PROGRESS
from engine.consolidation.trends import Point, Points, compared_places
from engine.rulebook.model import Indicator, Period, Target
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Place

_PERCENT = 100


def progress_of(measured: Measures, points: Points, rulebook: Rulebook, period: Period) -> pd.DataFrame:
    """One row per place (open schools, districts, the region) and indicator that has a value now.

    ``value``, ``previous_value``, ``next_target`` and ``change`` are shares (0.45) or counts; they are worked out from
    exact counts and rounded last. Sorted by place, then in the rules' order of indicators.
    """
    years = sorted({target.year for target in rulebook.targets if target.year > period.target_year})
    rows = (
        _row(place, indicator, measure, points.get((place.id, indicator.id), ()), rulebook, years)
        for place in compared_places(rulebook, period)
        for indicator in rulebook.indicators
        if (measure := measured.get((place.id, indicator.id))) is not None and measure.value is not None
    )
    return frame_of(rows, PROGRESS)


def next_target(
    value: Fraction, indicator_id: str, place_id: str, rulebook: Rulebook, years: Sequence[int]
) -> Target | None:
    """The target of the first of these years that a value does not reach; a year without a target is passed over."""
    targets = (rulebook.target_for(indicator_id, place_id, year) for year in years)
    return next((each for each in targets if each is not None and not reaches(value, each.minimum)), None)


def basis_change(measure: Measure, before: Point) -> Fraction | None:
    """By how much what a result rests on has changed: 1/4 for a quarter more; None where that is not known.

    That is the denominator of a share, and how many places gave a count.
    """
    now, then = (measure.denominator, before.denominator) if measure.is_share else (measure.reported, before.reported)
    return Fraction(now, then) - 1 if now is not None and then else None


def _row(
    place: Place,
    indicator: Indicator,
    measure: Measure,
    points: Sequence[Point],
    rulebook: Rulebook,
    years: Sequence[int],
) -> tuple[object, ...]:
    value = measure.value or Fraction(0)
    threshold = rulebook.programme.thresholds.denominator_change
    before = points[-1] if points else None
    target = next_target(value, indicator.id, place.id, rulebook, years)
    return (
        str(place.level),
        place.id,
        indicator.id,
        indicator.unit,
        float(value),
        *_compared(value, measure, before, threshold),
        *_ahead(measure, indicator, target),
    )


def _compared(value: Fraction, measure: Measure, before: Point | None, threshold: int) -> Iterator[object]:
    """The last result before, the change since, and whether it rests on something else."""
    if before is None:
        yield from (None,) * 8
        return
    yield from (before.as_of, before.period_id, before.numerator, before.denominator, float(before.value))
    yield float(value - before.value)
    change = basis_change(measure, before)
    yield float(change) if measure.is_share and change is not None else None
    yield None if change is None else abs(change) * _PERCENT > threshold


def _ahead(measure: Measure, indicator: Indicator, target: Target | None) -> Iterator[object]:
    """The next target, and who is missing to it."""
    if target is None or measure.numerator is None:
        yield from (None,) * 4
        return
    yield from (target.year, float(target.minimum), target.confirmed)
    persons = indicator.persons is not None
    yield people_short(measure.numerator, measure.denominator, target.minimum) if persons else None
