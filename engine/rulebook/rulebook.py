"""The loaded rules pack, with what closed periods settled, and the questions that every layer asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.rulebook.closed import ClosedPeriods
from engine.rulebook.forms import Form
from engine.rulebook.model import (
    Control,
    Decision,
    Denominator,
    HistoryRow,
    Indicator,
    Period,
    Programme,
    Target,
)
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap
from engine.rulebook.roadmaps.written import Reporter
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.places import Level, Registry


@dataclass(frozen=True, slots=True)
class Owed:
    """One occurrence that a place answers for."""

    roadmap: Roadmap
    activity: Activity
    occurrence: Occurrence

    @property
    def key(self) -> OccurrenceKey:
        """What identifies it from period to period."""
        return OccurrenceKey(self.roadmap.id, self.occurrence.key)


@dataclass(frozen=True)
class Rulebook:
    """Everything under rules/, checked.

    ``forms`` by (form, version); ``sha256`` is one hash over the rules files: an output says what it rests on.
    ``closed`` is no rule but the workspace's own past, which rules are applied together with.
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
    closed: ClosedPeriods = field(default_factory=ClosedPeriods)

    def within(self, district_id: str) -> Rulebook:
        """The rules for one district: it and its organisations alone are listed, what was decided about them counts.

        Of an id that is no district's nobody is listed: what is left concerns the region, or nobody.
        """

        def concerns(place_id: str) -> bool:
            district = self.registry.district_of(place_id) if place_id in self.registry else None
            return (district.id if district else "") == district_id

        decisions = tuple(each for each in self.decisions if concerns(each.place_id))
        return replace(self, registry=replace(self.registry, only=district_id), decisions=decisions)

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
        What only others report on (a ministry, an institute) is asked of nobody.
        """
        level = self.registry[place_id].level
        own = Reporter.SCHOOLS if level is Level.SCHOOL else Reporter.DISTRICT
        return tuple(
            Owed(roadmap, activity, occurrence)
            for roadmap_id in self.registry.roadmaps_of(place_id)
            for roadmap in (self.roadmaps[roadmap_id],)
            for activity in roadmap.activities
            if activity.target is not None or activity.reported_by in {own, Reporter.BOTH}
            for occurrence in activity.occurrences
        )
