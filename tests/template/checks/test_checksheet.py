from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
from support.forms import consistent, filled, opened, validations_of, written
from support.returns import returned

from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import Check, checks_of, summary_of
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.vocabulary.fields import Address


def rows(content: FormContent) -> dict[str, list[Any]]:
    """Rows of checks by their number, with the results that the file carries."""
    sheet = openpyxl.load_workbook(BytesIO(written(content)), data_only=True)["Проверка"]
    return {row[0]: list(row[1:]) for row in sheet.iter_rows(values_only=True) if row[0] and str(row[0])[0] in "K–"}


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


def test_in_a_return_an_explanation_is_typed_in_one_place_only(school: FormContent) -> None:
    sheet = opened(returned(school, explanations={"K13": "Двое уехали."}))["Проверка"]
    notes = {row[0].value: row[5] for row in sheet.iter_rows() if row[0].value in {"K08b", "K12a", "K13"}}

    assert notes["K13"].value == "Двое уехали."
    assert not notes["K13"].protection.locked
    for relation in ("K08b", "K12a"):
        assert str(notes[relation].value).startswith("=IF('Исправьте здесь'!$I$")
        assert notes[relation].protection.locked
        assert notes[relation].coordinate not in validations_of(sheet)


def test_in_a_return_the_sheet_says_where_marked_warnings_are_explained(school: FormContent) -> None:
    there = words.EXPLAIN_THERE.format(sheet=words.FIX_SHEET)

    assert any(there in str(cell.value) for cell in opened(returned(school))["Проверка"]["A"])
    assert not any(there in str(cell.value) for cell in opened(returned(school, problems=()))["Проверка"]["A"])


def test_rows_to_explain_have_room_for_two_lines_and_may_be_made_higher(school: FormContent) -> None:
    sheet = opened(school)["Проверка"]
    heights = [sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows() if not row[5].protection.locked]

    assert min(heights) >= 30
    assert not sheet.protection.formatRows  # what openpyxl calls locked


def test_the_table_of_sections_has_no_empty_columns(school: FormContent) -> None:
    sheet = opened(school)["Проверка"]
    (row,) = [row for row in sheet.iter_rows() if row[2].value == "Раздел 1. Контингент"]

    assert [bool(cell.border.left.style) for cell in row[:6]] == [False, True, True, True, True, False]


def test_what_holds_a_text_is_unreadable_and_not_empty(school: FormContent) -> None:
    content = consistent(school)
    shown = rows(replace(content, values={**content.values, Address("502"): "70%"}))

    assert shown["K14a"][0] == words.UNREADABLE
    assert shown["K14b"][0] == words.HOLDS


def test_a_text_that_was_given_is_weighed_against_its_numbers(school: FormContent) -> None:
    content = returned(school, problems=(), explanations={"K08b": "Совместители."})
    states = {row[0].value: row[1].value for row in opened(content)["Проверка"].iter_rows() if row[0].value}

    assert "'_given'!" in states["K08b"]
    assert "'_given'!" not in states["K13"]
    assert rows(content)["K08b"][0] == words.EXPLAINED
