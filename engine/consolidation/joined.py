"""The consolidation of a region out of those of its districts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from engine.consolidation.changes import place_order
from engine.consolidation.closed import ClosedData
from engine.consolidation.coverage import Basis, coverage_of, measures
from engine.consolidation.part import Part
from engine.consolidation.progress import progress_of
from engine.consolidation.result import FRAMES, Consolidation
from engine.consolidation.rollup import region_totals
from engine.consolidation.selection import finding_order
from engine.consolidation.transmitted import told_by, with_told
from engine.consolidation.trends import earlier_points, trends_of
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook


def joined(
    parts: Iterable[Part], rulebook: Rulebook, period: Period, as_of: date, closed: ClosedData | None = None
) -> Consolidation:
    """The whole region's consolidation: every row of the parts in its place, and the region's own rows.

    Counts are added up and then divided; nothing of a part is worked out again. ``parts`` are of districts that have
    no place in common, in any order; ``closed`` is what was compared with, the whole of it.
    """
    parts = list(parts)
    made = [each.consolidation for each in parts]
    transmittals = sorted((each for one in made for each in one.transmittals), key=lambda each: each.district_id)
    rulebook = with_told(rulebook, told_by(transmittals, rulebook, period))
    own = _region(parts, rulebook, period)
    return Consolidation(
        period=period,
        as_of=as_of,
        submissions=tuple(
            sorted((each for one in made for each in one.submissions), key=lambda each: (each.place_id, each.form))
        ),
        register=tuple(sorted((each for one in made for each in one.register), key=lambda each: each.path)),
        findings=tuple(sorted((each for one in made for each in one.findings), key=finding_order)),
        transmittals=tuple(transmittals),
        closed=closed,
        **{name: _together(name, [*own.get(name, ()), *(getattr(one, name) for one in made)]) for name in FRAMES},
    )


def _region(parts: Sequence[Part], rulebook: Rulebook, period: Period) -> Mapping[str, list[pd.DataFrame]]:
    """The region's own rows, by frame."""
    region = rulebook.registry.region
    bases = {(region.id, indicator.id): Basis() for indicator in rulebook.indicators}
    for part in parts:
        for indicator_id, basis in part.bases.items():
            bases[region.id, indicator_id] = bases[region.id, indicator_id].plus(basis)
    measured, earlier = measures(bases, rulebook, period), earlier_points(rulebook, period, [region])
    totals = pd.concat([part.consolidation.totals for part in parts], ignore_index=True)
    return {
        "totals": [region_totals(totals, rulebook, period)],
        "coverage": [coverage_of(measured, rulebook, period)],
        "trends": [trends_of(earlier, rulebook, period)],
        "progress": [progress_of(measured, earlier, rulebook, period)],
    }


def _together(name: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of frames that have no place in common, by place and otherwise as they were."""
    filled: list[Any] = [each for each in frames if len(each)]
    if len(filled) < 2:
        return filled[0] if filled else frames[0]
    every = pd.concat(filled, ignore_index=True)
    # Only what came or went may be of no known place.
    key = (lambda place_ids: place_ids.map(place_order)) if name == "changes" else None
    ordered: pd.DataFrame = every.sort_values("place_id", kind="stable", ignore_index=True, key=key)
    return ordered
