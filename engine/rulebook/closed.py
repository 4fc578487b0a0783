"""What earlier periods settled when they were closed: answers, coverage and counts, which later periods build on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from engine.rulebook.model import Period
from engine.vocabulary.fields import Address, OccurrenceKey
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus


@dataclass(frozen=True, slots=True)
class ClosedMeasure:
    """An indicator of one place in a closed period: its exact counts, and how many places of how many gave them.

    ``numerator`` is missing where nobody reported, ``denominator`` also for a count.
    """

    numerator: int | None
    denominator: int | None
    reported: int
    expected: int


@dataclass(frozen=True)
class ClosedPeriod:
    """The last closed version of one period.

    ``answers`` by place and occurrence; ``coverage`` by place and indicator, exact, only where it was measured;
    ``measures`` by place and indicator what it was measured from, of every place that was expected to give it;
    ``counts`` by place and field, those of the submissions that counted (implied zeros too).
    ``altered`` (or missing) and ``added`` are files of the period's closed versions that are no longer as they were
    sealed, as paths in the workspace; the data of the last version are never among them.
    """

    period: Period
    version: int
    as_of: date
    answers: Mapping[tuple[str, OccurrenceKey], RoadmapAnswer] = field(default_factory=dict)
    coverage: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    measures: Mapping[tuple[str, str], ClosedMeasure] = field(default_factory=dict)
    counts: Mapping[str, Mapping[Address, int]] = field(default_factory=dict)
    altered: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @cached_property
    def answers_by_place(self) -> Mapping[str, Mapping[OccurrenceKey, RoadmapAnswer]]:
        """The answers by occurrence, by place: every place asks for its own."""
        grouped: dict[str, dict[OccurrenceKey, RoadmapAnswer]] = {}
        for (place_id, key), answer in self.answers.items():
            grouped.setdefault(place_id, {})[key] = answer
        return grouped


@dataclass(frozen=True)
class ClosedPeriods:
    """The closed periods of a workspace, each with its last version; none in a new workspace.

    ``lost`` is the last version that a period was closed as, by period id, where that version is not there any more.
    """

    periods: tuple[ClosedPeriod, ...] = ()
    lost: Mapping[str, int] = field(default_factory=dict)

    def before(self, period: Period) -> tuple[ClosedPeriod, ...]:
        """Closed periods that ended before a period did, the earliest first."""
        earlier = (each for each in self.periods if each.period.ends_on < period.ends_on)
        return tuple(sorted(earlier, key=lambda each: (each.period.ends_on, each.period.id)))

    def alike_before(self, period: Period) -> tuple[ClosedPeriod, ...]:
        """Closed periods of the same kind that ended before a period did, the earliest first."""
        return tuple(each for each in self.before(period) if each.period.kind is period.kind)

    def answers(self, place_id: str, period: Period) -> dict[OccurrenceKey, RoadmapAnswer]:
        """What a place said before a period about each occurrence, the latest word; what was done once stays done."""
        said: dict[OccurrenceKey, RoadmapAnswer] = {}
        for closed in self.before(period):
            for key, answer in closed.answers_by_place.get(place_id, {}).items():
                if not _is_done(said.get(key)):
                    said[key] = answer
        return said

    def done(self, place_id: str, period: Period) -> frozenset[OccurrenceKey]:
        """Occurrences that a place reported as done before a period."""
        return frozenset(key for key, answer in self.answers(place_id, period).items() if _is_done(answer))

    def counts(self, place_id: str, period: Period) -> Mapping[Address, int]:
        """What a place counted in the period before, as the rules name it; empty where that one is not closed."""
        before = (each for each in self.periods if each.period.id == period.previous)
        return next((closed.counts.get(place_id, {}) for closed in before), {})

    def coverage_as_of(self, place_id: str, indicator_id: str, day: date) -> Fraction | None:
        """The exact coverage of a place in a closed period as of this very day; None where none was measured."""
        values = (each.coverage.get((place_id, indicator_id)) for each in self.periods if each.as_of == day)
        return next((value for value in values if value is not None), None)

    def coverage_on(self, place_id: str, indicator_id: str, day: date) -> Fraction | None:
        """The exact coverage of a place in the closed period that holds a day; None where none was measured."""
        for closed in sorted(self.periods, key=lambda each: (each.period.starts_on, each.period.id), reverse=True):
            if closed.period.starts_on <= day <= closed.period.ends_on:
                return closed.coverage.get((place_id, indicator_id))
        return None


def _is_done(answer: RoadmapAnswer | None) -> bool:
    return answer is not None and answer.status is TypedStatus.DONE
