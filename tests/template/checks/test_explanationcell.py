from __future__ import annotations

from support.forms import opened, validations_of
from support.returns import EXPLANATION, returned

from engine.template import words
from engine.template.content import FormContent
from engine.template.inputs import LONGEST_TEXT, LONGEST_TITLE


def test_a_cell_for_an_explanation_asks_why_within_excels_limits(school: FormContent) -> None:
    rules = validations_of(opened(school)["Проверка"]).values()

    assert {rule.prompt for rule in rules} == {words.EXPLAIN}
    assert len(words.EXPLAIN) <= LONGEST_TEXT
    assert all(len(rule.promptTitle) <= LONGEST_TITLE and "K" in rule.promptTitle for rule in rules)


def test_it_is_open_and_holds_what_was_written_so_far(school: FormContent) -> None:
    sheet = opened(returned(school, problems=(), explanations={"K08b": EXPLANATION}))["Проверка"]
    (cell,) = [row[5] for row in sheet.iter_rows() if row[0].value == "K08b"]

    assert cell.value == EXPLANATION
    assert not cell.protection.locked
