from __future__ import annotations

from support.forms import opened
from support.returns import EXPLANATION, returned

from engine.template.content import FormContent
from engine.template.explanationtext import has_words_formula, plain_formula
from engine.template.returned import Problem, Returned
from engine.template.returngiven import GIVEN_SHEET, explains_formula, given_relations
from engine.vocabulary.findings import Severity


def rows(content: FormContent) -> list[tuple[object, ...]]:
    return list(opened(content)[GIVEN_SHEET].iter_rows(values_only=True))


def test_the_sheet_carries_every_text_with_what_it_was_given_for(school: FormContent) -> None:
    content = returned(
        school,
        problems=(),
        explanations={"K13": "Двое уехали.", "K08b": EXPLANATION, "K11": " "},
        given_for={"K08b": "0123456789ab"},
    )
    heads, *given = rows(content)

    assert heads[:3] == ("control", "text", "given_for")
    assert [row[:3] for row in given] == [("K08b", EXPLANATION, "0123456789ab"), ("K13", "Двое уехали.", None)]
    assert opened(content)[GIVEN_SHEET].sheet_state == "hidden"


def test_numbers_that_a_text_was_given_for_stand_beside_those_of_now(school: FormContent) -> None:
    content = returned(school, problems=(), explanations={"K08b": EXPLANATION})

    then, now = rows(content)[1][3:]
    assert then == "стр. 308 = 27; стр. 104 = 25"
    assert str(now).startswith("='_checks'!$C$")


def test_a_text_of_other_numbers_stands_for_none(school: FormContent) -> None:
    content = returned(school, explanations={"K08b": EXPLANATION})

    assert rows(content)[1][3] is None


def test_any_text_explains_but_one_that_was_given_for_other_numbers() -> None:
    assert explains_formula("F9", "K11", Returned()) == has_words_formula("F9")
    settled = explains_formula("F9", "K11", Returned(explanations={"K11": "Так и есть."}))
    assert f"EXACT({plain_formula('F9')},'_given'!$B$2)" in settled
    waiting = Problem("K11", Severity.WARNING, "", "", "", explainable=True)
    assert explains_formula("F9", "K11", Returned((waiting,), {"K11": "Так и есть."})).endswith(
        f"NOT(EXACT({plain_formula('F9')},'_given'!$B$2)))"
    )
    assert given_relations(Returned(explanations={"K2": "б", "K1": "а"})) == ("K1", "K2")
