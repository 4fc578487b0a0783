import pytest

from engine.rulebook.deadlines.words import lemmas, mended, months


def test_months_are_known_in_every_case_and_abbreviated() -> None:
    assert len(months()) == 12
    for form in ("мая", "мае", "маю", "май"):
        assert lemmas()[form] == "май"
    for form, month in (("сент", "сентябрь"), ("нояб", "ноябрь"), ("дек", "декабрь"), ("феврале", "февраль")):
        assert lemmas()[form] == month


def test_no_form_belongs_to_two_words() -> None:
    assert all(lemmas().get(lemma, lemma) == lemma for lemma in set(lemmas().values()))


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [("иголь", "июль"), ("сентбярь", "сентябрь"), ("пктябрь", "октябрь"), ("ежегодна", "ежегодно"), ("иунь", "июнь")],
)
def test_damaged_word_becomes_the_nearest_one(damaged: str, meant: str) -> None:
    assert mended(damaged) == meant


@pytest.mark.parametrize(
    "word", ["июжь", "старт", "центр", "карта", "место", "парта", "акт", "спорт", "приказ", "мая", ""]
)
def test_word_that_is_like_two_months_or_is_another_word_is_left_alone(word: str) -> None:
    assert mended(word) is None
