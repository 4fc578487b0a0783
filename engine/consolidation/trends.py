"""Earlier results of each place and indicator, from closed periods and rules/history.csv, exactly.

What may be compared with a period: closed periods of the same kind that ended before it, and rows of history.csv of
about the same time of the year as its as-of date, a year or more before it (a December says nothing about a May, when
participants of a school year are counted); with a snapshot, whatever was known before it began. Where a closed period
measured a place, its result goes before whatever history.csv says of that year.

A point that rests on fewer places than were expected is a point all the same, and says so in ``reported`` and
``expected``: hardly any year is complete, and leaving such years out would hide more than it saves. What history.csv
says rests on nobody knows how many places; a sum of its rows is only made of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from engine.consolidation.expected import open_districts, open_schools
from engine.consolidation.frames import frame_of
from engine.consolidation.result import TRENDS
from engine.rulebook.closed import ClosedMeasure, ClosedPeriod
from engine.rulebook.model import HistoryRow, Indicator, Period, PeriodKind
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Level, Place, Registry

_YEAR = 365.25
#: How far from the same day of the year a result is still of about the same time.
_SAME_TIME = 62


@dataclass(frozen=True, slots=True)
class Point:
    """One earlier result of a place: whole counts, and how many places of how many gave them (None: not known).

    ``period_id`` is the closed period's, None for history. ``denominator`` is None for a count.
    """

    as_of: date
    period_id: str | None
    numerator: int
    denominator: int | None
    reported: int | None
    expected: int | None

    @property
    def value(self) -> Fraction:
        """A share (7/10 for 70 %), or the count itself."""
        return Fraction(self.numerator, 1 if self.denominator is None else self.denominator)


#: Earlier results by place id and indicator id, the earliest first.
Points = Mapping[tuple[str, str], tuple[Point, ...]]
#: Rows of history.csv by place id, indicator id and day.
History = Mapping[tuple[str, str], Mapping[date, HistoryRow]]


def trends_of(points: Points, rulebook: Rulebook, period: Period) -> pd.DataFrame:
    """One row per place, indicator and earlier point; sorted by place, in the rules' order of indicators, then by day.

    ``value`` is a share (0.45) or a count; places and indicators without an earlier result have no row.
    """
    rows = (
        _row(place, indicator, point)
        for place in compared_places(rulebook, period)
        for indicator in rulebook.indicators
        for point in points.get((place.id, indicator.id), ())
    )
    return frame_of(rows, TRENDS)


def earlier_points(
    rulebook: Rulebook, period: Period, places: Iterable[Place] | None = None
) -> dict[tuple[str, str], tuple[Point, ...]]:
    """Every earlier result with which the places of a period, or these of them, can be compared.

    A place that others were merged into has their counts added to its own, as long as they reported themselves.
    """
    history = _history(rulebook, period)
    closed = rulebook.closed.alike_before(period)
    followed = predecessors(rulebook.registry, period)
    found: dict[tuple[str, str], tuple[Point, ...]] = {}
    for place in compared_places(rulebook, period) if places is None else places:
        together = (place, *followed.get(place.id, ()))
        for indicator in rulebook.indicators:
            points = {each.period.id: _closed_point(each, together, indicator) for each in closed}
            settled = {_turn(each.period.as_of, period) for each in closed if points[each.period.id] is not None}
            known = [
                *(each for each in points.values() if each is not None),
                *(
                    each
                    for each in _history_points(history, together, indicator, rulebook.registry)
                    if _turn(each.as_of, period) not in settled
                ),
            ]
            if known:
                found[place.id, indicator.id] = tuple(sorted(known, key=lambda each: each.as_of))
    return found


def compared_places(rulebook: Rulebook, period: Period) -> Sequence[Place]:
    """The region, and the districts and organisations that are open in a period, by id."""
    places = [rulebook.registry.region, *open_districts(rulebook, period), *open_schools(rulebook, period)]
    return sorted(places, key=lambda place: place.id)


def predecessors(registry: Registry, period: Period) -> dict[str, tuple[Place, ...]]:
    """The places that were merged into each place before a period ended, directly or through others that closed too."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for place in registry.places.values():
        successor_id = _open_successor(registry, place, period)
        if successor_id is not None:
            found[successor_id].append(place)
    return {successor_id: tuple(places) for successor_id, places in found.items()}


def _open_successor(registry: Registry, place: Place, period: Period) -> str | None:
    """Who answers now for a place that is closed; None for an open one, and where the chain ends in nobody."""
    seen, each = {place.id}, place
    while not each.open_at(period.ends_on):
        if each.successor_id is None or each.successor_id in seen or each.successor_id not in registry:
            return None
        seen.add(each.successor_id)
        each = registry[each.successor_id]
    return None if each is place else each.id


def _closed_point(closed: ClosedPeriod, together: Iterable[Place], indicator: Indicator) -> Point | None:
    measures = [each for place in together if (each := closed.measures.get((place.id, indicator.id))) is not None]
    known = [each for each in measures if each.numerator is not None and _has_basis(each, indicator)]
    if not known:
        return None
    numerator, denominator = sum(each.numerator or 0 for each in known), sum(each.denominator or 0 for each in known)
    if indicator.unit == "share" and not denominator:
        return None
    return Point(
        # An office may consolidate a period long after it ended; its numbers are the period's all the same.
        as_of=min(closed.as_of, closed.period.ends_on),
        period_id=closed.period.id,
        numerator=numerator,
        denominator=denominator if indicator.unit == "share" else None,
        reported=sum(each.reported for each in known),
        expected=sum(each.expected for each in measures),
    )


def _has_basis(measure: ClosedMeasure, indicator: Indicator) -> bool:
    return indicator.unit == "count" or measure.denominator is not None


def _history(rulebook: Rulebook, period: Period) -> History:
    """rules/history.csv as far as it can be compared with a period."""
    rows: defaultdict[tuple[str, str], dict[date, HistoryRow]] = defaultdict(dict)
    for row in rulebook.history:
        if _turn(row.as_of, period) is not None:
            rows[row.place_id, row.indicator][row.as_of] = row
    return rows


def _history_points(
    history: History, together: Sequence[Place], indicator: Indicator, registry: Registry
) -> Iterator[Point]:
    """What history.csv says of a place (the first of ``together``) and its predecessors, in any order of days.

    Of a region it is what its districts add up to where it has no row of its own.
    """
    place = together[0]
    counted = [each for each in together if each.kind is None or each.kind in indicator.kinds]
    yield from _sums(history, counted, indicator, own=place)
    if place.level is Level.REGION:
        own = history.get((place.id, indicator.id), {})
        yield from (each for each in _sums(history, registry.districts, indicator) if each.as_of not in own)


def _sums(history: History, parts: Sequence[Place], indicator: Indicator, own: Place | None = None) -> Iterator[Point]:
    """The sum of the parts' rows for each day of which every part that was there has one; ``own`` always was."""
    rows = {part.id: history.get((part.id, indicator.id), {}) for part in parts}
    for day in sorted({day for each in rows.values() for day in each}):
        there = [part for part in parts if part.open_at(day) or (part is own and day in rows[part.id])]
        point = _summed(day, [rows[part.id].get(day) for part in there], indicator)
        if point is not None:
            yield point


def _summed(day: date, rows: Sequence[HistoryRow | None], indicator: Indicator) -> Point | None:
    """The point that rows add up to; None where one is not there, or says nothing."""
    known = [row for row in rows if row is not None]
    numerator, denominator = sum(row.numerator for row in known), sum(row.denominator or 0 for row in known)
    if not known or len(known) < len(rows):
        return None
    if indicator.unit == "share" and (not denominator or any(row.denominator is None for row in known)):
        return None
    below = int(denominator) if indicator.unit == "share" else None
    return Point(day, None, int(numerator), below, None, None)


def _turn(day: date, period: Period) -> int | None:
    """How many years before a period's as-of date a day stands, as its yearly result; None where it is none.

    Before a snapshot, which comes at no regular time, every day stands for itself.
    """
    before = (period.as_of - day).days
    if period.kind is PeriodKind.SNAPSHOT:
        return before if day < period.starts_on else None
    years = round(before / _YEAR)
    return years if years >= 1 and abs(before - years * _YEAR) <= _SAME_TIME else None


def _row(place: Place, indicator: Indicator, point: Point) -> tuple[object, ...]:
    return (
        str(place.level),
        place.id,
        indicator.id,
        indicator.unit,
        point.as_of,
        point.period_id,
        "history" if point.period_id is None else "closed",
        point.numerator,
        point.denominator,
        float(point.value),
        point.reported,
        point.expected,
    )
