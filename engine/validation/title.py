"""The table of title fields: required ones filled in, and «не велось» not contradicted by the numbers below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from engine.rulebook.forms import Field, Form, SectionKind
from engine.validation.filled import Filled
from engine.validation.judging import Judgement, Passes, judge, schema_of
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.findings import Finding

_YES = "да"


def title_findings(batch: Sequence[Filled], form: Form) -> Iterator[Finding]:
    """Findings of one form version: V45 a required field is blank, V44 numbers stand against «не велось»."""
    required = _required(form)
    against = _zero_sections(form)
    rows = _table(batch, required, against)
    judgements = [Judgement(f"V45 {field.address}", _is_filled(field)) for field in required]
    judgements += [Judgement(f"V44 {address}", _stands_alone(address)) for address in against]
    columns = dict.fromkeys((str(field.address) for field in required), "str") | dict.fromkeys(
        map(str, against), "Int64"
    )
    for broken in judge(schema_of(columns, judgements), rows):
        code, _, where = broken.name.partition(" ")
        address, filled = Address.parse(where), batch[broken.row]
        if code == "V44":
            yield filled.finding(code, address, also=_positive(filled, against[address]), facts=filled.named(address))
        elif filled.is_blank(address):
            yield filled.finding(code, address, facts=filled.named(address))


def _required(form: Form) -> list[Field]:
    kinds = {section.id: section.kind for section in form.sections}
    texts = {FieldType.TEXT, FieldType.DATE, FieldType.CHOICE, FieldType.LINK}
    return [
        field
        for field in form.fields
        if field.required and field.type in texts and field.filled_by == "curator"
        if kinds[field.section_id] is SectionKind.LINES
    ]


def _zero_sections(form: Form) -> dict[Address, list[Address]]:
    """Yes/no fields whose «да» makes sections zero, with the counts of these sections."""
    counts: dict[Address, list[Address]] = {}
    for field in form.counts:
        if field.zero_if is not None:
            counts.setdefault(Address(field.zero_if), []).append(field.address)
    return counts


def _positive(filled: Filled, counts: Sequence[Address]) -> list[Address]:
    return [address for address in counts if (filled.count(address) or 0) > 0]


def _table(batch: Sequence[Filled], required: Sequence[Field], against: dict[Address, list[Address]]) -> pd.DataFrame:
    """One row per submission: the content of each required field; how many counts stand against each «да»."""
    columns: dict[str, pd.api.extensions.ExtensionArray] = {
        str(field.address): pd.array([_content(filled, field) for filled in batch], dtype="str") for field in required
    }
    for address, counts in against.items():
        contradictions = [len(_positive(filled, counts)) if filled.value(address) == _YES else 0 for filled in batch]
        columns[str(address)] = pd.array(contradictions, dtype="Int64")
    return pd.DataFrame(columns, index=pd.RangeIndex(len(batch)))


def _content(filled: Filled, field: Field) -> str | None:
    """What stands in the field; something for fields that this kind of place is not asked for."""
    value = filled.value(field.address)
    return "" if value is None and not field.asked_of(filled.kind) else None if value is None else str(value)


def _is_filled(field: Field) -> Passes:
    return lambda titles: titles[str(field.address)].notna()


def _stands_alone(address: Address) -> Passes:
    return lambda titles: (titles[str(address)] == 0).astype(bool)
