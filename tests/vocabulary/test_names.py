from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.vocabulary.names import name_key, organisation_key, word_key


@pytest.mark.parametrize(
    "written",
    [
        "МБОУ «Ясноборская СОШ № 5»",
        'мбоу "Ясноборская СОШ №5"',
        "  МБОУ  Ясноборская\u00a0СОШ № 5 ",
        "МБОУ Ясноборская COШ N 5",
        "МБОУ «Ясноборская СОШ» № 5.",
    ],
)
def test_ways_of_writing_one_name_have_one_key(written: str) -> None:
    assert name_key(written) == name_key("МБОУ «Ясноборская СОШ № 5»")


def test_yo_and_dashes_make_no_difference() -> None:
    assert name_key("Берёзовая — Роща") == name_key("березовая-роща")
    assert word_key("ученик – ученик") == word_key("Ученик-ученик")


@pytest.mark.parametrize(("one", "other"), [("СОШ № 1", "СОШ № 11"), ("СОШ № 1", "ООШ № 1"), ("1 2", "12")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_latin_word_stays_latin() -> None:
    assert name_key("ABC") != name_key("АВС")


@given(st.text(max_size=40))
@example("0:-0")
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    "written",
    [
        "Ручейская СОШ №1",
        "МКОУ Ручейская СОШ № 1",
        "МБОУ «Ручейская средняя общеобразовательная школа № 1»",
        "Муниципальное бюджетное общеобразовательное учреждение Ручейская средняя общеобразовательная школа 1",
        "муниципального казённого общеобразовательного учреждения «Ручейская СОШ N 1»",
    ],
)
def test_legal_forms_and_ways_of_shortening_make_no_difference_to_an_organisations_key(written: str) -> None:
    assert organisation_key(written) == organisation_key("МБОУ «Ручейская СОШ № 1»")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ручейская СОШ № 1", "Ручейская СОШ № 11"),
        ("Ручейская СОШ", "Ручейская ООШ"),
        ("МБОУ «Гимназия»", "МБОУ «Лицей»"),
        ("МБОУ", "МКОУ"),
    ],
)
def test_organisations_that_differ_have_keys_that_do(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)
