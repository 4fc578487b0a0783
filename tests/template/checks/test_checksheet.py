from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
from support.forms import consistent, filled, opened, validations_of, written

from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import Check, checks_of, summary_of
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of


def rows(content: FormContent) -> dict[str, list[Any]]:
    """Rows of checks by their number, with the results that the file carries."""
    sheet = openpyxl.load_workbook(BytesIO(written(content)), data_only=True)["Проверка"]
    return {row[0]: list(row[1:]) for row in sheet.iter_rows(values_only=True) if row[0] and str(row[0])[0] in "KФ"}


def judged(content: FormContent) -> tuple[Calc, tuple[Check, ...]]:
    calc = Calc(content, layout_of(content), lists_of(content), field_states(content))
    return calc, checks_of(calc)


def test_there_is_one_row_per_check_with_state_title_and_what_was_found(form: FormContent) -> None:
    answered = filled(form, seed=5)
    _, checks = judged(answered)
    shown = rows(answered)

    assert list(shown) == [words.WRONG_CELLS_ID, *(check.control.id for check in checks)]
    for check in checks:
        state, title, found, *_ = shown[check.control.id]
        assert (state, title) == (check.state, check.control.title)
        assert (found or "") == (check.found if check.cases else words.JUDGED_LATER)


def test_the_top_says_the_state_and_the_counts(form: FormContent) -> None:
    answered = filled(form, seed=6, share=0.7)
    summary = summary_of(*judged(answered))
    sheet = openpyxl.load_workbook(BytesIO(written(answered)), data_only=True)["Проверка"]

    assert [sheet["A4"].value, sheet["A5"].value] == [summary.verdict, summary.counts]


def test_only_soft_checks_have_a_cell_for_an_explanation(school: FormContent) -> None:
    sheet = opened(school)["Проверка"]
    explainable = {check.control.id: check.control.explanation_allowed for check in judged(school)[1]}
    notes = {row[0].value: row[5] for row in sheet.iter_rows() if row[0].value in explainable}

    assert {number: not note.protection.locked for number, note in notes.items()} == explainable
    assert {note.coordinate for number, note in notes.items() if explainable[number]} == set(validations_of(sheet))


def test_an_explanation_turns_a_warning_into_explained(school: FormContent) -> None:
    sheet = opened(consistent(school))["Проверка"]
    state = next(row[1].value for row in sheet.iter_rows() if row[0].value == "K08b")

    assert words.EXPLAINED in state
    assert words.WARNING in state


def test_each_check_links_to_its_cell_by_a_defined_name(school: FormContent) -> None:
    sheet = opened(school)["Проверка"]
    links = {row[0].value: row[4].value for row in sheet.iter_rows() if str(row[0].value).startswith("K0")}

    assert all("HYPERLINK(" in link for link in links.values())


def test_every_state_has_a_colour_beside_its_word(school: FormContent) -> None:
    rules = opened(school)["Проверка"].conditional_formatting
    coloured = {rule.formula[0].strip('"') for area in rules for rule in area.rules}

    assert {words.READY, words.HAS_ERRORS, words.INCOMPLETE, words.ERROR, words.WARNING, words.HOLDS} <= coloured
