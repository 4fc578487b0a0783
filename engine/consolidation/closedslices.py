"""Slices of a closed version: what it says of one district's places and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from engine.consolidation.closed import ClosedData, ClosedFile
from engine.consolidation.districts import Found, district_id_of
from engine.vocabulary.places import Registry

_BY_PLACE = ("facts", "answers", "statuses", "reports", "coverage", "decisions")


@dataclass(frozen=True)
class ClosedSlices:
    """The districts' parts of a closed version, by whose the places are today.

    A closed file goes to every district where it was found again, since it has not arrived there; one that is not
    there any more goes to where another file has its name now, which tells of it, else to the district of its place.
    """

    closed: ClosedData
    found: Mapping[str, Iterable[Found]]
    registry: Registry

    def of(self, district_id: str) -> ClosedData:
        """A district's part."""
        own = {name: every.get(district_id, {}) for name, every in self._by_place.items()}
        files = self._files.get(district_id, {})
        return replace(self.closed, files=files, **own)

    @cached_property
    def _by_place(self) -> Mapping[str, dict[str, Any]]:
        """What is known by place and something else, by its name and district."""
        names = [name for name in _BY_PLACE if getattr(self.closed, name) is not None]
        given: dict[str, dict[str, Any]] = {name: {} for name in names}
        for name in names:
            for key, kept in getattr(self.closed, name).items():
                given[name].setdefault(district_id_of(key[0], self.registry), {})[key] = kept
        return given

    @cached_property
    def _files(self) -> Mapping[str, dict[str, ClosedFile]]:
        again: dict[str, set[str]] = {}
        instead: dict[str, str] = {}
        for district_id, readings in self.found.items():
            for each in readings:
                if each.sha256 in self.closed.files:
                    again.setdefault(each.sha256, set()).add(district_id)
                elif each.sha256:
                    instead[each.path] = district_id
        given: dict[str, dict[str, ClosedFile]] = {}
        for sha256, file in self.closed.files.items():
            own = instead.get(file.path, district_id_of(file.place_id, self.registry))
            for district_id in again.get(sha256, {own}):
                given.setdefault(district_id, {})[sha256] = file
        return given
