from __future__ import annotations

import pytest

from engine.intake.positions import letters_of
from engine.pipeline.explaining.addresses import CellAddress, named_sheet, read_address
from engine.pipeline.explaining.errors import ExplainError

SHEETS = ("Сводка", "Сдача отчётов", "Охват", "_svod")


@pytest.mark.parametrize(
    "text",
    [
        "Сдача отчётов!C6",
        "'Сдача отчётов'!C6",
        "'Сдача отчётов'!$C$6",
        "  'Сдача отчётов' ! C6 ",
        "Сдача отчётов!c6",
        "Сдача отчётов!С6",  # a Cyrillic letter
        "Сдача отчётов!с6",
        "Сдача отчётов!C6:C6",
        "Сдача отчётов!C6:D9",
        "'Сдача отчётов'.C6",
        "$'Сдача отчётов'.$C$6",
        "$Сдача отчётов.$C$6:.$D$9",
        "«Сдача отчётов»!C6",
        "«Сдача отчётов!C6»",
        "'Сдача отчётов!C6'",
        "='Сдача отчётов'!C6",
        "='[Региональный свод 2024.xlsx]Сдача отчётов'!$C$6",
        "[Региональный свод 2024.xlsx]Сдача отчётов!C6",
    ],
)
def test_cell_is_found_however_people_and_programs_write_it(text: str) -> None:
    assert read_address(text) == CellAddress("Сдача отчётов", 5, 2)


def test_every_cyrillic_letter_that_looks_like_a_latin_one_is_taken_for_it() -> None:
    for cyrillic, latin in zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True):
        assert letters_of(read_address(f"Охват!{cyrillic}1").column) == latin


def test_quotes_and_dots_inside_a_name_are_part_of_it() -> None:
    assert read_address("'Отчёт ''2024''. Итог'!B2").sheet == "Отчёт '2024'. Итог"
    assert str(read_address("Свод.F12!G3")) == "Свод.F12!G3"


@pytest.mark.parametrize("text", ["", "Сводка", "B9", "!B9", "Сводка!", "Сводка!9B", "Сводка B9"])
def test_what_names_no_cell_of_a_sheet_is_answered_with_an_example(text: str) -> None:
    with pytest.raises(ExplainError) as refused:
        read_address(text)
    assert "'Сводка!B9'" in refused.value.text("ru")
    assert "'Сводка!B9'" in refused.value.text("en")


@pytest.mark.parametrize("cell", ["Ж9", "XFE1", "B1048577", "B0"])
def test_cell_that_no_sheet_has_is_named(cell: str) -> None:
    with pytest.raises(ExplainError, match=cell):
        read_address(f"Сводка!{cell}")


@pytest.mark.parametrize("given", ["Сдача отчётов", "сдача отчетов", "СДАЧА  ОТЧЁТОВ", "Cдача отчётов"])
def test_sheet_is_found_whatever_the_case_and_the_letter_yo(given: str) -> None:
    assert named_sheet(given, SHEETS, visible=3) == "Сдача отчётов"


def test_unknown_sheet_is_answered_with_the_nearest_one_and_all_that_can_be_seen() -> None:
    with pytest.raises(ExplainError) as refused:
        named_sheet("Сдача отчетности", SHEETS, visible=3)
    assert "Вероятно: «Сдача отчётов»" in refused.value.text("ru")
    assert "«Охват»" in refused.value.text("ru")
    assert "_svod" not in refused.value.text("ru")
    assert "Probably: Сдача отчётов" in refused.value.text("en")
    with pytest.raises(ExplainError) as refused:
        named_sheet("Foo", ["By form of mentoring", "Summary"], visible=2)
    assert refused.value.text("en") == "The workbook has no sheet 'Foo'. It has: By form of mentoring, Summary."
