"""Compiled control relations against a second, independent reading of the language, row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rulebook.forms import Form
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.rulebook import Rulebook
from engine.validation.compiling import KIND, compile_instance, previous_column
from engine.vocabulary.fields import Address


class Row(NamedTuple):
    """Lines 101–104 of one place, and 101 of the last period."""

    a: int | None
    b: int | None
    c: int | None
    d: int | None
    p: int | None


#: Relations over lines 101–104, each beside the same thing said in Python; None stands for a missing operand.
RELATIONS: dict[str, Any] = {
    "[101] <= [102]": lambda r: r.a <= r.b,
    "[101] < [102]": lambda r: r.a < r.b,
    "[101] >= [102]": lambda r: r.a >= r.b,
    "[101] > [102]": lambda r: r.a > r.b,
    "[101] != [102]": lambda r: r.a != r.b,
    "[101] = [102] + [103] - [104]": lambda r: r.a == r.b + r.c - r.d,
    "[101] * 2 = [102] + 2 * [103]": lambda r: 2 * r.a == r.b + 2 * r.c,
    "10 % * [101] <= 0.1 * [102]": lambda r: r.a <= r.b,
    "[101] / [102] >= [103] / [104]": lambda r: None if 0 in {r.b, r.d} else r.a * r.d >= r.c * r.b,
    "max([101]..[103]) <= [104]": lambda r: max(r.a, r.b, r.c) <= r.d,
    "min([101], [102]) = [103]": lambda r: min(r.a, r.b) == r.c,
    "sum([101]..[103], 1) > [104]": lambda r: r.a + r.b + r.c + 1 > r.d,
    "[101] > 0 => [102] > 0": lambda r: r.a <= 0 or r.b > 0,
    "[101] > 0 <=> [102] > 0": lambda r: (r.a > 0) == (r.b > 0),
    "[101] = 0 or [102] = 0 or [103] > [104]": lambda r: r.a == 0 or r.b == 0 or r.c > r.d,
    "not ([101] > [102] and [103] > [104])": lambda r: not (r.a > r.b and r.c > r.d),
    "[101] within 30 % of [102]": lambda r: 10 * abs(r.a - r.b) <= 3 * r.b,
    "[101] within 5 of [102]": lambda r: abs(r.a - r.b) <= 5,
    "[101] within 30 % or 5 of prev([101])": lambda r: 10 * abs(r.a - r.p) <= 3 * r.p or abs(r.a - r.p) <= 5,
    "[101] <= 2 * prev([101]) + [102]": lambda r: r.a <= 2 * r.p + r.b,
}
#: Which of a, b, c, d and the last period's a each relation needs.
NEEDED = {
    text: [code in text.replace("..[103]", "[102][103]") for code in ("[101]", "[102]", "[103]", "[104]", "prev")]
    for text in RELATIONS
}

COUNT = st.one_of(st.none(), st.integers(0, 12), st.sampled_from([100, 130, 131, 2000]))
ROW = st.tuples(COUNT, COUNT, COUNT, COUNT, COUNT)


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def frame(rows: list[tuple[int | None, ...]], kind: str = "school") -> pd.DataFrame:
    names = ["101.1", "102.1", "103.1", "104.1", previous_column(Address("101"))]
    columns = {name: pd.array([row[at] for row in rows], dtype="Int64") for at, name in enumerate(names)}
    return pd.DataFrame({KIND: pd.array([kind] * len(rows), dtype="str")} | columns)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROW, max_size=12))
def test_verdicts_agree_with_an_independent_reading_on_every_row(
    rulebook: Rulebook, rows: list[tuple[int | None, ...]]
) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    counts = frame(rows)
    before = counts.copy(deep=True)
    for text, meaning in RELATIONS.items():
        (instance,) = expand(parse_relation(text), form)
        expected = []
        for row in rows:
            missing = any(needed and value is None for needed, value in zip(NEEDED[text], row, strict=True))
            verdict = None if missing else meaning(Row(*row))
            expected.append(verdict is None or verdict)
        assert compile_instance(instance, form)(counts).tolist() == expected, text
    pd.testing.assert_frame_equal(counts, before)


def verdict(form: Form, text: str, row: tuple[int | None, ...], **options: Any) -> bool:  # noqa: ANN401  options of several types
    (instance,) = expand(parse_relation(text), form)
    return bool(compile_instance(instance, form, **options)(frame([row])).iloc[0])


def test_a_blank_counts_as_zero_only_where_the_rules_say_so(form: Form) -> None:
    row = (5, None, 0, 0, None)
    assert verdict(form, "[101] <= [102]", row)
    assert not verdict(form, "[101] <= [102]", row, missing="zero")


@pytest.mark.parametrize("missing", ["skip", "zero"])
def test_a_count_outside_its_limits_is_not_judged_again(form: Form, missing: str) -> None:
    row = (20_001, 5, 0, 0, None)
    assert verdict(form, "[101] <= [102]", row, missing=missing)
    assert not verdict(form, "[101] <= [102]", (20_000, *row[1:]), missing=missing)


@pytest.mark.parametrize("missing", ["skip", "zero"])
def test_a_line_that_the_kind_does_not_fill_is_not_judged_where_it_is_named(form: Form, missing: str) -> None:
    counts = frame([(5, None, 0, 0, None)], kind="kindergarten")
    (instance,) = expand(parse_relation("[101] <= [102]"), form)
    assert compile_instance(instance, form, missing=missing)(counts).tolist() == [True]


def test_shares_are_compared_exactly(form: Form) -> None:
    assert not verdict(form, "[101] / [102] <= [103] / [104]", (19_999, 20_000, 1998, 1999, None))
    assert verdict(form, "[101] / [102] > [103] / [104]", (19_999, 20_000, 1998, 1999, None))
    assert verdict(form, "[101] >= 7 % * [102]", (7, 100, 0, 0, None))
    assert not verdict(form, "[101] * 0.1 + [102] * 0.2 != [103] * 0.3", (1, 1, 1, 0, None))


def test_a_divisor_that_both_sides_share_must_be_there(form: Form) -> None:
    assert not verdict(form, "[101] / [103] <= [102] / [103]", (2, 1, 5, 0, None))
    assert verdict(form, "[101] / [103] <= [102] / [103]", (2, 1, None, 0, None))
    assert verdict(form, "[101] / [103] <= [102] / [103]", (2, 1, 0, 0, None))


def test_a_missing_last_period_is_never_zero(form: Form) -> None:
    assert verdict(form, "[101] <= prev([101])", (5, None, 0, 0, None), missing="zero")


@pytest.mark.parametrize(
    ("text", "row", "tolerance", "holds"),
    [
        ("[101] = [102]", (5, 7, 0, 0, 0), 2, True),
        ("[101] = [102]", (5, 8, 0, 0, 0), 2, False),
        ("[101] <= [102]", (7, 5, 0, 0, 0), 2, True),
        ("[101] >= [102]", (5, 8, 0, 0, 0), 2, False),
        ("[101] < [102]", (6, 5, 0, 0, 0), 2, True),
        ("[101] < [102]", (7, 5, 0, 0, 0), 2, False),
        ("[101] > [102]", (3, 5, 0, 0, 0), 2, False),
    ],
)
def test_a_tolerance_loosens_comparisons(
    form: Form,
    text: str,
    row: tuple[int, ...],
    tolerance: int,
    holds: bool,  # noqa: FBT001  the expectation
) -> None:
    assert verdict(form, text, row, tolerance=Decimal(tolerance)) is holds


def test_inside_spans_a_line_that_the_kind_does_not_fill_is_zero(form: Form) -> None:
    counts = pd.DataFrame(
        {KIND: pd.array(["kindergarten", "school", None], dtype="str")}
        | {f"{line}.1": pd.array([None if line != 203 else 4] * 3, dtype="Int64") for line in range(201, 209)}
        | {"291.1": pd.array([3, 3, 3], dtype="Int64")}
    )
    for line in (207, 208):
        counts[f"{line}.1"] = pd.array([0, 0, 0], dtype="Int64")
    (span,) = expand(parse_relation("max([201.1]..[208.1]) <= [291.1]"), form)
    assert compile_instance(span, form)(counts).tolist() == [False, True, True]
    (single,) = expand(parse_relation("[201.1] > [291.1]"), form)
    assert compile_instance(single, form)(counts).tolist() == [True, True, True]


def test_an_empty_batch_has_no_verdicts(form: Form) -> None:
    (instance,) = expand(parse_relation("[101] <= [102]"), form)
    assert compile_instance(instance, form)(frame([])).tolist() == []


def test_verdicts_stand_on_the_index_of_the_table(form: Form) -> None:
    (instance,) = expand(parse_relation("[101] <= [102]"), form)
    counts = frame([(1, 2, 0, 0, 0), (2, 1, 0, 0, 0)]).set_axis([7, 3], axis="index")
    assert compile_instance(instance, form)(counts).to_dict() == {7: True, 3: False}
