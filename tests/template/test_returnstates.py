from __future__ import annotations

from dataclasses import replace

import pytest
from support.returns import broken, with_values

from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import Cases
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import checks_of
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.template.returned import Problem, Returned
from engine.template.returnmarks import marks_of
from engine.template.returnstates import ProblemState, problem_states
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.findings import Severity

STATES = "'Проверка'!$B$20:$B$60"


def states(content: FormContent, values: dict[str, Value], *problems: Problem) -> list[ProblemState]:
    """States of the problems of a form where everything adds up but for some values."""
    form = with_values(content, {Address.parse(at): value for at, value in values.items()})
    form = replace(form, returned=Returned(problems))
    layout = layout_of(form)
    calc = Calc(form, layout, lists_of(form), field_states(form))
    return list(problem_states(form, marks_of(form, layout), Cases(calc, checks_of(calc)), STATES))


def cell_problem(code: str, at: str | None, severity: Severity = Severity.ERROR, typed: str | None = None) -> Problem:
    return Problem(code, severity, "", "", "", None if at is None else Address.parse(at), typed=typed)


def test_a_broken_relation_is_left_until_its_own_lines_hold(school: FormContent) -> None:
    values: dict[str, Value] = {"201.4": 40, "203.4": 40}
    one, other = states(school, values, broken("K12a", "", "201.4", "201.2"), broken("K12a", "", "203.4", "203.2"))

    assert (one.word, other.word) == (words.LEFT, words.LEFT)
    assert one.formula != other.formula
    assert str(one.formula).count("'_checks'!") == 2  # its one case: is it broken, can it be judged


def test_a_relation_to_explain_follows_the_check_as_a_whole(school: FormContent) -> None:
    (state,) = states(school, {"308": 30}, broken("K08b", "", "308", "104", soft=True))

    assert state.word == words.TO_EXPLAIN
    assert "INDEX('Проверка'!" in str(state.formula)


def test_what_has_no_cell_waits_for_the_district(school: FormContent) -> None:
    (whole_file,) = states(school, {}, cell_problem("T05", None, Severity.ERROR))

    assert whole_file == ProblemState(words.ON_RECEIPT)


def test_of_what_only_the_district_can_judge_another_number_is_seen(school: FormContent) -> None:
    (state,) = states(school, {}, broken("K20c", "", "101"))

    assert state.word == words.LEFT
    assert f'"{words.CHANGED}"' in str(state.formula)
    assert ProblemState(words.CHANGED).is_settled


def test_an_explanation_of_what_only_the_district_can_judge_is_seen_at_once(school: FormContent) -> None:
    (state,) = states(school, {}, broken("K20c", "", "101", soft=True))

    assert state.word == words.TO_EXPLAIN
    assert f'"{words.EXPLAINED}"' in str(state.formula)


def test_an_empty_or_wrong_cell_is_left_until_it_is_filled_as_it_should_be(school: FormContent) -> None:
    found = states(school, {"105": None, "101": "триста"}, cell_problem("V40", "105"), cell_problem("V12", "101"))

    assert [state.word for state in found] == [words.LEFT, words.LEFT]
    assert all("'_calc'!" in str(state.formula) for state in found)


@pytest.mark.parametrize(
    ("code", "at", "value", "typed", "word"),
    [
        ("V50", "602.2", "Петрова А. А.", None, words.LEFT),
        ("V02", "101", 300, None, words.LOOK),
        ("V19", "310", None, "нет сведений", words.OPTIONAL),
    ],
)
def test_where_nothing_wrong_is_to_be_seen_another_content_counts(
    school: FormContent, code: str, at: str, value: Value, typed: str | None, word: str
) -> None:
    (state,) = states(school, {at: value}, cell_problem(code, at, Severity.WARNING, typed))

    assert state.word == word
    assert str(state.formula).startswith(("=IF(OR(NOT(EXACT(", "=IF(OR(OR(ISBLANK(", "=IF(OR(NOT(ISBLANK("))


def test_what_stood_in_a_line_that_is_not_asked_is_gone(kindergarten: FormContent) -> None:
    (state,) = states(kindergarten, {}, cell_problem("V22", "107", Severity.WARNING, "5"))

    assert state == ProblemState(words.FIXED)
    assert state.is_settled


def test_without_the_sheet_that_checks_nothing_is_live(school: FormContent) -> None:
    problems = (broken("K06", "", "306"), cell_problem("V45", "006", Severity.WARNING))
    form = replace(school, returned=Returned(problems))

    assert problem_states(form, marks_of(form, layout_of(form)), None, "") == (
        ProblemState(words.ON_RECEIPT),
        ProblemState(words.LOOK),
    )


def test_a_problem_with_very_many_cells_stays_within_what_an_old_xls_takes(school: FormContent) -> None:
    also = [f"{line}.{column}" for line in range(201, 206) for column in range(1, 8)]
    (state,) = states(school, {"101": None}, replace(broken("V41", "", "101", *also), explainable=False))

    deepest = str(state.formula).split("AND(")
    assert max(part.count(",") for part in deepest) <= 30
