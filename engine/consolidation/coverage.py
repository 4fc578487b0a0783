"""Coverage: each indicator of each place against its target, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pandas as pd

from engine.consolidation.expected import open_districts, open_schools, reporting_schools
from engine.consolidation.frames import frame_of
from engine.consolidation.result import COVERAGE
from engine.rulebook.model import Indicator, Period, Target
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Level, Place

#: What places' values for an indicator rest on, by place and address.
Values = Mapping[tuple[str, Address], int]


@dataclass(frozen=True, slots=True)
class Basis:
    """What an indicator of some places rests on: whole numbers only, so that bases add up in any order.

    ``numerator`` and ``denominator`` are summed over the ``reported`` places that have both; ``numerator_alone`` over
    the ``reported_alone`` places that have at least a numerator, for counts and for external denominators.
    """

    numerator: int = 0
    denominator: int = 0
    reported: int = 0
    numerator_alone: int = 0
    reported_alone: int = 0
    expected: int = 0

    def plus(self, other: Basis) -> Basis:
        """The basis of both groups of places together."""
        return Basis(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.reported + other.reported,
            self.numerator_alone + other.numerator_alone,
            self.reported_alone + other.reported_alone,
            self.expected + other.expected,
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator of one place as measured; ``numerator`` is None without data, ``denominator`` also for counts.

    A share may have a numerator alone: where only the territory above has a denominator, from rules/denominators.csv.
    """

    numerator: int | None
    denominator: int | None
    reported: int
    expected: int
    is_share: bool = True

    @property
    def value(self) -> Fraction | None:
        """A share (7/10 for 70 %), or the count itself; None without data or over a denominator of zero."""
        if self.numerator is None or (self.is_share and not self.denominator):
            return None
        return Fraction(self.numerator, self.denominator or 1)


#: What indicators rest on, by place id and indicator id.
Bases = Mapping[tuple[str, str], Basis]
#: What was measured, by place id and indicator id.
Measures = Mapping[tuple[str, str], Measure]


def coverage_of(measured: Measures, rulebook: Rulebook, period: Period) -> pd.DataFrame:
    """One row per place (open schools, districts, the region) and indicator.

    ``value``, ``target`` and ``gap`` are shares (0.45) or counts; the status is decided on the exact values, never on
    the rounded ones. A place whose kind the indicator does not count, or which is exempt from reporting, has
    ``expected`` 0, no data and no target. Places that are not among the measured have no row. Sorted by place, then in
    the rules' order of indicators.
    """
    rows = (
        _row(place, indicator, measured[place.id, indicator.id], rulebook, period)
        for place in _places(rulebook, period)
        for indicator in rulebook.indicators
        if (place.id, indicator.id) in measured
    )
    return frame_of(rows, COVERAGE)


def bases_of(totals: pd.DataFrame, rulebook: Rulebook, period: Period) -> Bases:
    """What every place's indicators rest on.

    Of ``totals`` only the rows of schools are read: numerators and denominators are added up, ratios never averaged.
    Schools exempt from reporting are expected nowhere.
    """
    values = _school_values(totals)
    bases = {(place.id, each.id): Basis() for place in _places(rulebook, period) for each in rulebook.indicators}
    for school in reporting_schools(rulebook, period):
        chain = [place.id for place in rulebook.registry.chain(school.id)]
        for indicator in rulebook.indicators:
            basis = basis_of(indicator, school, values)
            for place_id in chain:
                key = place_id, indicator.id
                bases[key] = bases[key].plus(basis)
    return bases


def measures(bases: Bases, rulebook: Rulebook, period: Period) -> dict[tuple[str, str], Measure]:
    """What these bases measure, over the denominators that the rules have for territories."""
    external = {(row.place_id, row.indicator): row.value for row in rulebook.denominators if row.period == period.id}
    indicators = {each.id: each for each in rulebook.indicators}
    found: dict[tuple[str, str], Measure] = {}
    for (place_id, indicator_id), basis in bases.items():
        is_school = rulebook.registry[place_id].level is Level.SCHOOL
        denominator = None if is_school else external.get((place_id, indicator_id))
        found[place_id, indicator_id] = measure_of(indicators[indicator_id], basis, denominator)
    return found


def basis_of(indicator: Indicator, school: Place, values: Values) -> Basis:
    """What one school contributes to an indicator; nothing when its kind is not counted."""
    if school.kind not in indicator.kinds:
        return Basis()
    numerator = values.get((school.id, Address.parse(indicator.numerator)))
    if numerator is None:
        return Basis(expected=1)
    alone = Basis(numerator_alone=numerator, reported_alone=1, expected=1)
    if indicator.denominator is None:
        return alone
    denominator = values.get((school.id, Address.parse(indicator.denominator)))
    return alone if denominator is None else alone.plus(Basis(numerator, denominator, reported=1))


def measure_of(indicator: Indicator, basis: Basis, external: int | None = None) -> Measure:
    """The measure that a basis gives, over an ``external`` denominator of the territory where there is one."""
    if external is None and indicator.denominator is not None:
        numerator, denominator = (basis.numerator, basis.denominator) if basis.reported else (None, None)
        return Measure(numerator, denominator, basis.reported, basis.expected)
    numerator = basis.numerator_alone if basis.reported_alone else None
    denominator = None if indicator.unit == "count" else external
    return Measure(numerator, denominator, basis.reported_alone, basis.expected, is_share=indicator.unit == "share")


def reaches(value: Fraction, minimum: Decimal) -> bool:
    """Tell whether an exact value is at or above a minimum: 69.96 % does not reach 70 %."""
    return value >= Fraction(minimum)


def people_short(numerator: int, denominator: int | None, minimum: Decimal) -> int:
    """The smallest number of whole persons that, added to the numerator, reaches the minimum; 0 when it is reached.

    Without a denominator the minimum is itself a number of persons.
    """
    needed = Fraction(minimum) * (1 if denominator is None else denominator)
    return max(0, ceil(needed - numerator))


def _places(rulebook: Rulebook, period: Period) -> Sequence[Place]:
    places = [rulebook.registry.region, *open_districts(rulebook, period), *open_schools(rulebook, period)]
    return sorted(places, key=lambda place: place.id)


def _school_values(totals: pd.DataFrame) -> Values:
    known = totals[(totals["level"] == str(Level.SCHOOL)) & totals["value"].notna()]
    columns = (known[name].tolist() for name in ("place_id", "line", "column", "value"))
    return {
        (place_id, Address(line, column)): int(value) for place_id, line, column, value in zip(*columns, strict=True)
    }


def _row(
    place: Place, indicator: Indicator, measure: Measure, rulebook: Rulebook, period: Period
) -> tuple[object, ...]:
    target = rulebook.target_for(indicator.id, place.id, period.target_year) if measure.expected else None
    return (
        period.id,
        str(place.level),
        place.id,
        indicator.id,
        indicator.unit,
        measure.numerator,
        measure.denominator,
        None if measure.value is None else float(measure.value),
        None if target is None else float(target.minimum),
        period.target_year,
        None if target is None else target.confirmed,
        None if target is None else target.source,
        *_judged(indicator, measure, target),
        measure.reported,
        measure.expected,
    )


def _judged(indicator: Indicator, measure: Measure, target: Target | None) -> Iterator[object]:
    """Status, gap and people short."""
    value = measure.value
    if value is None or measure.numerator is None:
        yield from ("no_data", None, None)
    elif target is None:
        yield from ("no_target", None, None)
    else:
        yield "met" if reaches(value, target.minimum) else "below"
        yield float(value - Fraction(target.minimum))
        counts_persons = indicator.persons is not None
        yield people_short(measure.numerator, measure.denominator, target.minimum) if counts_persons else None
