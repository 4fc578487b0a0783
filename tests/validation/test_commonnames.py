from __future__ import annotations

import pytest

from engine.validation.commonnames import is_given_name, is_patronymic, is_surname, may_be_given_name


@pytest.mark.parametrize("word", ["Мария", "МАРИИ", "мария", "Пётр", "Петру", "Павла", "Илье", "Игорем", "Юлией"])
def test_given_names_are_known_in_every_case_and_spelling(word: str) -> None:
    assert is_given_name(word)
    assert may_be_given_name(word)


@pytest.mark.parametrize("word", ["Вера", "надеждой", "Романа", "Льву", "Любовь", "Света"])
def test_names_that_are_words_too_only_may_be_names(word: str) -> None:
    assert not is_given_name(word)
    assert may_be_given_name(word)


@pytest.mark.parametrize("word", ["марта", "августе", "мира", "июля", "олимпиада", "школа", ""])
def test_other_words_are_no_given_names(word: str) -> None:
    assert not is_given_name(word)


@pytest.mark.parametrize("word", ["Ивановна", "ивановны", "ПЕТРОВИЧ", "Ильича", "Ильинична", "Фёдоровной", "Никитичу"])
def test_patronymics_are_known(word: str) -> None:
    assert is_patronymic(word)


@pytest.mark.parametrize("word", ["уровне", "основной", "условна", "церковной", "Иванова", "практична", "ежедневно"])
def test_words_with_the_ending_of_a_patronymic_are_none(word: str) -> None:
    assert not is_patronymic(word)


@pytest.mark.parametrize("word", ["Иванов", "ивановой", "ПЕТРОВЫМ", "Ковалёва", "Сидоровы", "Морозова", "Шевченко"])
def test_common_surnames_are_known(word: str) -> None:
    assert is_surname(word)


@pytest.mark.parametrize("word", ["морозов", "казаков", "волков", "основа", "педагогов", "новой", "родина"])
def test_plurals_of_every_day_are_no_surnames(word: str) -> None:
    assert not is_surname(word)
