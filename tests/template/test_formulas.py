from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.template.content import FormContent
from engine.template.formulas import LONGEST_LITERAL, condition_formula, joined, largest, literal, verdict_formula
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
        ("[101] within 30 % or 5 of prev([101])", "OR(ABS(c101_1-p101_1)*10<=ABS(p101_1)*3,ABS(c101_1-p101_1)<=5)"),
    ],
)
def test_relations_become_formulas(school: FormContent, rule: str, formula: str) -> None:
    (instance,) = expand(parse_relation(rule), school.form)

    assert condition_formula(instance.condition, cell_of) == formula


def verdict(school: FormContent, rule: str, **judged: Any) -> str:  # noqa: ANN401  options of several types
    (instance,) = expand(parse_relation(rule), school.form)
    return verdict_formula(instance, cell_of, lambda address: f"s{address.line}_{address.column}", **judged)


@pytest.mark.parametrize(
    ("rule", "formula"),
    [
        ("[302] <= [102]", 'IF(COUNT(c302_1,c102_1)<2,"",IF(c302_1<=c102_1,0,1))'),
        ("[502] <= 50 % * [501]", 'IF(COUNT(c502_1,c501_1)<2,"",IF((c502_1*2)<=c501_1,0,1))'),
        (
            "[502] / [501] >= 0.85",
            'IF(COUNT(c502_1,c501_1)<2,"",IF(c501_1=0,"",IF((c502_1*20)>=(c501_1*17),0,1)))',
        ),
        ("[101] > prev([101])", 'IF(COUNT(c101_1,p101_1)<2,"",IF(c101_1>p101_1,0,1))'),
    ],
)
def test_a_verdict_waits_for_its_operands_and_compares_whole_numbers(
    school: FormContent, rule: str, formula: str
) -> None:
    assert verdict(school, rule) == formula


def test_a_tolerance_loosens_the_verdict(school: FormContent) -> None:
    assert verdict(school, "[302] <= [102]", tolerance=Decimal(2)) == (
        'IF(COUNT(c302_1,c102_1)<2,"",IF(c302_1<=(c102_1+2),0,1))'
    )


def test_blanks_as_zeros_leave_only_what_is_no_count_unjudged(school: FormContent) -> None:
    assert verdict(school, "[302] <= [102] + prev([101])", missing="zero") == (
        'IF(OR(MAX(s302_1,s102_1)=2,COUNT(p101_1)<1),"",IF(N(c302_1)<=(N(c102_1)+N(p101_1)),0,1))'
    )


def test_quotes_in_a_text_are_doubled() -> None:
    assert literal('форма "А"') == '"форма ""А"""'


def test_a_long_text_is_joined_from_pieces_that_excel_takes() -> None:
    made = literal("я" * 600)

    assert made.count("&") == 2
    assert max(len(piece.strip('"')) for piece in made.split("&")) <= LONGEST_LITERAL


def test_a_text_with_placeholders_joins_its_pieces_with_cells() -> None:
    assert joined("Ошибок: {errors}, из них {own}.", {"errors": "B1", "own": "B2"}) == (
        '"Ошибок: "&B1&", из них "&B2&"."'
    )


def test_the_largest_of_very_many_terms_stays_within_what_an_old_xls_takes() -> None:
    assert largest(["A1", "B2"]) == "MAX(A1,B2)"
    many = largest([f"A{number}" for number in range(70)])
    assert many.startswith("MAX(MAX(A0,")
    assert max(part.count(",") for part in many.split("MAX(")) <= 29
