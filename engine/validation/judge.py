"""Everything that is judged about a period's submissions: one pass per table over each batch, findings in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.validation.comparing import coverage_findings, repeated_finding, same_as_before
from engine.validation.counts import (
    Previous,
    count_finding,
    count_judgements,
    counts_columns,
    counts_table,
    previous_counts,
)
from engine.validation.documents import document_findings
from engine.validation.explaining import explained
from engine.validation.filled import Filled, filled_in
from engine.validation.judging import judge, schema_of
from engine.validation.personal import personal_findings
from engine.validation.practices import practice_findings
from engine.validation.relations import judged_relations, relation_finding
from engine.validation.roadmap import roadmap_findings
from engine.validation.switching import judged_builtins
from engine.validation.title import title_findings
from engine.vocabulary.fields import Submission
from engine.vocabulary.findings import Finding


def validate(
    submissions: Sequence[Submission],
    rulebook: Rulebook,
    period: Period,
    previous: pd.DataFrame | None = None,
) -> tuple[Finding, ...]:
    """Judge the submissions of a period in one batch per form version; those of other periods are passed over.

    Args:
        submissions: what intake made, several of one place included; each is judged by itself.
        rulebook: says what the form asks for and which control relations are in force.
        period: the period that is judged.
        previous: facts of the last closed period, one row per value (place_id, line, column, value); None takes the
            counts of the closed period that the rules name as the one before, if there is one.

    Returns:
        All findings in order of `Finding.sort_key`. A control relation that is broken several times at one cell is one
        finding, of its first condition. Cells that could not be read are not judged again. Findings that the submission
        explains are explained, by the findings as they are returned (see validation/explaining.py).
    """
    before = _before(submissions, rulebook, period) if previous is None else previous_counts(previous)
    findings = [
        finding
        for batch in filled_in(submissions, rulebook, period)
        for finding in _batch_findings(batch, rulebook, period, before)
    ]
    first: dict[tuple[str | None, ...], Finding] = {}
    for finding in findings:
        first.setdefault((finding.path, finding.code, finding.line, finding.column), finding)
    judged = [each for each in submissions if each.period_id == period.id]
    return tuple(sorted(explained(first.values(), judged, rulebook), key=lambda finding: finding.sort_key))


def _before(submissions: Sequence[Submission], rulebook: Rulebook, period: Period) -> Previous:
    return {each.place_id: rulebook.closed.counts(each.place_id, period) for each in submissions}


def _batch_findings(batch: Sequence[Filled], rulebook: Rulebook, period: Period, before: Previous) -> Iterator[Finding]:
    form = batch[0].form
    if form.counts:
        yield from _counts_findings(batch, rulebook, period, before)
    yield from title_findings(batch, form)
    yield from document_findings(batch, form)
    yield from roadmap_findings(batch, rulebook, period)
    yield from practice_findings(batch, form)
    yield from personal_findings(batch, form)
    for control in judged_builtins(rulebook, period):
        if control.builtin == "coverage_at_target":
            yield from coverage_findings(batch, rulebook, period, control)


def _counts_findings(
    batch: Sequence[Filled], rulebook: Rulebook, period: Period, before: Previous
) -> Iterator[Finding]:
    form = batch[0].form
    relations = judged_relations(rulebook, form, period)
    repeated = next((each for each in judged_builtins(rulebook, period) if each.builtin == "same_as_before"), None)
    judgements = [*count_judgements(form), *(judged.judgement for judged in relations.values())]
    if repeated is not None:
        judgements.append(same_as_before(form))
    for broken in judge(schema_of(counts_columns(form), judgements), counts_table(batch, form, before)):
        filled = batch[broken.row]
        if broken.name in relations:
            known = before.get(filled.submission.place_id, {})
            finding = relation_finding(relations[broken.name], filled, known)
        elif repeated is not None and broken.name == repeated.builtin:
            finding = repeated_finding(repeated, filled)
        else:
            finding = count_finding(broken, filled)
        if finding is not None:
            yield finding
