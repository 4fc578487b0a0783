"""The table of documents (section 6): an answer for each, and details only where the answer is «да»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from engine.rulebook.forms import Field, Form
from engine.validation.filled import Filled
from engine.validation.judging import Judgement, judge, schema_of
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.findings import Finding

_NO = "нет"
_COLUMNS = {"answer": "str", "details": "str"}
_JUDGEMENTS = (
    Judgement("V46", lambda documents: documents["answer"].notna()),
    Judgement("V49", lambda documents: (documents["answer"] != _NO) | documents["details"].isna()),
)


@dataclass(frozen=True)
class _Document:
    """One document line of one submission: its yes/no field and the fields beside it."""

    filled: Filled
    answer: Address
    beside: tuple[Address, ...]

    @property
    def details(self) -> tuple[Address, ...]:
        return tuple(address for address in self.beside if self.filled.text(address) is not None)


def document_findings(batch: Sequence[Filled], form: Form) -> Iterator[Finding]:
    """Findings of one form version: V46 no answer, V49 details of a document that is said not to be there."""
    answers = [(field, _beside(field.address, form)) for field in form.fields if _is_answer(field)]
    documents = [
        _Document(filled, field.address, beside)
        for filled in batch
        for field, beside in answers
        if field.asked_of(filled.kind)
    ]
    for broken in judge(schema_of(_COLUMNS, _JUDGEMENTS), _table(documents)):
        document = documents[broken.row]
        filled, answer = document.filled, document.answer
        if broken.name != "V46" or filled.is_blank(answer):
            facts = {"label": form.by_address[answer].short}
            yield filled.finding(broken.name, answer, also=document.details, facts=facts)


def _is_answer(field: Field) -> bool:
    return field.type is FieldType.YES_NO and field.required


def _beside(answer: Address, form: Form) -> tuple[Address, ...]:
    return tuple(each.address for each in form.fields if each.address.line == answer.line and each.address != answer)


def _table(documents: Sequence[_Document]) -> pd.DataFrame:
    """One row per submission and document: the answer, and what is told about it."""
    details = [" ".join(document.filled.text(each) or "" for each in document.details) for document in documents]
    return pd.DataFrame(
        {
            "answer": pd.array([document.filled.text(document.answer) for document in documents], dtype="str"),
            "details": pd.array([text or None for text in details], dtype="str"),
        },
        index=pd.RangeIndex(len(documents)),
    )
