"""The table of counts: one row per submission, one column per count field; its limits and required cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from engine.rulebook.forms import Field, Form
from engine.validation.compiling import KIND, previous_column
from engine.validation.filled import Filled
from engine.validation.judging import Broken, Judgement, Passes
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding

#: Counts of the last closed period: place id, then field.
Previous = Mapping[str, Mapping[Address, int]]

_LARGEST = 10**15  # beyond every limit, and still exact as a float


def previous_counts(previous: pd.DataFrame | None) -> dict[str, dict[Address, int]]:
    """Counts by place and field from the facts of the last closed period; empty without one.

    ``previous`` has one row per value with the columns place_id, line, column, value; values that are no whole
    numbers are left out.
    """
    counts: dict[str, dict[Address, int]] = {}
    if previous is not None:
        columns = (previous[name] for name in ("place_id", "line", "column", "value"))
        for place_id, line, column, value in zip(*columns, strict=True):
            if isinstance(value, int | np.integer):
                counts.setdefault(str(place_id), {})[Address(str(line), str(column))] = int(value)
    return counts


def counts_table(batch: Sequence[Filled], form: Form, previous: Previous) -> pd.DataFrame:
    """One row per submission of one form version, on row positions.

    Columns: "kind" (text), the count of each field by address ("201.2", Int64, missing where it is blank, unreadable
    or not asked for), and the same as of the last closed period ("prev 201.2").
    """
    columns: dict[str, pd.api.extensions.ExtensionArray] = {
        KIND: pd.array([None if each.kind is None else each.kind.value for each in batch], dtype="str")
    }
    for field in form.counts:
        columns[str(field.address)] = _whole([each.count(field.address) for each in batch])
    for field in form.counts:
        known = [previous.get(each.submission.place_id, {}).get(field.address) for each in batch]
        columns[previous_column(field.address)] = _whole(known)
    return pd.DataFrame(columns, index=pd.RangeIndex(len(batch)))


def counts_columns(form: Form) -> dict[str, str]:
    """Names and types of the counts table's columns."""
    addresses = [field.address for field in form.counts]
    names = [*map(str, addresses), *map(previous_column, addresses)]
    return {KIND: "str", **dict.fromkeys(names, "Int64")}


def count_judgements(form: Form) -> list[Judgement]:
    """What each count must be by itself: filled in where it is required, and inside its limits."""
    judgements = [each for field in form.counts for each in (*_limits(field), *_required(field))]
    return judgements + [_complete(line, form) for line in _zero_lines(form)]


def count_finding(broken: Broken, filled: Filled) -> Finding | None:
    """The finding of a broken judgement of `count_judgements`; None where the cell could not be read."""
    code, _, where = broken.name.partition(" ")
    if code == "V41":
        return _incomplete_line(where, filled)
    address = Address.parse(where)
    if code == "V40" and not filled.is_blank(address):
        return None
    limits = filled.form.by_address[address]
    facts = filled.named(address) | {"minimum": limits.minimum or 0, "maximum": limits.maximum or ""}
    return filled.finding(code, address, facts=facts)


def _limits(field: Field) -> list[Judgement]:
    limits = [Judgement(f"V43 {field.address}", _at_least(field.minimum or 0), str(field.address))]
    if field.maximum is not None:
        limits.append(Judgement(f"V42 {field.address}", _at_most(field.maximum), str(field.address)))
    return limits


def _at_least(limit: int) -> Passes:
    return lambda counts: counts >= limit


def _at_most(limit: int) -> Passes:
    return lambda counts: counts <= limit


def _required(field: Field) -> list[Judgement]:
    if not field.required or field.blank == "zero":
        return []
    return [
        Judgement(f"V40 {field.address}", lambda counts: counts[str(field.address)].notna() | ~_asked(field, counts))
    ]


def _asked(field: Field, counts: pd.DataFrame) -> pd.Series:
    if field.kinds is None:
        return pd.Series(data=True, index=counts.index)
    return counts[KIND].isin([*field.kinds]) | counts[KIND].isna()


def _complete(line: str, form: Form) -> Judgement:
    names = [str(address) for address in _fields_of(line, form)]

    def passes(counts: pd.DataFrame) -> pd.Series:
        filled = counts[names].notna()
        return filled.all(axis="columns") | ~filled.any(axis="columns")

    return Judgement(f"V41 {line}", passes)


def _zero_lines(form: Form) -> list[str]:
    """Lines that count as zeros when they are left wholly blank."""
    return list(dict.fromkeys(field.address.line for field in form.counts if field.blank == "zero"))


def _fields_of(line: str, form: Form) -> list[Address]:
    return [field.address for field in form.counts if field.address.line == line]


def _incomplete_line(line: str, filled: Filled) -> Finding | None:
    blanks = [address for address in _fields_of(line, filled.form) if filled.is_blank(address)]
    if not blanks:
        return None
    columns = ", ".join(address.column for address in blanks)
    label = filled.form.by_address[blanks[0]].short
    return filled.finding("V41", blanks[0], also=blanks, facts={"columns": columns, "label": label})


def _whole(counts: Sequence[int | None]) -> pd.api.extensions.ExtensionArray:
    held = [None if count is None else max(-_LARGEST, min(_LARGEST, count)) for count in counts]
    return pd.array(held, dtype="Int64")
