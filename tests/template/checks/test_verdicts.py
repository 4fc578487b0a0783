from __future__ import annotations

from dataclasses import replace

from support.forms import consistent

from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import Check, Summary, checks_of, first_wrong, summary_of
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.template.returned import Problem, Returned
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.findings import Severity


def judged(content: FormContent, **changes: Value) -> tuple[Calc, dict[str, Check], Summary]:
    """A form with some values changed; lines as keywords: ``l302=5``."""
    values = {**content.values, **{Address(line[1:]): value for line, value in changes.items()}}
    answered = replace(content, values=values)
    calc = Calc(answered, layout_of(answered), lists_of(answered), field_states(answered))
    checks = checks_of(calc)
    return calc, {check.control.id: check for check in checks}, summary_of(calc, checks)


def test_a_blank_form_has_everything_to_fill_in_and_no_error(school: FormContent) -> None:
    _, checks, summary = judged(school)

    assert (summary.filled, summary.errors, summary.warnings) == (0, 0, 0)
    assert summary.required > 30
    assert summary.verdict == words.INCOMPLETE
    assert checks["K06"].state == words.MISSING


def test_lines_that_nobody_has_begun_are_not_called_right(school: FormContent, kindergarten: FormContent) -> None:
    untouched, begun, none = (judged(school, **each)[1] for each in ({}, {"l291": 5}, {"l013": "да"}))

    assert [untouched[relation].state for relation in ("K11", "K12a", "K12b", "K13")] == [words.MISSING] * 4
    assert begun["K11"].state == none["K11"].state == words.HOLDS
    assert judged(kindergarten)[1]["K11"].state == words.MISSING


def test_a_consistent_form_is_ready_to_send(school: FormContent) -> None:
    _, checks, summary = judged(consistent(school))

    assert summary.verdict == words.READY, [check for check in checks.values() if check.broken]
    assert summary.filled == summary.required


def test_a_broken_error_counts_and_says_what_was_found(school: FormContent) -> None:
    _, checks, summary = judged(consistent(school), l306=99)

    assert checks["K06"].state == words.ERROR
    assert checks["K06"].found == "стр. 306 = 99; стр. 301 = 30; стр. 303 = 12; стр. 305 = 4"
    assert summary.verdict == words.HAS_ERRORS
    assert summary.errors == 1


def test_a_broken_soft_relation_is_a_warning_and_does_not_hold_up_the_form(school: FormContent) -> None:
    _, checks, summary = judged(consistent(school), l308=26)

    assert checks["K08b"].state == words.WARNING
    assert summary.warnings == 1
    assert summary.verdict == words.READY


def test_further_broken_lines_are_counted(school: FormContent) -> None:
    content = consistent(school)
    values = {**content.values, Address("201", "4"): 40, Address("203", "4"): 40}
    _, checks, _ = judged(replace(content, values=values))

    assert checks["K12a"].found == "стр. 201, гр. 4 = 40; стр. 201, гр. 2 = 30 (и ещё 1)"


def test_what_needs_the_last_period_is_judged_on_receipt(school: FormContent) -> None:
    _, checks, _ = judged(school)

    assert checks["K20a"].state == checks["K20c"].state == words.ON_RECEIPT


def test_with_the_last_periods_counts_the_comparison_is_live(school: FormContent) -> None:
    _, checks, _ = judged(replace(consistent(school), previous={Address("101"): 100}))

    assert checks["K20a"].state == words.WARNING


def test_a_cell_with_something_else_in_it_is_an_error(school: FormContent) -> None:
    calc, _, summary = judged(consistent(school), l101="триста")

    assert first_wrong(calc) == Address("101")
    assert summary.errors == 1
    assert summary.filled == summary.required - 1


def test_a_kindergarten_sees_only_the_relations_that_concern_it(kindergarten: FormContent, school: FormContent) -> None:
    _, of_kindergarten, _ = judged(kindergarten)
    _, of_school, _ = judged(school)

    assert "K06" not in of_kindergarten
    assert set(of_kindergarten) < set(of_school)


def test_a_consistent_kindergarten_is_ready_to_send(kindergarten: FormContent) -> None:
    content = consistent(kindergarten)
    values = {**content.values, Address("291", "1"): 3, Address("291", "2"): 3, Address("501"): 3, Address("502"): 3}
    values |= {Address("503"): 3, Address("504"): 3}
    _, checks, summary = judged(replace(content, values=values))

    assert summary.verdict == words.READY, [check for check in checks.values() if check.broken]


def test_an_explanation_that_a_return_was_given_with_counts_for_its_numbers(school: FormContent) -> None:
    form = replace(consistent(school), returned=Returned(explanations={"K08b": "Совместители.", "K06": "Так надо."}))
    _, checks, summary = judged(form, l308=26, l306=99)

    assert checks["K08b"].state == words.EXPLAINED
    assert checks["K06"].state == words.ERROR
    assert (summary.errors, summary.warnings, summary.explained) == (1, 0, 1)
    assert summary.counts.endswith("предупреждений: 0; пояснено: 1")


def test_a_relation_that_is_to_be_explained_once_more_stays_a_warning(school: FormContent) -> None:
    problem = Problem("K08b", Severity.WARNING, "", "", "", Address("308"), explainable=True)
    form = replace(consistent(school), returned=Returned((problem,), {"K08b": "Совместители."}))
    _, checks, summary = judged(form, l308=26)

    assert checks["K08b"].state == words.WARNING
    assert summary.warnings == 1
