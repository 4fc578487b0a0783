"""The table of practices: a line that is begun has a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from engine.rulebook.forms import Form, Section, SectionKind, lines_of
from engine.validation.filled import Filled
from engine.validation.judging import Judgement, judge, schema_of
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding

_COLUMNS = {"name": "str", "others": "str"}
_NAMED = Judgement("V48", lambda practices: practices["name"].notna() | practices["others"].isna())


@dataclass(frozen=True)
class _Practice:
    """One line of a free section of one submission: the field that names it, and the other fields that are filled."""

    filled: Filled
    name: Address
    others: tuple[Address, ...]


def practice_findings(batch: Sequence[Filled], form: Form) -> Iterator[Finding]:
    """Findings of one form version: V48 a practice without a name."""
    sections = {line.line: section for section in form.sections if _is_free(section) for line in lines_of(section)}
    practices = [
        _practice(filled, sections[line], line)
        for filled in batch
        for line in dict.fromkeys(address.line for address in filled.fields)
        if line in sections
    ]
    for broken in judge(schema_of(_COLUMNS, [_NAMED]), _table(practices)):
        practice = practices[broken.row]
        if practice.filled.is_blank(practice.name):
            yield practice.filled.finding(broken.name, practice.name, also=practice.others)


def _is_free(section: Section) -> bool:
    return section.kind is SectionKind.FREE


def _practice(filled: Filled, section: Section, line: str) -> _Practice:
    name, *others = (Address(line, column.column) for column in section.columns)
    return _Practice(filled, name, tuple(each for each in others if filled.text(each) is not None))


def _table(practices: Sequence[_Practice]) -> pd.DataFrame:
    """One row per submission and line with anything in it: its name, and what else is filled."""
    return pd.DataFrame(
        {
            "name": pd.array([practice.filled.text(practice.name) for practice in practices], dtype="str"),
            "others": pd.array([" ".join(map(str, practice.others)) or None for practice in practices], dtype="str"),
        },
        index=pd.RangeIndex(len(practices)),
    )
