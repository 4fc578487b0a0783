"""What the judging of submissions says of trials: pandera's verdict, with the sentence that a curator would read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.pipeline.rulestest.fills import Subject, Trial
from engine.rulebook.forms import Form
from engine.validation.counts import counts_columns, counts_table
from engine.validation.filled import Filled
from engine.validation.judging import judge, schema_of
from engine.validation.relations import Judged, relation_finding
from engine.vocabulary.fields import Address, FieldValue, Submission


@dataclass(frozen=True, slots=True)
class Said:
    """Pandera's verdict on one trial: broken or not, and the sentences of its finding by language."""

    broken: bool
    sentences: Mapping[str, str]


def said_of(trials: Sequence[Trial]) -> tuple[Said, ...]:
    """Judge trials as if they were submissions, those of one form in one pass, in the order given."""
    said: dict[int, Said] = {}
    for form in _forms(trials):
        numbers = [number for number, each in enumerate(trials) if each.subject.form is form]
        batch = [_filled(str(number), trials[number], form) for number in numbers]
        previous = {str(number): dict(trials[number].fill.previous) for number in numbers}
        judged = {each.name: each for each in map(_judged, (trials[number].subject for number in numbers))}
        schema = schema_of(counts_columns(form), [each.judgement for each in judged.values()])
        for broken in judge(schema, counts_table(batch, form, previous)):
            number = numbers[broken.row]
            if broken.name == _judged(trials[number].subject).name:
                said[number] = _said(judged[broken.name], batch[broken.row], previous[str(number)])
    return tuple(said.get(number, Said(broken=False, sentences={})) for number in range(len(trials)))


def _forms(trials: Sequence[Trial]) -> list[Form]:
    return list({id(each.subject.form): each.subject.form for each in trials}.values())


def _judged(subject: Subject) -> Judged:
    return Judged(subject.control, subject.instance, subject.form)


def _said(judged: Judged, filled: Filled, previous: Mapping[Address, int]) -> Said:
    finding = relation_finding(judged, filled, previous)
    if finding is None:
        return Said(broken=False, sentences={})
    return Said(broken=True, sentences={lang: str(finding.facts[f"sentence_{lang}"]) for lang in ("ru", "en")})


def _filled(place_id: str, trial: Trial, form: Form) -> Filled:
    cells = {field.address: (field.sheet, str(field.address)) for field in form.counts}
    values = tuple(
        FieldValue(address.line, address.column, number, str(number), *cells[address])
        for address, number in trial.fill.counts.items()
    )
    submission = Submission(
        path=place_id,
        sha256="",
        form=form.form,
        form_version=form.version,
        period_id="",
        place_id=place_id,
        revision=0,
        values=values,
        cells=cells,
        occurrences={},
    )
    return Filled(submission, form, trial.fill.kind, {each.address: each for each in values})
