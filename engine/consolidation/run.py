"""One consolidation: from the files found to the frames that every output is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from engine.consolidation.activities import activities_of
from engine.consolidation.answers import answers_frame
from engine.consolidation.changes import changes_of
from engine.consolidation.closed import ClosedData
from engine.consolidation.completeness import completeness_of
from engine.consolidation.coverage import coverage_of, measures
from engine.consolidation.decisions import decisions_frame
from engine.consolidation.facts import facts_of
from engine.consolidation.progress import progress_of
from engine.consolidation.result import Consolidation
from engine.consolidation.rollup import totals_of
from engine.consolidation.selection import choose
from engine.consolidation.toldframes import activities_with, answers_with, completeness_with
from engine.consolidation.transmitted import with_told
from engine.consolidation.trends import earlier_points, trends_of
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding


def consolidate(
    readings: Sequence[FileReading],
    findings: Iterable[Finding],
    rulebook: Rulebook,
    period: Period,
    as_of: date,
    closed: ClosedData | None = None,
    *,
    strict: bool = False,
) -> Consolidation:
    """Consolidate everything found for one period.

    Args:
        readings: every file found, each path once, in any order.
        findings: what validation found; intake's findings are taken from the readings.
        rulebook: the rules.
        period: the period asked for.
        as_of: the date on which activities and completeness are judged.
        closed: the last closed version of the period, to compare with; None where it was never closed.
        strict: whether transmittals that were edited by hand are refused.
    """
    selection = choose(readings, findings, rulebook, period, as_of, strict=strict)
    told = selection.told
    rulebook = with_told(rulebook, told)
    submissions = selection.submissions
    totals = totals_of(submissions, rulebook, period)
    measured = measures(totals, rulebook, period)
    earlier = earlier_points(rulebook, period)
    result = Consolidation(
        period=period,
        as_of=as_of,
        submissions=submissions,
        register=selection.register,
        findings=selection.findings,
        facts=facts_of(submissions, rulebook, period),
        totals=totals,
        coverage=coverage_of(measured, rulebook, period),
        activities=activities_with(activities_of(submissions, measured, rulebook, period, as_of), told),
        answers=answers_with(answers_frame(submissions, rulebook), told),
        completeness=completeness_with(completeness_of(readings, selection, rulebook, period, as_of), told),
        decisions=decisions_frame(rulebook, period, selection.findings),
        trends=trends_of(earlier, rulebook, period),
        progress=progress_of(measured, earlier, rulebook, period),
        transmittals=tuple(each.transmittal for each in told),
    )
    return result if closed is None else replace(result, closed=closed, changes=changes_of(result, closed, rulebook))
