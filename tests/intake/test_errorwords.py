from __future__ import annotations

import pytest

from engine.intake.errorwords import in_english, in_russian, is_error_word


@pytest.mark.parametrize("text", ["#ДЕЛ/0!", "#Н/Д", "#н/д", "#REF!", "#ССЫЛ!", "#", "#####", "Err:502", "Ошибка:502"])
def test_what_programs_show_for_errors_is_known(text: str) -> None:
    assert is_error_word(text)


@pytest.mark.parametrize("text", ["", "Н/Д", "#12", "# 5", "Приказ #5", "#нет", "Err", "ошибка"])
def test_other_words_are_no_errors(text: str) -> None:
    assert not is_error_word(text)


@pytest.mark.parametrize(
    ("english", "russian"), [("#DIV/0!", "#ДЕЛ/0!"), ("#REF!", "#ССЫЛКА!"), ("Err:502", "Err:502")]
)
def test_an_error_has_a_name_in_each_language(english: str, russian: str) -> None:
    assert (in_russian(english), in_english(russian)) == (russian, english)
    assert (in_russian(russian), in_english(english)) == (russian, english)
