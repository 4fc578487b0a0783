from __future__ import annotations

import pytest

from engine.report.texts import listed, number_text, plural, short_name, shortfall
from engine.rulebook.model import PersonNoun

PUPILS = PersonNoun(one="обучающегося", few="обучающихся", many="обучающихся")
SPECIALISTS = PersonNoun(one="молодого специалиста", few="молодых специалистов", many="молодых специалистов")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1\u00a0обучающегося"),
        (37, "37\u00a0обучающихся"),
        (21, "21\u00a0обучающегося"),
        (1204, "1\u00a0204\u00a0обучающихся"),
    ],
)
def test_shortfall_is_said_with_the_right_plural(number: int, words: str) -> None:
    assert shortfall(number, PUPILS) == f"не хватает {words}"


def test_shortfall_of_two_words_bends_both() -> None:
    assert shortfall(1, SPECIALISTS) == "не хватает 1\u00a0молодого специалиста"
    assert shortfall(11, SPECIALISTS) == "не хватает 11\u00a0молодых специалистов"


@pytest.mark.parametrize(("number", "word"), [(1, "цель"), (2, "цели"), (5, "целей"), (11, "целей"), (101, "цель")])
def test_plural_follows_russian_rules(number: int, word: str) -> None:
    assert plural(number, "цель", "цели", "целей") == word


def test_thousands_stand_apart() -> None:
    assert number_text(1_234_567) == "1\u00a0234\u00a0567"


def test_long_list_says_how_many_more() -> None:
    assert listed(["а", "б"], 2) == "а, б"
    assert listed(["а", "б", "в", "г"], 2) == "а, б и ещё 2"


def test_short_name_drops_the_legal_form_only() -> None:
    assert short_name("МБОУ «Ручейская СОШ № 1»") == "Ручейская СОШ № 1"
    assert short_name("Школа без кавычек") == "Школа без кавычек"
