from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.trying import Subjects

from engine.pipeline.rulestest.distance import UNJUDGED, distance, lively
from engine.rulebook.relations.amounts import Counts, holds
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address

RULES = (
    "[101] = [102] + [103]",
    "[101] != [102]",
    "[101] < [102]",
    "[101] >= [102]",
    "[101] > 2 <=> [102] > 2",
    "[101] > 2 => [102] > [103]",
    "[101] = 1 or [102] = [103]",
    "not ([101] > [102] and [102] > [103])",
    "[101] within 30 % or 1 of [102]",
    "not [101] within 2 of [102]",
    "[101] / [102] > 0.5",
    "[101] / [102] > 1 or [103] > 2",
)
COUNT = st.one_of(st.none(), st.integers(0, 6))


@settings(max_examples=200, deadline=None)
@given(counts=st.tuples(COUNT, COUNT, COUNT))
def test_it_is_zero_exactly_where_the_condition_holds(rulebook: Rulebook, counts: tuple[int | None, ...]) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    known = Counts({Address(f"10{place}"): count for place, count in enumerate(counts, start=1)})
    for rule in RULES:
        (instance,) = expand(parse_relation(rule), form)
        verdict, left = holds(instance.condition, known), distance(instance.condition, known)
        assert (left == 0) is (verdict is True), rule
        assert (left >= UNJUDGED) is (verdict is None), rule


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ("[101] <= [102]", 3),
        ("[101] < [102]", 4),
        ("[101] = [102]", 3),
        ("[101] > 5 => [102] > 20", 5),
        ("[101] > 5 => [102] > 8", 2),
        ("[101] within 20 % of [102]", Fraction(8, 5)),
        ("not ([101] != [102] or [102] <= 20)", 17),
        ("[101] = [102] or [102] > 20", 3),
    ],
)
def test_it_says_how_much_is_missing(subjects: Subjects, rule: str, left: Fraction) -> None:
    known = Counts({Address("101"): 10, Address("102"): 7})
    assert distance(subjects(rule)[0].instance.condition, known) == left


def test_a_lively_example_of_an_implication_has_its_premise(subjects: Subjects) -> None:
    (subject,) = subjects("[101] > 5 => [102] > 5")
    idle = Counts({Address("101"): 0, Address("102"): 0})

    assert distance(subject.instance.condition, idle) == 0
    assert distance(lively(subject.instance.condition), idle) == 12
