"""The tolerance of a relation, written into its condition."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.rulebook.forms import Form
from engine.rulebook.relations.amounts import Counts, holds
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.loosening import loosened
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


@pytest.mark.parametrize(
    ("rule", "left", "holds_with_two"),
    [
        ("[302] <= [102]", (12, 13), (True, False)),
        ("[302] < [102]", (11, 12), (True, False)),
        ("[302] >= [102]", (8, 7), (True, False)),
        ("[302] > [102]", (9, 8), (True, False)),
        ("[302] = [102]", (12, 13), (True, False)),
        ("[302] != [102]", (12, 13), (False, True)),
        ("not [302] <= [102]", (13, 12), (True, False)),
        ("[302] = [102] or [102] = 0", (12, 13), (True, False)),
        ("[102] = 12 => [302] = [102]", (12, 13), (True, False)),
        ("[302] within 3 of [102]", (13, 14), (True, False)),
    ],
)
def test_a_tolerance_loosens_every_comparison(
    form: Form, rule: str, left: tuple[int, int], holds_with_two: tuple[bool, bool]
) -> None:
    (instance,) = expand(parse_relation(rule), form)
    condition = loosened(instance.condition, Decimal(2))
    found = tuple(holds(condition, Counts({Address("302"): count, Address("102"): 10})) for count in left)
    assert found == holds_with_two


def test_no_tolerance_changes_nothing(form: Form) -> None:
    (instance,) = expand(parse_relation("[302] <= [102] <=> [301] = 5"), form)
    assert loosened(instance.condition, Decimal(0)) is instance.condition
