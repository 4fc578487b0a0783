from __future__ import annotations

from dataclasses import replace

from support.forms import consistent

from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import Cases
from engine.template.checks.fieldstates import field_states
from engine.template.checks.readiness import Step, first_step, readiness_text, section_progress
from engine.template.checks.verdicts import Summary, checks_of, summary_of
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.template.returned import Returned
from engine.vocabulary.fields import Address, Value


def calc_of(content: FormContent, **changes: Value) -> Calc:
    values = {**content.values, **{Address(line[1:]): value for line, value in changes.items()}}
    answered = replace(content, values=values)
    return Calc(answered, layout_of(answered), lists_of(answered), field_states(answered))


def step_of(content: FormContent, **changes: Value) -> Step:
    calc = calc_of(content, **changes)
    checks = checks_of(calc)
    return first_step(Cases(calc, checks), summary_of(calc, checks))


def test_a_blank_form_begins_with_its_first_obligatory_cell(school: FormContent) -> None:
    assert step_of(school) == Step("Заполните обязательную ячейку: стр. 006, лист «Титул».", "стр. 006")


def test_an_error_comes_before_what_is_still_blank(school: FormContent) -> None:
    step = step_of(school, l302=6, l301=5)

    assert step.text.startswith("Исправьте ошибку. Должно быть так: Наставляемые 10–19 лет входят")
    assert "Сейчас: стр. 302 = 6; стр. 301 = 5. Проверьте" in step.text
    assert step.label == "стр. 302"


def test_a_cell_with_something_else_in_it_comes_first(school: FormContent) -> None:
    assert step_of(school, l302="шесть").label == "стр. 302"


def test_a_warning_comes_when_all_else_is_done(school: FormContent) -> None:
    step = step_of(consistent(school), l308=26)

    assert step.text.startswith("Проверьте предупреждение.")
    assert step.label == "стр. 308"


def test_nothing_is_left_to_do_in_a_consistent_form(school: FormContent) -> None:
    assert step_of(consistent(school)) == Step(words.ALL_DONE, "")


def test_each_section_with_obligatory_cells_says_how_far_it_is(school: FormContent) -> None:
    progress = {each.title: each for each in section_progress(calc_of(school, l101=5))}

    assert progress["Раздел 1. Контингент"].found == "заполнено 1 из 7"
    assert progress["Раздел 1. Контингент"].label == "стр. 102"
    assert "Лучшие практики наставничества" not in progress


def test_a_section_that_is_all_zeros_needs_nothing(school: FormContent) -> None:
    progress = {each.title: each for each in section_progress(calc_of(school, l013="да"))}

    assert progress["Раздел 4. Партнёры"].found == words.NOTHING_TO_FILL
    assert progress["Раздел 4. Партнёры"].state == words.FILLED


def test_a_cell_that_holds_a_text_makes_its_section_unreadable_and_not_empty(school: FormContent) -> None:
    progress = {each.title: each for each in section_progress(calc_of(school, l502="70%"))}

    assert progress["Раздел 5. Удовлетворённость"].state == words.UNREADABLE
    assert progress["Раздел 4. Партнёры"].state == words.MISSING


def test_the_title_sheet_says_state_and_counts_in_one_line() -> None:
    assert readiness_text(Summary(filled=41, required=79, errors=2, warnings=1)) == (
        "ЕСТЬ ОШИБКИ. Заполнено 41 из 79 обязательных ячеек; ошибок: 2; предупреждений: 1"
    )


def test_what_an_explanation_settles_is_not_the_first_thing_to_do(school: FormContent) -> None:
    form = replace(consistent(school), returned=Returned(explanations={"K08b": "Совместители."}))

    assert "K08b" not in step_of(form, l308=26).text
    assert step_of(form, l308=26).text == words.ALL_EXPLAINED
    assert step_of(form).text == words.ALL_DONE
