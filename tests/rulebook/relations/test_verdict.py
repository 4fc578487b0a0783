"""The exact verdict of one condition on one place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.rulebook.forms import Form
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.verdict import concerns, counts_judged, indispensable, verdict
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Kind


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def judged(
    form: Form,
    rule: str,
    counts: dict[str, Value],
    previous: dict[str, Value] | None = None,
    kind: Kind | None = Kind.SCHOOL,
    **options: Any,  # noqa: ANN401  options of several types
) -> bool | None:
    (instance,) = expand(parse_relation(rule), form)
    given, before = ({Address.parse(code): value for code, value in each.items()} for each in (counts, previous or {}))
    return verdict(instance, form, kind, given, before, **options)


@pytest.mark.parametrize(
    ("counts", "skip", "zero"),
    [
        ({"302": 5, "102": 5}, True, True),
        ({"302": 6, "102": 5}, False, False),
        ({"302": 6}, None, False),
        ({"302": 6, "102": None}, None, False),
        ({"302": 6, "102": "пять"}, None, None),
        ({"302": 6, "102": 5.5}, None, None),
        ({"302": 20_001, "102": 5}, None, None),
        ({"302": -1, "102": 5}, None, None),
        ({}, None, True),
    ],
)
def test_blanks_are_zeros_only_where_asked_and_what_is_no_count_is_never_judged(
    form: Form,
    counts: dict[str, Value],
    skip: bool | None,  # noqa: FBT001  an expectation
    zero: bool | None,  # noqa: FBT001  an expectation
) -> None:
    assert judged(form, "[302] <= [102]", counts) is skip
    assert judged(form, "[302] <= [102]", counts, missing="zero") is zero


def test_a_missing_last_period_is_never_zero(form: Form) -> None:
    assert judged(form, "[101] <= prev([101])", {"101": 5}, missing="zero") is None
    assert judged(form, "[101] <= prev([101])", {"101": 5}, {"101": 4}) is False


def test_a_line_of_another_kind_is_zero_in_a_span_and_says_nothing_by_itself(form: Form) -> None:
    spanned, named = "sum([201.1]..[203.1]) <= [291.1]", "[201.1] <= [291.1]"
    counts: dict[str, Value] = {"203.1": 4, "291.1": 3}
    assert judged(form, spanned, counts, kind=Kind.KINDERGARTEN) is False
    assert judged(form, spanned, {**counts, "201.1": 9, "291.1": 5}, kind=Kind.KINDERGARTEN) is True
    assert judged(form, spanned, counts) is None
    assert judged(form, named, {**counts, "201.1": 9}, kind=Kind.KINDERGARTEN) is None
    assert judged(form, named, {**counts, "201.1": 9}, kind=None) is False


def test_in_a_span_of_the_last_period_it_was_zero_as_well(form: Form) -> None:
    rule = "[291.1] <= prev(sum([201.1]..[203.1]))"
    assert judged(form, rule, {"291.1": 3}, {"203.1": 2}, kind=Kind.KINDERGARTEN) is False
    assert judged(form, rule, {"291.1": 3}, {"203.1": 2}) is None


def test_a_tolerance_loosens_it(form: Form) -> None:
    assert judged(form, "[302] <= [102]", {"302": 7, "102": 5}, tolerance=Decimal(2)) is True
    assert judged(form, "[302] <= [102]", {"302": 8, "102": 5}, tolerance=Decimal(2)) is False


def test_indispensable_is_what_stands_outside_spans_of_section_2(form: Form) -> None:
    (instance,) = expand(parse_relation("max([201.1]..[203.1]) + sum([301]..[303]) <= [201.1]"), form)
    assert [str(address) for address in indispensable(instance, form)] == ["301.1", "302.1", "303.1", "201.1"]
    assert concerns(instance, form, Kind.SCHOOL)
    assert not concerns(instance, form, Kind.KINDERGARTEN)


def test_counts_judged_hold_the_zeros_that_were_put_in(form: Form) -> None:
    (instance,) = expand(parse_relation("sum([201.1]..[203.1]) + [301] <= prev([101])"), form)
    given: dict[Address, Value] = {Address("203"): 4, Address("999"): 1}
    known = counts_judged(instance, form, Kind.KINDERGARTEN, given, {Address("101"): 7}, missing="zero")
    assert known.current == {Address("201"): 0, Address("202"): 0, Address("203"): 4, Address("301"): 0}
    assert known.previous == {Address("101"): 7}
