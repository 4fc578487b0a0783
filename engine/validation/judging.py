"""One lazy pandera pass over a table, and what it found as pairs of judgement and row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

#: Takes the table (or the judged column, missing cells left out) and says row by row whether all is well.
Passes = Callable[[Any], pd.Series]


@dataclass(frozen=True)
class Judgement:
    """One check of a table. ``column`` None judges whole rows; ``name`` is unique in its table."""

    name: str
    passes: Passes
    column: str | None = None


@dataclass(frozen=True)
class Broken:
    """One judgement that one row does not pass; ``row`` is its position in the table."""

    name: str
    row: int


def schema_of(columns: Mapping[str, str], judgements: Sequence[Judgement]) -> pa.DataFrameSchema:
    """The pandera schema of a table: its typed columns, all of them nullable, and its judgements as checks."""
    by_column: dict[str | None, list[pa.Check]] = {}
    for judgement in judgements:
        by_column.setdefault(judgement.column, []).append(_check(judgement))
    return pa.DataFrameSchema(
        {name: pa.Column(dtype, by_column.get(name), nullable=True) for name, dtype in columns.items()},
        checks=by_column.get(None),
        strict=True,
    )


def judge(schema: pa.DataFrameSchema, rows: pd.DataFrame) -> list[Broken]:
    """Validate a table with a unique index of row positions, once; what every row breaks, in order of rows.

    Verdicts are taken from the checks themselves: pandera's own list of failures repeats a failed row for every column.

    Raises:
        TypeError: the table is not typed as the schema says, which is a fault of the engine and not of the submissions.
    """
    if rows.empty:
        return []
    try:
        schema.validate(rows, lazy=True)
    except SchemaErrors as failed:
        return sorted(_all_broken(failed), key=lambda each: each.row)
    return []


def _check(judgement: Judgement) -> pa.Check:
    # One failure case is enough for pandera to fail a check; listing all of them for every column costs seconds.
    return pa.Check(judgement.passes, name=judgement.name, n_failure_cases=1, ignore_na=judgement.column is not None)


def _all_broken(failed: SchemaErrors) -> Iterable[Broken]:
    for error in failed.schema_errors:
        verdicts = error.check_output
        if not isinstance(verdicts, pd.Series) or not isinstance(error.check, pa.Check):
            raise TypeError(str(error)) from failed
        for row in verdicts.index[~verdicts.astype(bool)]:
            yield Broken(str(error.check.name), int(row))
