from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.rulebook.model import Control
from engine.template.checks.calcsheet import Calc
from engine.template.checks.cases import Case, Verdict, relation_cases
from engine.template.checks.fieldstates import field_states
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.findings import Severity


def cases(
    content: FormContent, rule: str | None, values: dict[str, Value] | None = None, **more: object
) -> tuple[Case, ...]:
    given = {Address.parse(address): value for address, value in (values or {}).items()}
    answered = replace(content, values=given)
    calc = Calc(answered, layout_of(answered), lists_of(answered), field_states(answered))
    control = Control(id="K99", level=Severity.ERROR, title="Проба", rule=rule, message="Проверьте.", source="проба")
    return relation_cases(control.model_copy(update=more), calc)


def verdicts(*args: object, **more: object) -> list[Verdict]:
    return [case.verdict for case in cases(*args, **more)]  # type: ignore[arg-type]  # passed through as they are


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"302": 5, "102": 5}, Verdict.HOLDS),
        ({"302": 6, "102": 5}, Verdict.BROKEN),
        ({"302": 6}, Verdict.MISSING),
        ({"302": 6, "102": "пять"}, Verdict.MISSING),
        ({"302": 0, "102": 0}, Verdict.HOLDS),
    ],
)
def test_a_relation_holds_is_broken_or_waits_for_its_operands(
    school: FormContent, values: dict[str, Value], verdict: Verdict
) -> None:
    assert verdicts(school, "[302] <= [102]", values) == [verdict]


def test_a_chain_gives_a_case_per_link(school: FormContent) -> None:
    assert verdicts(school, "[103] <= [102] <= [101]", {"103": 1, "102": 0, "101": 5}) == [
        Verdict.BROKEN,
        Verdict.HOLDS,
    ]


def test_each_line_of_a_for_is_a_case_with_its_own_cell(school: FormContent) -> None:
    found = cases(school, "for 201..203: [.4] <= [.2]", {"202.4": 3, "202.2": 1})

    assert [case.at for case in found] == [Address(line, "4") for line in ("201", "202", "203")]
    assert [case.verdict for case in found] == [Verdict.HOLDS, Verdict.BROKEN, Verdict.HOLDS]
    assert found[1].detail == "стр. 202, гр. 4 = 3; стр. 202, гр. 2 = 1"


def test_the_detail_shows_sums_and_largest_values_as_a_whole(school: FormContent) -> None:
    (case,) = cases(school, "max([201.1]..[208.1]) <= [291.1]", {"201.1": 9, "291.1": 4})

    assert case.detail == "наибольшее из стр. 201–208, гр. 1 = 9; стр. 291, гр. 1 = 4"


def test_the_rules_say_which_cell_to_look_at(school: FormContent) -> None:
    (case,) = cases(school, "[308] <= [104]", look_at="104")

    assert case.at == Address("104")


def test_a_tolerance_forgives_a_little(school: FormContent) -> None:
    values: dict[str, Value] = {"302": 6, "102": 5}

    assert verdicts(school, "[302] <= [102]", values, tolerance=Decimal(1)) == [Verdict.HOLDS]
    assert verdicts(school, "[302] = [102]", values, tolerance=Decimal(1)) == [Verdict.HOLDS]


def test_missing_as_zero_judges_blanks_as_zeros(school: FormContent) -> None:
    assert verdicts(school, "[302] <= [102]", {"302": 6}, missing="zero") == [Verdict.BROKEN]
    assert verdicts(school, "[302] <= [102]", {}, missing="zero") == [Verdict.HOLDS]
    assert verdicts(school, "[302] > 0", {}, missing="zero") == [Verdict.BROKEN]
    assert verdicts(school, "[302] > 0", {"302": "шесть"}, missing="zero") == [Verdict.MISSING]


def test_a_number_outside_its_limits_waits_to_be_put_right(school: FormContent) -> None:
    assert verdicts(school, "[301] <= [101]", {"301": 20_001, "101": 5}) == [Verdict.MISSING]
    assert verdicts(school, "[301] <= [101]", {"301": 20_000, "101": 5}) == [Verdict.BROKEN]


def test_the_detail_shows_the_parts_of_what_is_calculated(school: FormContent) -> None:
    rule = "max([301] + [303], 5) <= prev([101] - [102]) / 2"
    before = replace(school, previous={Address("101"): 9, Address("102"): 4})
    (case,) = cases(before, rule, {"301": 3, "303": 2})

    assert case.verdict is Verdict.BROKEN
    assert case.detail == ("стр. 301 = 3; стр. 303 = 2; стр. 101 в прошлом отчёте = 9; стр. 102 в прошлом отчёте = 4")


def test_lines_of_a_span_that_the_kind_does_not_fill_were_zero_before_too(kindergarten: FormContent) -> None:
    rule = "[291.1] <= 2 * prev(sum([201.1]..[208.1]))"
    known = {Address(line, "1"): 3 for line in ("203", "207", "208")}
    before = replace(kindergarten, previous=known)

    assert verdicts(before, rule, {"291.1": 18}) == [Verdict.HOLDS]
    assert verdicts(before, rule, {"291.1": 19}) == [Verdict.BROKEN]
    assert cases(replace(kindergarten, previous={Address("203"): 3}), rule, {"291.1": 19}) == ()


def test_relations_over_lines_that_the_kind_does_not_fill_are_left_out(kindergarten: FormContent) -> None:
    assert cases(kindergarten, "[302] <= [102]") == ()
    assert len(cases(kindergarten, "[308] <= [104]")) == 1


def test_inside_a_span_lines_that_the_kind_does_not_fill_are_zero(kindergarten: FormContent) -> None:
    values: dict[str, Value] = {"203.1": 2, "291.1": 1}

    assert verdicts(kindergarten, "max([201.1]..[208.1]) <= [291.1]", values) == [Verdict.BROKEN]


def test_a_relation_with_the_last_period_needs_its_counts(school: FormContent) -> None:
    rule = "[101] within 30 % or 5 of prev([101])"

    assert cases(school, rule) == ()
    before = replace(school, previous={Address("101"): 100})
    assert verdicts(before, rule, {"101": 130}) == [Verdict.HOLDS]
    assert verdicts(before, rule, {"101": 131}) == [Verdict.BROKEN]


def test_a_control_that_is_no_relation_has_no_cases(school: FormContent) -> None:
    assert cases(school, None, builtin="same_as_before") == ()


def test_a_broken_case_marks_the_fields_that_stand_by_themselves(school: FormContent) -> None:
    before = replace(school, previous={Address("101"): 9})

    for rule, marked in (
        ("[306] = [301] + [303] - [305]", ("306", "301", "303", "305")),
        ("[102] >= 10 => [302] != [102]", ("102", "302")),
        ("[101] within 30 % or 5 of prev([101])", ("101",)),
        ("[291.1] >= max([201.1]..[208.1]) and [291.1] <= [290.1]", ("291",)),
    ):
        for case in cases(before, rule):
            assert case.marks == tuple(map(Address, marked))


def test_a_case_of_spans_alone_marks_the_cell_to_look_at(school: FormContent) -> None:
    (case,) = cases(school, "sum([201.6]..[208.6]) <= [290.2]")

    assert case.marks == (case.at,)
