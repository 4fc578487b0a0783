"""The consolidation of one district: everything that can be said of it without knowing the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.consolidation.activities import activities_of
from engine.consolidation.answers import answers_frame
from engine.consolidation.changes import changes_of
from engine.consolidation.closed import ClosedData
from engine.consolidation.completeness import completeness_of
from engine.consolidation.coverage import Basis, bases_of, coverage_of, measures
from engine.consolidation.decisions import decisions_frame
from engine.consolidation.facts import facts_of
from engine.consolidation.progress import progress_of
from engine.consolidation.result import Consolidation
from engine.consolidation.rollup import totals_of
from engine.consolidation.selection import choose
from engine.consolidation.toldframes import activities_with, answers_with, completeness_with
from engine.consolidation.transmitted import with_told
from engine.consolidation.trends import compared_places, earlier_points, trends_of
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding


@dataclass(frozen=True)
class Part:
    """What one district adds to a consolidation, or what belongs to none.

    ``consolidation`` has no rows of the region itself, which take all districts; ``bases`` is what the region's
    indicators rest on here, by indicator id.
    """

    consolidation: Consolidation
    bases: Mapping[str, Basis]


def consolidate_part(
    readings: Sequence[FileReading],
    findings: Iterable[Finding],
    rulebook: Rulebook,
    period: Period,
    as_of: date,
    closed: ClosedData | None = None,
    *,
    strict: bool = False,
) -> Part:
    """Consolidate what was found of the places that ``rulebook`` lists (see `Rulebook.within`) for one period.

    Args:
        readings: the files of these places, each path once, in any order.
        findings: what validation found; intake's findings are taken from the readings.
        rulebook: the rules, for one district.
        period: the period asked for.
        as_of: the date on which activities and completeness are judged.
        closed: what the last closed version of the period says of these places; None where it was never closed.
        strict: whether transmittals that were edited by hand are refused.
    """
    selection = choose(readings, findings, rulebook, period, as_of, strict=strict)
    told, submissions = selection.told, selection.submissions
    rulebook, region = with_told(rulebook, told), rulebook.registry.region
    totals = totals_of(submissions, rulebook, period)
    bases = bases_of(totals, rulebook, period)
    measured = measures({key: each for key, each in bases.items() if key[0] != region.id}, rulebook, period)
    below = [each for each in compared_places(rulebook, period) if each is not region]
    earlier = earlier_points(rulebook, period, below)
    made = Consolidation(
        period=period,
        as_of=as_of,
        submissions=submissions,
        register=selection.register,
        findings=selection.findings,
        facts=facts_of(submissions, rulebook, period),
        totals=totals[totals["place_id"] != region.id].reset_index(drop=True),
        coverage=coverage_of(measured, rulebook, period),
        activities=activities_with(activities_of(submissions, measured, rulebook, period, as_of), told),
        answers=answers_with(answers_frame(submissions, rulebook), told),
        completeness=completeness_with(completeness_of(readings, selection, rulebook, period, as_of), told),
        decisions=decisions_frame(rulebook, period, selection.findings),
        trends=trends_of(earlier, rulebook, period),
        progress=progress_of(measured, earlier, rulebook, period),
        transmittals=tuple(each.transmittal for each in told),
    )
    if closed is not None:
        made = replace(made, closed=closed, changes=changes_of(made, closed, rulebook))
    return Part(made, {indicator: each for (place_id, indicator), each in bases.items() if place_id == region.id})
