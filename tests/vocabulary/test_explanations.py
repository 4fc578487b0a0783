from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.explanations import FEWEST_LETTERS, LETTERS, given_for, has_words, same_words
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import found


@pytest.mark.parametrize("text", ["Совместители", "ГПХ", "нет", "ё ж я", "a1b2c3", "— так и есть —"])
def test_three_letters_are_words(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " ", "—", "...", "?", "н/д", "да", "№ 5", "12,5", "01.01.2024", "😀😀😀"])
def test_numbers_dates_and_dashes_are_no_words(text: str) -> None:
    assert not has_words(text)


@given(letters=st.text(LETTERS, max_size=6), between=st.text("0123456789 .,-—?!/\u00a0", max_size=3))
def test_letters_are_counted_wherever_they_stand(letters: str, between: str) -> None:
    assert has_words(between.join(letters)) == (len(letters) >= FEWEST_LETTERS)


@pytest.mark.parametrize("other", ["Так и есть ", "Так  и\nесть", "\tТак\u00a0и есть"])
def test_blanks_make_no_other_text(other: str) -> None:
    assert same_words("Так и есть", other)


@pytest.mark.parametrize("other", ["так и есть", "Так и есть.", "Таки есть", ""])
def test_anything_else_makes_another_text(other: str) -> None:
    assert not same_words("Так и есть", other)


def test_a_fingerprint_tells_other_numbers_and_nothing_else() -> None:
    broken = found("V12", "a.xlsx", line="101", column="1", label="Всего", value="12")
    explained = broken.with_(state=FindingState.EXPLAINED, explanation="Так и есть")
    other = Finding("V13", Severity.ERROR, "a.xlsx", line="101", column="1")
    assert given_for([broken]) == given_for([explained]) == given_for([replace(broken, path="b.xlsx")])
    assert given_for([broken, other]) == given_for([other, broken])
    assert given_for([broken, other]) != given_for([broken])
