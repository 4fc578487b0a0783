import pytest

from engine.rulebook.deadlines.lettering import printed
from engine.rulebook.deadlines.repairing import repaired


def _words(text: str) -> str:
    return " ".join(repaired(printed(text)).words)


def _notes(text: str) -> list[tuple[str, str, str]]:
    return [(note.code, note.facts["printed"], note.facts["read"]) for note in repaired(printed(text)).notes]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Сентябрь 2021г.", "сентябрь 2021 год ."),
        ("1-го по 15-е мая", "1-й по 15-й май"),
        ("I кв., II-й квартал", "1-й квартал . , 2-й квартал"),
        ("в течение 10-ти дней", "в течение 10 день"),
        ("04.08. 2020", "04 . 08 . 2020"),
        ("Октябрь- Ноябрь", "октябрь - ноябрь"),
    ],
)
def test_words_come_in_their_dictionary_form(text: str, words: str) -> None:
    assert _words(text) == words
    assert _notes(text) == []


@pytest.mark.parametrize(
    ("text", "words", "note"),
    [
        ("Сентябр ь- октябрь", "сентябрь - октябрь", ("split_word", "Сентябр ь", "сентябрь")),
        ("сен- тябрь", "сентябрь", ("split_word", "сен- тябрь", "сентябрь")),
        ("учебног о года", "учебный год", ("split_word", "учебног о", "учебного")),
        ("2020/20 21", "2020 / 2021", ("split_number", "20 21", "2021")),
        ("Мaй", "май", ("lookalike", "Мaй", "май")),
        ("2О22", "2022", ("lookalike", "2О22", "2022")),
        ("c мая", "с май", ("lookalike", "c", "с")),
        ("П квартал", "2-й квартал", ("lookalike", "П", "II")),
        ("иголь", "июль", ("misspelt", "иголь", "июль")),
    ],
)
def test_every_repair_is_said_with_what_is_printed(text: str, words: str, note: tuple[str, str, str]) -> None:
    assert _words(text) == words
    assert _notes(text) == [note]


def test_known_words_are_never_joined() -> None:
    assert _words("с мая по июнь") == "с май по июнь"
    assert _words("5 20 мая") == "5 20 май"


def test_unknown_words_stay_as_they_are() -> None:
    assert _words("после издания приказа") == "после издания приказа"
    assert _words("п. 2.1") == "п . 2 . 1"
