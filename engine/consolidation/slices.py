"""Slices of a consolidation: what concerns one district, in the shape of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from engine.consolidation.districts import NOBODY, district_id_of
from engine.consolidation.result import Consolidation
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Submission
from engine.vocabulary.files import RegisterRow
from engine.vocabulary.findings import Finding
from engine.vocabulary.places import Registry
from engine.vocabulary.transmittal import Transmittal

Row = TypeVar("Row")


@dataclass(frozen=True)
class Slices:
    """The districts' parts of a consolidation; every row stands in exactly one of them, those of `NOBODY` included."""

    consolidation: Consolidation
    rulebook: Rulebook

    def of(self, district_id: str) -> Consolidation:
        """A district's slice: the same columns and order, only fewer rows.

        Where the registry has one district only it is the whole: nobody else would see what belongs to none.
        """
        if len(self.rulebook.registry.districts) == 1:
            return self.consolidation
        frames: dict[str, Any] = {
            name: frame.take(self._positions[name].get(district_id, [])) for name, frame in self._frames.items()
        }
        return replace(
            self.consolidation,
            submissions=tuple(self._submissions.get(district_id, ())),
            register=tuple(self._register.get(district_id, ())),
            findings=tuple(self._findings.get(district_id, ())),
            transmittals=tuple(self._transmittals.get(district_id, ())),
            **frames,
        )

    @cached_property
    def _frames(self) -> Mapping[str, pd.DataFrame]:
        every = ((each.name, getattr(self.consolidation, each.name)) for each in fields(self.consolidation))
        return {name: value for name, value in every if isinstance(value, pd.DataFrame)}

    @cached_property
    def _positions(self) -> Mapping[str, Mapping[str, list[int]]]:
        """The numbers of each district's rows, by frame."""
        owners = {name: self._owners(frame) for name, frame in self._frames.items()}
        return {name: _grouped(range(len(each)), each.__getitem__) for name, each in owners.items()}

    def _owners(self, frame: pd.DataFrame) -> list[str]:
        if "district_id" in frame.columns:
            return [each or NOBODY for each in frame["district_id"].tolist()]
        known: dict[str, str] = {}
        place_ids = frame["place_id"].tolist()
        for place_id in dict.fromkeys(place_ids):
            known[place_id] = district_id_of(place_id, self.rulebook.registry)
        return [known[each] for each in place_ids]

    @cached_property
    def _submissions(self) -> Mapping[str, list[Submission]]:
        registry = self.rulebook.registry
        return _grouped(self.consolidation.submissions, lambda each: district_id_of(each.place_id, registry))

    @cached_property
    def _register(self) -> Mapping[str, list[RegisterRow]]:
        return _grouped(self.consolidation.register, lambda each: each.district_id or NOBODY)

    @cached_property
    def _findings(self) -> Mapping[str, list[Finding]]:
        return findings_by_district(self.consolidation, self.rulebook.registry)

    @cached_property
    def _transmittals(self) -> Mapping[str, list[Transmittal]]:
        return _grouped(self.consolidation.transmittals, lambda each: each.district_id)


def findings_by_district(consolidation: Consolidation, registry: Registry) -> dict[str, list[Finding]]:
    """Findings by the district of their place, else of their file; under `NOBODY` those of files of nobody known."""
    senders = {row.path: row.district_id for row in consolidation.register if row.district_id}

    def concerned(finding: Finding) -> str:
        return district_id_of(finding.place_id, registry) or senders.get(finding.path, NOBODY)

    return _grouped(consolidation.findings, concerned)


def _grouped(rows: Iterable[Row], owner: Callable[[Row], str]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(owner(row), []).append(row)
    return grouped
