from __future__ import annotations

import pytest

from engine.validation.namewords import familiar_words, words_of


def marked(text: str, mark: str) -> list[str]:
    return [word.text for word in words_of(text, frozenset()) if getattr(word, mark)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Трое ушли. Двое пришли", ["Трое", "Двое"]),
        ("Так решила уч. Петрова", ["Так"]),
        ("Причина: Слияние – Приказ", ["Причина"]),
        ("", []),
    ],
)
def test_a_sentence_begins_after_a_full_stop_but_not_after_an_abbreviation(text: str, first: list[str]) -> None:
    assert marked(text, "is_first") == first


@pytest.mark.parametrize("text", ["в «Ручейской СОШ» да", 'в "Ручейской СОШ" да', "в „Ручейской СОШ“ да"])
def test_quotes_of_any_kind_hold_names_of_organisations(text: str) -> None:
    assert marked(text, "is_quoted") == ["Ручейской", "СОШ"]


@pytest.mark.parametrize(
    ("text", "honoured"),
    [
        ("Школа имени Михаила Шолохова закрыта", ["Михаила", "Шолохова"]),
        ("СОШ им. М. И. Платова", ["М", "И", "Платова"]),
        ("Лицей им. Героя Советского Союза Петрова", ["Героя", "Советского", "Союза", "Петрова"]),
        ("ребёнок по имени Иван Дубровин", []),
        ("имени нет. Иван болеет", []),
    ],
)
def test_those_after_whom_a_school_is_named_are_honoured(text: str, honoured: list[str]) -> None:
    assert marked(text, "is_honoured") == honoured


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("в городе Азове", ["Азове"]),
        ("г. Азов и ул. Петрова", ["Азов", "Петрова"]),
        ("с Петровой и у Петровой", []),
        ("с. Петрово закрыто", ["Петрово"]),
        ("в Донской школе, у Донской", ["Донской", "школе"]),
        ("из Донской СОШ", ["Донской"]),
    ],
)
def test_names_of_places_are_known_by_what_stands_beside_them(text: str, known: list[str]) -> None:
    assert marked(text, "is_known") == known


def test_words_of_the_registry_are_known_in_every_case() -> None:
    familiar = familiar_words(["МБОУ «Староприозёрская СОШ имени Ивана Дубровина»", "Ключ"])
    words = words_of("в Староприозерской и у Дубровина", familiar)
    assert [word.text for word in words if word.is_known] == ["Староприозерской"]


def test_capitals_inside_small_letters_are_names_and_in_capitals_only_they_tell_nothing() -> None:
    assert marked("наставник ПЕТРОВ болеет", "is_capital") == ["ПЕТРОВ"]
    assert marked("НАСТАВНИК ПЕТРОВ БОЛЕЕТ", "is_capital") == []
    assert marked("МБОУ и СОШ", "is_title") == []
