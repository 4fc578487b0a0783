"""What a workbook shows of the roadmaps: each occurrence with the rows of everybody who answers for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.report.index import Row
from engine.report.scope import Scope
from engine.rulebook.model import Indicator
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap, Section
from engine.rulebook.rulebook import Owed
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level, Place

#: Statuses of an occurrence by what is left to do about it.
DONE = ("done", "done_late")
AHEAD = ("due_soon", "not_due")
OPEN = (*AHEAD, "postponed", "no_deadline")
FAR = mark(" То, что начнётся после {day}, не показано.")


@dataclass(frozen=True, slots=True)
class Item:
    """An occurrence in one district, with the rows of everybody there who answers for it; there is at least one."""

    district_id: str
    owed: Owed
    rows: tuple[Row, ...]

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap that it is of."""
        return self.owed.roadmap

    @property
    def activity(self) -> Activity:
        """The activity that it is due for."""
        return self.owed.activity

    @property
    def occurrence(self) -> Occurrence:
        """Its dates."""
        return self.owed.occurrence

    @property
    def is_target(self) -> bool:
        """Tell whether coverage decides it, not a typed status."""
        return self.activity.target is not None

    @property
    def longest(self) -> int | None:
        """Days of the longest overdue among those who answer; None where nobody is."""
        return max((each.days_overdue for each in self.rows if each.status == "overdue"), default=None)

    def number_of(self, statuses: Collection[str]) -> int:
        """How many of those who answer have one of these statuses."""
        return sum(each.status in statuses for each in self.rows)


def items(scope: Scope) -> list[Item]:
    """The occurrences that the workbook's places answer for, roadmap by roadmap, each district after the other."""
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for row in scope.activities:
        grouped.setdefault((row.roadmap, row.key, row.district_id), []).append(row)
    return [
        Item(district.id, owed, tuple(rows))
        for owed in occurrences(scope.rulebook.roadmaps[roadmap_id] for roadmap_id in followed(scope))
        for district in scope.districts
        if (rows := grouped.get((owed.roadmap.id, owed.occurrence.key, district.id)))
    ]


def last_day(scope: Scope) -> date:
    """The last day that the calendar looks ahead to."""
    return scope.as_of + timedelta(days=scope.programme.thresholds.calendar_days)


def in_view(scope: Scope) -> list[Item]:
    """The items without those that begin after the calendar's last day and that nobody has answered anything about."""
    return [
        each
        for each in items(scope)
        if (each.occurrence.starts_on or date.min) <= last_day(scope) or each.number_of(("not_due",)) < len(each.rows)
    ]


def far_note(scope: Scope, shown: int) -> str:
    """What is left out of ``shown`` items, in a sentence; empty where nothing is."""
    return tr(FAR).format(day=day(last_day(scope))) if shown < len(items(scope)) else ""


def occurrences(roadmaps: Iterable[Roadmap]) -> Iterator[Owed]:
    """Every occurrence of the roadmaps, in their order."""
    for roadmap in roadmaps:
        for activity in roadmap.activities:
            for occurrence in activity.occurrences:
                yield Owed(roadmap, activity, occurrence)


def by_key(scope: Scope) -> dict[tuple[str, str], Owed]:
    """Every occurrence by its roadmap's id and its key, as the rows of the activities name it."""
    return {(each.roadmap.id, each.occurrence.key): each for each in occurrences(scope.rulebook.roadmaps.values())}


def followed(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Districts that follow a roadmap, themselves or by one of their organisations, by the roadmap's id.

    The roadmaps stand in the order of the first district that follows them.
    """
    registry = scope.rulebook.registry
    found: dict[str, dict[str, None]] = {}
    places = sorted((*scope.districts, *scope.schools), key=lambda place: _district_id(place) + place.id)
    for place in places:
        for roadmap_id in registry.roadmaps_of(place.id):
            found.setdefault(roadmap_id, {})[_district_id(place)] = None
    return {roadmap_id: tuple(district_ids) for roadmap_id, district_ids in found.items()}


def _district_id(place: Place) -> str:
    return place.id if place.level is Level.DISTRICT else str(place.parent_id)


def indicator_of(scope: Scope, item: Item) -> Indicator:
    """The indicator that decides a target row."""
    target = item.activity.target
    return next(each for each in scope.rulebook.indicators if target is not None and each.id == target.indicator)


def sections(listed: Iterable[Item]) -> Iterator[tuple[Roadmap | None, Section | None, Item]]:
    """Items with the headings that begin before them: the roadmap, the section; None where neither changes."""
    roadmap_id, section_number = None, None
    for item in listed:
        section = item.activity.section
        new_roadmap = item.roadmap.id != roadmap_id
        number = None if section is None else section.number
        new_section = section is not None and (new_roadmap or number != section_number)
        yield (item.roadmap if new_roadmap else None), (section if new_section else None), item
        roadmap_id, section_number = item.roadmap.id, number


def begins_or_ends(occurrence: Occurrence, first: date, last: date) -> Iterator[tuple[date, bool]]:
    """Days from ``first`` to ``last`` on which an occurrence begins (False) or falls due (True)."""
    for on, falls_due in ((occurrence.starts_on, False), (occurrence.due_on, True)):
        if on is not None and first <= on <= last:
            yield on, falls_due
