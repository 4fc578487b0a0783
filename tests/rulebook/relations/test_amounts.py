"""What amounts and conditions come to for one place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.rulebook.forms import Form
from engine.rulebook.relations.amounts import Counts, amount, holds, terms_of
from engine.rulebook.relations.expansion import computed_expression, expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.syntax import Call, Cells, Comparison, Number, Ref
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address

COUNTS = Counts(
    {Address("101"): 7, Address("102"): 2, Address("103"): 0, **{Address(str(line)): 1 for line in range(201, 209)}},
    {Address("101"): 10},
)


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[101] / [102]", Fraction(7, 2)),
        ("[101] - 2 * [102]", Fraction(3)),
        ("[101] / [103]", None),
        ("[101] + [104]", None),
        ("sum([201]..[208])", Fraction(8)),
        ("max([101], [102])", Fraction(7)),
        ("min([101], [102], 0.5)", Fraction(1, 2)),
        ("max([101], [104])", None),
        ("prev([101])", Fraction(10)),
        ("prev([102])", None),
        ("[290]", Fraction(8)),
    ],
)
def test_amounts_are_exact_and_missing_as_soon_as_an_operand_is(form: Form, text: str, value: Fraction | None) -> None:
    (instance,) = expand(parse_relation(f"[101] = {text}"), form)
    assert isinstance(instance.condition, Comparison)
    assert amount(instance.condition.right, COUNTS) == value


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("[101] > [102]", True),
        ("not [101] > [102]", False),
        ("[101] > 0 and [103] > 0 or [102] = 2", True),
        ("[101] > 0 => [103] > 0", False),
        ("[101] > 0 <=> [102] > 0", True),
        ("[101] > 0 or [104] > 0", None),
        ("[104] > 0 <=> [101] > 0", None),
        ("not [104] = 0", None),
        ("[101] within 30 % of prev([101])", True),
        ("[101] within 20 % or 3 of prev([101])", True),
        ("[101] within 20 % or 2 of prev([101])", False),
        ("[101] within 5 of [104]", None),
    ],
)
def test_a_condition_with_a_missing_operand_is_not_judged(
    form: Form,
    text: str,
    verdict: bool | None,  # noqa: FBT001  the expectation
) -> None:
    (instance,) = expand(parse_relation(text), form)
    assert holds(instance.condition, COUNTS) is verdict


def test_spans_are_laid_out_cell_by_cell(form: Form) -> None:
    expression = computed_expression(form, Address("290"))
    assert isinstance(expression, Call)
    (cells,) = expression.arguments
    assert isinstance(cells, Cells)
    assert terms_of(expression) == cells.addresses


def test_an_expression_that_is_not_bound_to_a_form_is_refused() -> None:
    with pytest.raises(TypeError):
        amount(Ref("101", None), COUNTS)
    assert amount(Number(COUNTS.current[Address("101")]), COUNTS) == 7  # type: ignore[arg-type]  # an int is a number too
