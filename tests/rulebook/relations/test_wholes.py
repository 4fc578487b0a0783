"""Conditions in whole numbers say what the written ones say, for all counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rulebook.forms import Form
from engine.rulebook.relations.amounts import Counts, amount, holds
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.syntax import Binary, Number, walk
from engine.rulebook.relations.wholes import Wholes, in_wholes
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address

CODES = ("101", "102", "103", "104")
RULES = (
    "[101] <= [102]",
    "[101] <= 30 % * [102]",
    "[101] / [102] >= 85 %",
    "[101] / [102] <= [103] / [104]",
    "[101] / [103] < [102] / [103]",
    "[101] / ([102] - [103]) > [104]",
    "([101] - [102]) / ([103] - [104]) <= 1.5",
    "[101] / [102] / [103] = [104] / 2",
    "[101] / ([102] / [103]) != [104]",
    "max([101] / [102], [103] / [104], 0.5) >= min([101], 2.5)",
    "sum([101] / [102], [103] / [102], 1) <= 2",
    "sum([101]..[103], 0.5) > 1.5 * [104]",
    "[101] - 10 % * [102] = 0.2 * [103] - -[104] / 4",
    "[101] within 30 % of [102]",
    "[101] within 12.5 % or 2.5 of [102] - [103]",
    "[101] / [102] within 10 % of [103] / [104]",
    "[101] / [102] within 0.25 of [103] / [104]",
    "[101] / [102] within 10 % or 0.25 of [103]",
    "not ([101] / [102] > 0.3 and [103] > 0) <=> [104] * 0.5 >= 1",
    "[101] * [102] / [103] > 0 => [104] / 3 >= prev([101]) * 10 %",
    "[101] <= prev([101] / [102])",
    "[101] <= 1.5 * prev(max([101], [102] * 0.5))",
    "[101] / 0 > 1",
    "[101] * 0 / [102] = 0",
    "[101] / ([102] * 0.5 - [103]) >= 1 / 3",
    "-[101] / 3 < [102] - 0.1",
)
COUNT = st.integers(0, 8) | st.sampled_from([19_999, 20_000])


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


@settings(max_examples=150, deadline=None)
@given(counts=st.tuples(COUNT, COUNT, COUNT, COUNT), before=st.tuples(COUNT, COUNT, COUNT, COUNT))
def test_verdicts_are_those_of_the_written_condition(
    rulebook: Rulebook, counts: tuple[int, ...], before: tuple[int, ...]
) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    known = Counts(
        {Address(code): count for code, count in zip(CODES, counts, strict=True)},
        {Address(code): count for code, count in zip(CODES, before, strict=True)},
    )
    for rule in RULES:
        (instance,) = expand(parse_relation(rule), form)
        wholes = in_wholes(instance.condition)
        defined = all(amount(divisor, known) != 0 for divisor in wholes.divisors)
        assert (holds(wholes.condition, known) if defined else None) == holds(instance.condition, known), rule


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_divided_and_no_decimal_is_left_but_margins(form: Form, rule: str) -> None:
    (instance,) = expand(parse_relation(rule), form)
    for node in walk(in_wholes(instance.condition).condition):
        assert not (isinstance(node, Binary) and node.op == "/")
        assert not (isinstance(node, Number) and node.value % 1)


def test_a_relation_between_counts_stays_as_it_is_written(form: Form) -> None:
    for rule in ("[306] = [301] + [303] - [305]", "max([201.1]..[208.1]) <= [291.1]", "[101] > 0 <=> [104] > 0"):
        (instance,) = expand(parse_relation(rule), form)
        assert in_wholes(instance.condition) == Wholes(instance.condition, ())


def test_counts_are_never_negative_so_a_plain_divisor_keeps_the_sign(form: Form) -> None:
    (written,) = expand(parse_relation("[502] / [501] >= 85 %"), form)
    (wanted,) = expand(parse_relation("[502] * 20 >= [501] * 17"), form)
    assert in_wholes(written.condition) == Wholes(wanted.condition, (Address("501"),))
