"""What no report that counts holds: counts beyond their limits and broken control relations of level error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.validation.counts import Previous, count_finding, count_judgements, counts_columns, counts_table
from engine.validation.filled import Filled, filled_in
from engine.validation.judging import judge, schema_of
from engine.validation.relations import judged_relations, relation_finding
from engine.vocabulary.fields import Submission
from engine.vocabulary.findings import Finding, Severity

#: Codes of counts beyond their limits.
LIMITS = frozenset({"V42", "V43"})


def impossible_counts(submissions: Sequence[Submission], rulebook: Rulebook, period: Period) -> tuple[Finding, ...]:
    """Judge counts that somebody has accepted already, in one batch per form version.

    Nothing is said of blank cells, and a relation over a count that has no cell is not judged: not everything that a
    place filled in need be there. Several conditions of one relation that are broken at one cell are one finding, as
    `validate` has it.
    """
    before: Previous = {each.place_id: rulebook.closed.counts(each.place_id, period) for each in submissions}
    first: dict[tuple[str | None, ...], Finding] = {}
    for batch in filled_in(submissions, rulebook, period):
        for finding in _of_batch(batch, rulebook, period, before):
            first.setdefault((finding.path, finding.place_id, finding.code, finding.line, finding.column), finding)
    return tuple(sorted(first.values(), key=lambda finding: finding.sort_key))


def _of_batch(batch: Sequence[Filled], rulebook: Rulebook, period: Period, before: Previous) -> Iterator[Finding]:
    form = batch[0].form
    relations = {
        name: judged
        for name, judged in judged_relations(rulebook, form, period).items()
        if judged.control.level is Severity.ERROR
    }
    judgements = [each for each in count_judgements(form) if each.name.partition(" ")[0] in LIMITS]
    judgements += (judged.judgement for judged in relations.values())
    if not judgements:
        return
    for broken in judge(schema_of(counts_columns(form), judgements), counts_table(batch, form, before)):
        filled = batch[broken.row]
        if broken.name in relations:
            known = before.get(filled.submission.place_id, {})
            finding = relation_finding(relations[broken.name], filled, known)
        else:
            finding = count_finding(broken, filled)
        if finding is not None:
            yield finding
