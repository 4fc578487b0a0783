"""A roadmap as the engine uses it: every activity with the occurrences that its deadline comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from engine.rulebook.deadlines.deadline import Confidence, DeadlineKind, Note
from engine.rulebook.roadmaps.written import ActivityTarget, Reporter, RoadmapDocument

#: Nothing that a roadmap asks for was done before: the target model of mentoring is of 25.12.2019.
EARLIEST: Final = date(2019, 1, 1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due instance of an activity.

    ``key`` is stable from period to period. ``confirmed`` False: the dates are a proposal, shown as «срок требует
    уточнения»; ``reason`` is what a person wrote about them, ``notes`` what the reading assumed or repaired.
    """

    key: str
    starts_on: date | None
    due_on: date | None
    confidence: Confidence
    confirmed: bool
    reason: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the roadmap; ``windows`` are those of its own deadline, where one is printed. It is no activity.

    ``decided`` is the deadline as a person reads it, where that differs from the printed one.
    """

    number: str
    title: str
    deadline: str | None
    decided: str | None
    responsible: str | None
    windows: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of a roadmap, or one item of the order's own text, with everything that it is due for.

    ``deadline`` is verbatim. ``reporter_confirmed`` False: who reports on it is a proposal, ``reporter_reason`` says
    why. ``repeats`` names the key of the row that says the same; such an item owes nothing of its own.
    """

    number: str
    key: str
    title: str
    section: Section | None
    deadline: str | None
    kind: DeadlineKind
    responsible: str | None
    result: str | None
    document: str | None
    reported_by: Reporter
    reporter_confirmed: bool
    reporter_reason: str
    target: ActivityTarget | None
    repeats: str | None
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class Roadmap:
    """One district's order; ``activities`` in the order's own sequence, those of its own text last."""

    id: str
    title: str
    document: RoadmapDocument
    plan_stated: str | None
    plan_from: date | None
    plan_to: date | None
    tracked_from: date | None
    sections: tuple[Section, ...]
    activities: tuple[Activity, ...]

    @cached_property
    def begins_on(self) -> date | None:
        """The day before which nothing of it can have been done; None where neither plan nor order nor deadline tells.

        Where the document states no plan it is the first of January of the earliest year that it speaks of.
        """
        if self.plan_from is not None:
            return self.plan_from
        windows = [each for activity in self.activities for each in activity.occurrences]
        days = [self.document.signed_on, *(each.starts_on or each.due_on for each in windows)]
        years = [each.year for each in days if each is not None]
        return date(min(years), 1, 1) if years else None

    @cached_property
    def activity_of(self) -> dict[str, Activity]:
        """Activity by the key of any of its occurrences."""
        return {each.key: activity for activity in self.activities for each in activity.occurrences}
