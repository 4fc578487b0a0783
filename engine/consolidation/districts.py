"""Whose a file is: what was found, by the district that has to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from engine.vocabulary.places import Registry

#: The district of what belongs to none: files of nobody known, findings about them, the region's own rows.
NOBODY = ""


class Found(Protocol):
    """A file that was found, as far as it matters whose it is."""

    @property
    def path(self) -> str:
        """Its path."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes; empty where it was not opened."""

    @property
    def place_id(self) -> str | None:
        """The place that it is known to be of."""


Known = TypeVar("Known", bound=Found)


def known_districts(registry: Registry) -> tuple[str, ...]:
    """Ids of the districts, those without any file too, and `NOBODY` before them."""
    return (NOBODY, *(each.id for each in registry.districts))


def district_id_of(place_id: str | None, registry: Registry) -> str:
    """The district of a place; `NOBODY` of the region and of a place that is not known."""
    district = registry.district_of(place_id) if place_id is not None and place_id in registry else None
    return NOBODY if district is None else district.id


def by_district(found: Iterable[Known], registry: Registry) -> Mapping[str, tuple[Known, ...]]:
    """Files by the district of the place that each is known to be of; every one stands in exactly one."""
    grouped: dict[str, list[Known]] = {}
    for each in found:
        grouped.setdefault(district_id_of(each.place_id, registry), []).append(each)
    return {district_id: tuple(every) for district_id, every in grouped.items()}
