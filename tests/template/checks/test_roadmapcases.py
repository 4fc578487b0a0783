from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.rulebook.model import Control
from engine.template.checks.calcsheet import Calc
from engine.template.checks.cases import Case, Verdict
from engine.template.checks.fieldstates import field_states
from engine.template.checks.roadmapcases import roadmap_cases
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.findings import Severity

IN_TIME, TOO_LATE, TOO_EARLY = date(2024, 3, 1), date(2025, 1, 1), date(2018, 1, 1)


def cases(content: FormContent, builtin: str, *answers: Value) -> tuple[Case, ...]:
    columns = zip(("1", "2", "4"), answers, strict=False)
    answered = replace(content, values={Address("7001", column): value for column, value in columns})
    calc = Calc(answered, layout_of(answered), lists_of(answered), field_states(answered))
    control = Control(id="K99", level=Severity.ERROR, title="Проба", message="Проверьте.", source="проба")
    return roadmap_cases(control.model_copy(update={"builtin": builtin}), calc)


@pytest.mark.parametrize(
    ("builtin", "answers", "verdict"),
    [
        ("roadmap_done_on", ("выполнено", IN_TIME, None), Verdict.HOLDS),
        ("roadmap_done_on", ("выполнено", None, None), Verdict.BROKEN),
        ("roadmap_done_on", ("в работе", None, None), Verdict.HOLDS),
        ("roadmap_done_on", (None, None, None), Verdict.MISSING),
        ("roadmap_too_late", ("выполнено", TOO_LATE, None), Verdict.BROKEN),
        ("roadmap_too_late", ("выполнено", date(2024, 12, 31), None), Verdict.HOLDS),
        ("roadmap_before_plan", ("выполнено", TOO_EARLY, None), Verdict.BROKEN),
        ("roadmap_before_plan", ("выполнено", date(2020, 1, 1), None), Verdict.HOLDS),
        ("roadmap_not_started", ("не начато", IN_TIME, None), Verdict.BROKEN),
        ("roadmap_not_started", ("не начато", None, None), Verdict.HOLDS),
        ("roadmap_basis", ("неприменимо", None, None), Verdict.BROKEN),
        ("roadmap_basis", ("срок перенесён", None, "приказ № 5"), Verdict.HOLDS),
    ],
)
def test_a_line_of_the_roadmap_is_judged_by_its_status_date_and_basis(
    school: FormContent, builtin: str, answers: tuple[Value, ...], verdict: Verdict
) -> None:
    assert cases(school, builtin, *answers)[0].verdict is verdict


def test_a_broken_line_marks_what_is_to_be_put_right(school: FormContent) -> None:
    for builtin, columns in (("roadmap_done_on", "2"), ("roadmap_basis", "4"), ("roadmap_not_started", "21")):
        case = cases(school, builtin)[0]
        assert case.marks == tuple(Address("7001", column) for column in columns)
        assert case.at == case.marks[0]


def test_target_rows_are_not_judged(school: FormContent) -> None:
    targets = sum(owed.activity.target is not None for owed in school.owed)

    assert targets
    assert len(cases(school, "roadmap_done_on")) == len(school.owed) - targets


def test_other_built_in_checks_are_not_for_the_form(school: FormContent) -> None:
    assert cases(school, "same_as_before") == ()


def test_a_form_without_roadmap_lines_has_no_cases(blank: FormContent) -> None:
    assert cases(blank, "roadmap_basis") == ()
