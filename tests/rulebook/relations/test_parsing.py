"""Reading control relations, and saying what is wrong with them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.relations.errors import RelationError
from engine.rulebook.relations.parsing import parse_expression, parse_relation
from engine.rulebook.relations.syntax import (
    And,
    Binary,
    Call,
    Comparison,
    Equivalent,
    Implies,
    LineRange,
    Not,
    Number,
    Or,
    Ref,
    Relation,
    Span,
    Within,
)

ONE, TWO, THREE = Ref("101", None), Ref("102", None), Ref("103", None)


def number(text: str) -> Number:
    return Number(Decimal(text))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("[101] <= [102]", Comparison("<=", ONE, TWO)),
        ("[101] ≤ [102]", Comparison("<=", ONE, TWO)),
        ("[101] != 0.5", Comparison("!=", ONE, number("0.5"))),
        ("[101] <= [102] <= [103]", And((Comparison("<=", ONE, TWO), Comparison("<=", TWO, THREE)))),
        ("[101] + [102] * 2 = [103]", Comparison("=", Binary("+", ONE, Binary("*", TWO, number("2"))), THREE)),
        ("[101] - [102] - 1 = 0", Comparison("=", Binary("-", Binary("-", ONE, TWO), number("1")), number("0"))),
        (
            "([101] + 1) / 2 > [ 201.2 ]",
            Comparison(">", Binary("/", Binary("+", ONE, number("1")), number("2")), Ref("201", "2")),
        ),
        ("-[101] < 0", Comparison("<", Binary("-", number("0"), ONE), number("0"))),
        ("[101] <= 50 % * [102]", Comparison("<=", ONE, Binary("*", Number(Decimal("0.5"), percent=True), TWO))),
        (
            "sum([201.1]..[208.1], [101]) > 0",
            Comparison(">", Call("sum", (Span(Ref("201", "1"), Ref("208", "1")), ONE)), number("0")),
        ),
        ("[101] within 30 % or 5 of prev([101])", Within(ONE, Decimal(30), Decimal(5), Call("prev", (ONE,)))),
        ("[101] within 5 or 30 % of [102]", Within(ONE, Decimal(30), Decimal(5), TWO)),
        ("[101] within 5 of [102]", Within(ONE, None, Decimal(5), TWO)),
        ("[101] within 2.5% of [102]", Within(ONE, Decimal("2.5"), None, TWO)),
        (
            "not [101] = 0 and [102] = 0 or [103] = 0",
            Or(
                (
                    And((Not(Comparison("=", ONE, number("0"))), Comparison("=", TWO, number("0")))),
                    Comparison("=", THREE, number("0")),
                )
            ),
        ),
        (
            "[101] > 0 => [102] > 0 and [103] > 0",
            Implies(
                Comparison(">", ONE, number("0")),
                And((Comparison(">", TWO, number("0")), Comparison(">", THREE, number("0")))),
            ),
        ),
        (
            "[101] > 0 <=> [102] > 0 <=> [103] > 0",
            And(
                (
                    Equivalent(Comparison(">", ONE, number("0")), Comparison(">", TWO, number("0"))),
                    Equivalent(Comparison(">", TWO, number("0")), Comparison(">", THREE, number("0"))),
                )
            ),
        ),
    ],
)
def test_reads_conditions_with_the_usual_precedence(text: str, condition: object) -> None:
    assert parse_relation(text) == Relation(None, condition)  # type: ignore[arg-type]  # a condition of the table above


def test_reads_the_lines_of_a_for() -> None:
    relation = parse_relation("for 201..203, 208: [.1] <= [101]")
    assert relation == Relation(
        (LineRange("201", "203"), LineRange("208", "208")), Comparison("<=", Ref(None, "1"), ONE)
    )


def test_reads_the_expression_of_a_computed_line() -> None:
    assert parse_expression("sum([201]..[208])") == Call("sum", (Span(Ref("201", None), Ref("208", None)),))


@pytest.mark.parametrize(
    ("text", "problem", "position", "found", "expected"),
    [
        ("", "unfinished", 1, "", {"ref", "number"}),
        ("[302] <=", "unfinished", 9, "", {"ref", "number"}),
        ("([101] > 2", "unfinished", 11, "", {"close"}),
        ("[302] <= <", "syntax", 10, "<", {"ref"}),
        ("sum([201.1]..[208.1] > 3", "syntax", 22, ">", {"close", "comma"}),
        ("avg([201]) > 3", "syntax", 1, "avg", {"function"}),
        ("[101] > 3 [102]", "syntax", 11, "[102]", {"connective", "end"}),
        ("[101] >= 0,5", "syntax", 11, ",", {"end"}),
        ("for 20: [.1] > 1", "syntax", 5, "20", {"line"}),
        ("[101] => [102] > 1", "condition", 1, "[101]", {"comparator"}),
        ("[302] and 5", "condition", 1, "[302]", {"comparator"}),
        ("([101] > 2) + 3 > 1", "amount", 2, "[101] > 2", {"amount"}),
        ("[1] = 2", "ref", 1, "[1]", {"ref"}),
        ("[] = 2", "ref", 1, "[]", {"ref"}),
        ("1 < [.2]", "line", 5, "[.2]", set()),
        ("[201.1]..[208.1] > 3", "span", 1, "[201.1]..[208.1]", set()),
        ("for 208..201: [.1] > 1", "backwards", 5, "208..201", set()),
        ("prev([101], [102]) > 1", "prev", 1, "prev([101], [102])", set()),
        ("1 < 2 + prev(1 + prev([101]))", "prev", 9, "prev(1 + prev([101]))", set()),
        ("prev([201.1]..[208.1]) > 1", "prev", 1, "prev([201.1]..[208.1])", set()),
        ("[101] > 0 => [102] > 0 => [103] > 0", "syntax", 24, "=>", {"end"}),
    ],
)
def test_a_mistake_names_its_place_and_what_was_expected(
    text: str, problem: str, position: int, found: str, expected: set[str]
) -> None:
    with pytest.raises(RelationError) as caught:
        parse_relation(text)
    error = caught.value
    assert (error.problem, error.position, error.found) == (problem, position, found)
    assert expected <= set(error.expected)


def refusal_of(text: str) -> RelationError | None:
    """The mistake in a text, None where it is a relation."""
    try:
        parse_relation(text)
    except RelationError as error:
        return error
    return None


@given(st.text(alphabet="[]().,:%<>=!+-*/ 0123456789andorfwithimsupev№", max_size=40))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    error = refusal_of(text)
    assert error is None or 1 <= (error.position or 0) <= len(text) + 1
