from __future__ import annotations

from support.forms import opened

from engine.template.content import FormContent
from engine.template.explanationtext import has_words_formula, plain_formula
from engine.vocabulary.explanations import LETTERS

LONGEST_FORMULA = 8192  # characters, Excel's limit
DEEPEST = 64  # functions within each other, Excel's limit


def test_only_texts_have_words_and_their_letters_are_counted_in_either_case(school: FormContent) -> None:
    formula = has_words_formula("$F9")
    assert formula.startswith("IF(ISTEXT($F9),")
    assert formula.endswith(">=3,FALSE)")
    first, last = (f"O{row}" for row in (2, len(LETTERS) + 1))
    assert f"'_checks'!${first[0]}${first[1:]}:${last[0]}${last[1:]}" in formula
    sheet = opened(school)["_checks"]
    assert [cell.value for (cell,) in sheet[first:last]] == [*LETTERS]
    assert {"ё", "Ё", "a", "Z"} <= {*LETTERS}


def test_a_line_break_or_a_hard_blank_is_a_blank() -> None:
    formula = plain_formula("$F9")
    assert formula.startswith("TRIM(SUBSTITUTE(")
    assert "CHAR(10)" in formula
    assert '"\u00a0"' in formula


def test_formulas_stay_far_below_what_a_program_takes() -> None:
    formula = has_words_formula("$F9") + plain_formula("$F9")
    assert len(formula) < LONGEST_FORMULA / 4
    assert formula.count("SUBSTITUTE") < DEEPEST / 2
