"""Places: the region, its districts and the organisations that report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """Where a place stands in the reporting chain."""

    SCHOOL = "school"
    DISTRICT = "district"
    REGION = "region"


class Kind(StrEnum):
    """Kind of an organisation; rules say which kinds fill which lines."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    SUPPLEMENTARY = "supplementary"
    VOCATIONAL = "vocational"


@dataclass(frozen=True, slots=True)
class Place:
    """One row of rules/registry.csv.

    ``level`` SCHOOL stands for any reporting organisation; what it is says ``kind`` (None above that level).
    """

    id: str
    level: Level
    parent_id: str | None
    name: str
    kind: Kind | None = None
    roadmaps: tuple[str, ...] = ()
    opened_on: date | None = None
    closed_on: date | None = None
    successor_id: str | None = None
    inn: str | None = None
    email: str | None = None
    contact: str | None = None

    def open_at(self, day: date) -> bool:
        """Tell whether the place exists on ``day``: opened by then and not closed before it."""
        return (self.opened_on is None or self.opened_on <= day) and (self.closed_on is None or self.closed_on >= day)


@dataclass(frozen=True)
class Registry:
    """All places by id, sorted by id.

    Exactly one place has level REGION; every other place's ``parent_id`` names a place one level up. ``only`` is the
    district that ``districts`` and ``schools`` are limited to (None: no limit); looked up is any place all the same.
    """

    places: Mapping[str, Place] = field(default_factory=dict)
    only: str | None = None

    @classmethod
    def of(cls, places: Iterable[Place]) -> Registry:
        """Build a registry from places in any order."""
        return cls({place.id: place for place in sorted(places, key=lambda place: place.id)})

    def __getitem__(self, place_id: str) -> Place:
        return self.places[place_id]

    def __contains__(self, place_id: object) -> bool:
        return place_id in self.places

    @cached_property
    def region(self) -> Place:
        """The one place at the top."""
        return next(place for place in self.places.values() if place.level is Level.REGION)

    @cached_property
    def districts(self) -> tuple[Place, ...]:
        """Districts by id."""
        return tuple(place for place in self.places.values() if place.level is Level.DISTRICT and self._lists(place.id))

    def _lists(self, district_id: str | None) -> bool:
        return self.only is None or self.only == district_id

    def schools(self, district_id: str | None = None) -> tuple[Place, ...]:
        """Reporting organisations by id, of one district or of the whole region, open or not."""
        return self._schools.get(district_id, ())

    @cached_property
    def _schools(self) -> Mapping[str | None, tuple[Place, ...]]:
        """Organisations by district; all of them under None."""
        grouped: dict[str | None, list[Place]] = {}
        for place in self.places.values():
            if place.level is Level.SCHOOL and self._lists(place.parent_id):
                for district_id in {None, place.parent_id}:
                    grouped.setdefault(district_id, []).append(place)
        return {district_id: tuple(schools) for district_id, schools in grouped.items()}

    def district_of(self, place_id: str) -> Place | None:
        """The district that a place belongs to; the district itself for a district; None for the region."""
        place = self.places[place_id]
        if place.level is Level.DISTRICT:
            return place
        return self.places[place.parent_id] if place.level is Level.SCHOOL and place.parent_id else None

    def chain(self, place_id: str) -> tuple[Place, ...]:
        """The place and those above it, nearest first: school, district, region."""
        chain = [self.places[place_id]]
        while (parent_id := chain[-1].parent_id) is not None:
            chain.append(self.places[parent_id])
        return tuple(chain)

    def roadmaps_of(self, place_id: str) -> tuple[str, ...]:
        """Ids of the roadmaps that a place follows: its own, else its district's."""
        for place in self.chain(place_id):
            if place.roadmaps:
                return place.roadmaps
        return ()
