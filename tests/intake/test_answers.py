from __future__ import annotations

from datetime import date

import pytest

from engine.intake.answers import as_text, read_choice, read_text, read_yes_no
from engine.intake.grids import CellContent

FORMS = ("ученик – ученик", "учитель – ученик", "иная форма")


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("да", "да", None),
        ("Да ", "да", None),
        ("ДА.", "да", None),
        ("дa", "да", None),
        ("нет", "нет", None),
        ("есть", "да", "V21"),
        ("не имеется", "нет", "V21"),
        (True, "да", "V21"),
        ("-", None, "V05"),
        (None, None, None),
    ],
)
def test_yes_and_no_in_plain_words(cell: CellContent, value: str | None, code: str | None) -> None:
    parsed = read_yes_no(cell)
    assert (parsed.value, parsed.code, parsed.readable) == (value, code, True)


@pytest.mark.parametrize("cell", ["частично", "да, приказ № 5", "да/нет", 1.0, "1"])
def test_other_words_are_no_answer(cell: CellContent) -> None:
    parsed = read_yes_no(cell)
    assert (parsed.value, parsed.code, parsed.readable) == (None, "V11", False)


@pytest.mark.parametrize("cell", ["ученик – ученик", "Ученик-ученик", "ученик — ученик", " УЧЕНИК–УЧЕНИК "])
def test_a_choice_is_matched_whatever_its_dashes_and_case(cell: str) -> None:
    assert read_choice(cell, FORMS).value == "ученик – ученик"


def test_a_word_outside_the_list_is_refused_and_the_list_is_named() -> None:
    parsed = read_choice("ученик", FORMS)
    assert (parsed.value, parsed.code) == (None, "V11")
    assert "иная форма" in str(parsed.facts["choices"])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (" Приказ № 5 ", "Приказ № 5"),
        ("—", None),
        ("", None),
        (84911223456.0, "84911223456"),
        (0.5, "0,5"),
        (date(2024, 9, 1), "01.09.2024"),
        (True, "ИСТИНА"),
        ("=1+1", "=1+1"),
        ("а\x00б\ud800", "аб"),
    ],
)
def test_free_text_is_kept_as_a_person_sees_it(cell: CellContent, value: str | None) -> None:
    assert read_text(cell).value == value


def test_numbers_are_shown_without_a_needless_fraction() -> None:
    assert (as_text(5.0), as_text(0.25), as_text(7)) == ("5", "0,25", "7")
    assert (as_text(0.1 + 0.2), as_text(-3.0), as_text(1e15)) == ("0,3", "-3", "1E+15")
