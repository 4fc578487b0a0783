"""One pandera pass over a table."""

from __future__ import annotations

import pandas as pd
import pytest

from engine.validation.judging import Broken, Judgement, judge, schema_of

COLUMNS = {"a": "Int64", "b": "Int64"}
JUDGEMENTS = (
    Judgement("a is small", lambda a: a <= 3, "a"),
    Judgement("a below b", lambda rows: (rows["a"] < rows["b"]).fillna(value=True).astype(bool)),
)


def table(*rows: tuple[int | None, int | None]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array([row[at] for row in rows], dtype="Int64") for at, name in enumerate(COLUMNS)})


def test_each_broken_judgement_of_each_row_comes_once() -> None:
    rows = table((1, 2), (5, 6), (None, 1), (9, 2), (3, 3))
    assert judge(schema_of(COLUMNS, JUDGEMENTS), rows) == [
        Broken("a is small", 1),
        Broken("a is small", 3),
        Broken("a below b", 3),
        Broken("a below b", 4),
    ]


def test_a_row_of_missing_values_passes() -> None:
    assert judge(schema_of(COLUMNS, JUDGEMENTS), table((None, None))) == []


def test_an_empty_table_passes() -> None:
    assert judge(schema_of(COLUMNS, JUDGEMENTS), table()) == []


def test_the_table_is_left_as_it_was() -> None:
    rows = table((9, 2))
    before = rows.copy(deep=True)
    judge(schema_of(COLUMNS, JUDGEMENTS), rows)
    pd.testing.assert_frame_equal(rows, before)


def test_a_table_that_is_not_typed_is_a_fault_of_the_engine() -> None:
    rows = pd.DataFrame({"a": ["x"], "b": pd.array([1], dtype="Int64")})
    with pytest.raises(TypeError):
        judge(schema_of(COLUMNS, JUDGEMENTS[1:]), rows)


def test_a_table_without_one_of_its_columns_is_a_fault_of_the_engine() -> None:
    with pytest.raises(TypeError):
        judge(schema_of(COLUMNS, JUDGEMENTS[:1]), table((1, 2))[["a"]])
