"""Computed lines: their value for one place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.small_region import SCHOOL_FORM

from engine.consolidation.computed import amounts_asked, computed_amount, computed_fields
from engine.rulebook.relations.parsing import parse_expression
from engine.rulebook.relations.syntax import Binary, Call, Number
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind

SUM_1 = computed_fields(SCHOOL_FORM)[Address("290", "1")]


def amounts(kind: Kind, **values: int) -> dict[Address, int | None]:
    given = {Address.parse(name.lstrip("_").replace("_", ".")): value for name, value in values.items()}
    return amounts_asked(SCHOOL_FORM, kind, given)


def test_a_form_has_a_computed_field_per_column() -> None:
    assert list(computed_fields(SCHOOL_FORM)) == [Address("290", "1"), Address("290", "2")]


def test_a_sum_takes_the_lines_of_its_own_column() -> None:
    assert computed_amount(SUM_1, amounts(Kind.SCHOOL, _201_1=2, _203_1=3, _201_2=70, _203_2=90)) == 5


def test_lines_that_a_kind_is_not_asked_for_are_left_out() -> None:
    assert computed_amount(SUM_1, amounts(Kind.KINDERGARTEN, _203_1=3)) == 3


def test_a_missing_line_makes_the_sum_missing_rather_than_smaller() -> None:
    assert computed_amount(SUM_1, amounts(Kind.SCHOOL, _203_1=3)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),
        ("7 - 10", -3),
        ("6 / 4 * 2", 3),
        ("1 / 3", None),
        ("1 / 0", None),
        ("max(2, 5, 3)", 5),
        ("min(2, 5, 3)", 2),
    ],
)
def test_arithmetic_is_exact_and_gives_whole_numbers_or_nothing(text: str, value: int | None) -> None:
    assert computed_amount(parse_expression(text), {}) == value


def test_an_earlier_period_is_not_known_here() -> None:
    with_last_year = Binary("+", Call("prev", (Address("101"),)), Number(Decimal(1)))
    assert computed_amount(with_last_year, {Address("101"): 5}) is None
