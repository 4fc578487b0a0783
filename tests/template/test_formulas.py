from __future__ import annotations

from decimal import Decimal

import pytest

from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.template.content import FormContent
from engine.template.formulas import LONGEST_LITERAL, condition_formula, literal, loosened
from engine.vocabulary.fields import Address


def cell_of(address: Address, previous: bool) -> str:  # noqa: FBT001  the shape that formulas call
    return f"{'p' if previous else 'c'}{address.line}_{address.column}"


@pytest.mark.parametrize(
    ("rule", "formula"),
    [
        ("[302] <= [102]", "c302_1<=c102_1"),
        ("[306] = [301] + [303] - [305]", "c306_1=((c301_1+c303_1)-c305_1)"),
        ("[306] != [101]", "c306_1<>c101_1"),
        ("max([201.1]..[202.1]) <= [291.1]", "MAX(c201_1,c202_1)<=c291_1"),
        ("[291.2] > 0 => [501] > 0", "OR(NOT(c291_2>0),c501_1>0)"),
        ("[101] > 0 <=> [104] > 0", "((c101_1>0)=(c104_1>0))"),
        ("not [101] = 0 or [104] = 0", "OR(NOT(c101_1=0),c104_1=0)"),
        ("[101] within 30 % or 5 of prev([101])", "OR(ABS(c101_1-p101_1)<=0.3*ABS(p101_1),ABS(c101_1-p101_1)<=5)"),
        ("[502] <= 50 % * [501]", "c502_1<=(0.5*c501_1)"),
    ],
)
def test_relations_become_formulas(school: FormContent, rule: str, formula: str) -> None:
    (instance,) = expand(parse_relation(rule), school.form)

    assert condition_formula(instance.condition, cell_of) == formula


@pytest.mark.parametrize(
    ("rule", "formula"),
    [
        ("[302] <= [102]", "c302_1<=(c102_1+2)"),
        ("[302] > [102]", "c302_1>(c102_1-2)"),
        ("[302] = [102]", "ABS(c302_1-c102_1)<=2"),
        ("[302] != [102]", "NOT(ABS(c302_1-c102_1)<=2)"),
    ],
)
def test_a_tolerance_loosens_every_comparison(school: FormContent, rule: str, formula: str) -> None:
    (instance,) = expand(parse_relation(rule), school.form)

    assert condition_formula(loosened(instance.condition, Decimal(2)), cell_of) == formula


def test_quotes_in_a_text_are_doubled() -> None:
    assert literal('форма "А"') == '"форма ""А"""'


def test_a_long_text_is_joined_from_pieces_that_excel_takes() -> None:
    made = literal("я" * 600)

    assert made.count("&") == 2
    assert max(len(piece.strip('"')) for piece in made.split("&")) <= LONGEST_LITERAL
