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
from engine.consolidation.result import Consolidation
from engine.consolidation.rollup import totals_of
from engine.consolidation.selection import choose
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
) -> Consolidation:
    """Consolidate everything found for one period.

    Args:
        readings: every file found, each path once, in any order.
        findings: what validation found; intake's findings are taken from the readings.
        rulebook: the rules.
        period: the period asked for.
        as_of: the date on which activities and completeness are judged.
        closed: the last closed version of the period, to compare with; None where it was never closed.
    """
    selection = choose(readings, findings, rulebook, period, as_of)
    submissions = selection.submissions
    totals = totals_of(submissions, rulebook, period)
    measured = measures(totals, rulebook, period)
    result = Consolidation(
        period=period,
        as_of=as_of,
        submissions=submissions,
        register=selection.register,
        findings=selection.findings,
        facts=facts_of(submissions, rulebook, period),
        totals=totals,
        coverage=coverage_of(measured, rulebook, period),
        activities=activities_of(submissions, measured, rulebook, period, as_of),
        answers=answers_frame(submissions, rulebook),
        completeness=completeness_of(readings, selection, rulebook, period, as_of),
        decisions=decisions_frame(rulebook, period, selection.findings),
    )
    return result if closed is None else replace(result, closed=closed, changes=changes_of(result, closed, rulebook))
