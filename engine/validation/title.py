"""The table of title fields: what must be filled in. What contradicts «не велось» is said where zeros are implied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from engine.rulebook.forms import Field, Form, SectionKind
from engine.validation.filled import Filled
from engine.validation.judging import Judgement, Passes, judge, schema_of
from engine.vocabulary.fields import FieldType
from engine.vocabulary.findings import Finding


def title_findings(batch: Sequence[Filled], form: Form) -> Iterator[Finding]:
    """Findings of one form version: V45 a required field is blank."""
    required = {str(field.address): field for field in _required(form)}
    judgements = [Judgement(name, _is_filled(name)) for name in required]
    schema = schema_of(dict.fromkeys(required, "str"), judgements)
    for broken in judge(schema, _table(batch, list(required.values()))):
        address, filled = required[broken.name].address, batch[broken.row]
        if filled.is_blank(address):
            yield filled.finding("V45", address, facts=filled.named(address))


def _required(form: Form) -> list[Field]:
    kinds = {section.id: section.kind for section in form.sections}
    texts = {FieldType.TEXT, FieldType.DATE, FieldType.CHOICE, FieldType.LINK}
    return [
        field
        for field in form.fields
        if field.required and field.type in texts and field.filled_by == "curator"
        if kinds[field.section_id] is SectionKind.LINES
    ]


def _table(batch: Sequence[Filled], required: Sequence[Field]) -> pd.DataFrame:
    """One row per submission: the content of each required field."""
    columns = {
        str(field.address): pd.array([_content(filled, field) for filled in batch], dtype="str") for field in required
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(batch)))


def _content(filled: Filled, field: Field) -> str | None:
    """What stands in the field; something for fields that this kind of place is not asked for."""
    value = filled.value(field.address)
    return "" if value is None and not field.asked_of(filled.kind) else None if value is None else str(value)


def _is_filled(name: str) -> Passes:
    return lambda titles: titles[name].notna()
