"""The loaded rules pack and the questions that every layer asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.rulebook.forms import Form
from engine.rulebook.model import (
    Activity,
    Control,
    Decision,
    Denominator,
    HistoryRow,
    Indicator,
    OccurrenceRule,
    Period,
    Programme,
    Roadmap,
    Target,
)
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.places import Level, Registry


@dataclass(frozen=True, slots=True)
class Owed:
    """One occurrence that a place answers for."""

    roadmap: Roadmap
    activity: Activity
    occurrence: OccurrenceRule

    @property
    def key(self) -> OccurrenceKey:
        """What identifies it from period to period."""
        return OccurrenceKey(self.roadmap.id, self.occurrence.key)


@dataclass(frozen=True)
class Rulebook:
    """Everything under rules/, checked.

    ``forms`` by (form, version); ``sha256`` is one hash over the rules files: an output says what it rests on.
    """

    programme: Programme
    registry: Registry
    forms: Mapping[tuple[str, str], Form]
    periods: Mapping[str, Period]
    indicators: tuple[Indicator, ...]
    controls: tuple[Control, ...]
    targets: tuple[Target, ...]
    roadmaps: Mapping[str, Roadmap]
    history: tuple[HistoryRow, ...]
    denominators: tuple[Denominator, ...]
    decisions: tuple[Decision, ...]
    sha256: str

    def form(self, form: str, period: Period) -> Form:
        """The form of a level ("school", "district") that a period uses."""
        return self.forms[form, getattr(period.forms, form)]

    def target_for(self, indicator_id: str, place_id: str, year: int) -> Target | None:
        """The target of a place in a year: its own row, else its district's, else the one for everyone, else None.

        Never another year's: a target is not carried forward in silence.
        """
        rows = {
            target.place_id: target
            for target in self.targets
            if target.indicator == indicator_id and target.year == year
        }
        for place in self.registry.chain(place_id):
            if place.id in rows:
                return rows[place.id]
        return rows.get(None)

    def answers_for(self, place_id: str) -> tuple[Owed, ...]:
        """Occurrences that a place reports on, in the order of its roadmaps, targets included.

        Schools answer for ``reported_by`` schools or both, districts for district or both; target rows stand with both.
        """
        level = self.registry[place_id].level
        reporters = {"schools", "both"} if level is Level.SCHOOL else {"district", "both"}
        return tuple(
            Owed(roadmap, activity, occurrence)
            for roadmap_id in self.registry.roadmaps_of(place_id)
            for roadmap in (self.roadmaps[roadmap_id],)
            for activity in roadmap.activities
            if activity.target is not None or activity.reported_by in reporters
            for occurrence in activity.occurrences
        )
