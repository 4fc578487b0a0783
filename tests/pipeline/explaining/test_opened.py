from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.intake.written import open_written
from engine.pipeline.explaining.addresses import CellAddress, read_address
from engine.pipeline.explaining.errors import ExplainError
from engine.pipeline.explaining.opened import Meaning, Opened, ShownCell, Stamp, opened
from engine.report.meanings import MEANINGS_HEAD, text_mark

STAMP = {
    "form": "region_workbook",
    "period": "2024",
    "place_id": "00",
    "as_of": "2024-12-31",
    "data_sha256": "5e7",
}
NOTED = (
    ("Сводка", 2, None, "place:01"),
    ("Сводка", None, 2, "coverage:involved:value"),
    ("Сводка", None, 3, "coverage:involved:gap"),
    ("Сводка", 2, 3, "coverage:involved:short|place:02"),
    ("Сводка", 4, 1, "place:00|reports:counted|reports:expected"),
    ("Сводка", 6, None, "filtered:rows"),
    ("Сводка", 7, 2, "plain:line"),
    ("Данные", None, 4, "place:@A|fact:@B.@C"),
)
CELLS = {
    ("Сводка", "A1"): "Муниципалитет",
    ("Сводка", "B1"): "Значение",
    ("Сводка", "A2"): "Первый район",
    ("Сводка", "B2"): 0.7,
    ("Сводка", "C2"): 37,
    ("Сводка", "A4"): "14 из 16",
    ("Сводка", "A6"): "По фильтру",
    ("Сводка", "B6"): 3,
    ("Сводка", "B7"): 101,
    ("Сводка", "E9"): 5,
    ("Данные", "A1"): "Код",
    ("Данные", "B1"): "Строка",
    ("Данные", "C1"): "Графа",
    ("Данные", "D1"): 2024,
    ("Данные", "A2"): "0101",
    ("Данные", "B2"): 306,
    ("Данные", "C2"): "1",
    ("Данные", "D2"): 38,
    ("Данные", "D3"): 40,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workbook as the engine writes them, with a span over A4:B5."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name in ("Сводка", "Данные", "_svod"):
        workbook.create_sheet(name)
    for (sheet, cell), value in CELLS.items():
        workbook[sheet][cell] = value
    workbook["Сводка"].merge_cells("A4:B5")
    hidden = workbook["_svod"]
    hidden.sheet_state = "hidden"
    for row, (key, text) in enumerate(STAMP.items(), start=1):
        hidden.cell(row, 1, key)
        hidden.cell(row, 2, text)
    for row, noted in enumerate((MEANINGS_HEAD, *NOTED), start=1):
        for column, part in enumerate(noted, start=4):
            hidden.cell(row, column, part)
    workbook.save(tmp_path / "свод.xlsx")
    return tmp_path / "свод.xlsx"


@pytest.fixture
def book(file: Path) -> Opened:
    return opened(open_written(file))


def shown(book: Opened, address: str) -> ShownCell:
    return book.cell(read_address(address))


def test_stamp_names_the_run(book: Opened) -> None:
    assert book.stamp == Stamp("region_workbook", "2024", "00", "2024-12-31", "5e7")


def test_cell_has_the_parts_of_its_row_and_its_column(book: Opened) -> None:
    assert shown(book, "Сводка!B2") == ShownCell(
        "Сводка", "B2", 0.7, Meaning({"place": ("01",), "coverage": ("involved:value",)})
    )


def test_parts_of_the_cell_itself_go_before_those_of_row_and_column(book: Opened) -> None:
    assert shown(book, "Сводка!C2").meaning.parts == {"coverage": ("involved:short",), "place": ("02",)}


@pytest.mark.parametrize("cell", ["A4", "B4", "B5"])
def test_cell_inside_a_span_means_the_span(book: Opened, cell: str) -> None:
    found = shown(book, f"Сводка!{cell}")
    assert (found.cell, found.value) == ("A4", "14 из 16")
    assert found.meaning.texts == ("place:00", "reports:counted", "reports:expected")


def test_row_of_a_long_list_says_itself_what_it_is_about(book: Opened) -> None:
    assert shown(book, "Данные!D2").meaning.texts == ("place:0101", "fact:306.1")


@pytest.mark.parametrize("cell", ["D1", "D3"])
def test_row_that_does_not_say_it_means_nothing(book: Opened, cell: str) -> None:
    with pytest.raises(ExplainError, match="Данные!D2"):
        shown(book, f"Данные!{cell}")


def test_count_of_the_rows_that_a_filter_shows_is_one(book: Opened) -> None:
    assert shown(book, "Сводка!B6").meaning.counts_rows
    with pytest.raises(ExplainError):
        shown(book, "Сводка!A6")


def test_number_that_only_repeats_needs_no_place(book: Opened) -> None:
    assert shown(book, "Сводка!B7").meaning.one("plain") == "line"


def test_text_without_meaning_is_quoted_and_the_nearest_numbers_named(book: Opened) -> None:
    with pytest.raises(ExplainError) as refused:
        shown(book, "Сводка!A2")
    assert "«Первый район»" in refused.value.text("ru")
    assert "Сводка!B2, Сводка!C2" in refused.value.text("ru")
    assert "holds text, not a number: 'Первый район'" in refused.value.text("en")


def test_number_of_which_nothing_was_noted_is_said_to_be_one(book: Opened) -> None:
    with pytest.raises(ExplainError, match="that the program noted nothing about"):
        shown(book, "Сводка!E9")


def test_blank_cell_that_should_have_a_number_can_be_explained_and_no_other(book: Opened) -> None:
    blank = book.workbook.sheet("Сводка")
    assert blank is not None
    assert book.meaning(blank, 1, 1).is_whole
    with pytest.raises(ExplainError, match="is blank"):
        shown(book, "Сводка!H20")


def test_row_is_known_by_its_texts_wherever_it_stands(file: Path) -> None:
    workbook = openpyxl.load_workbook(file)
    noted = workbook["_svod"]
    noted.cell(2, 4 + len(MEANINGS_HEAD) - 1, text_mark("Первый район"))
    for column in (1, 2, 3):
        cell = workbook["Сводка"].cell(2, column)
        workbook["Сводка"].cell(12, column, cell.value)
        cell.value = None
    workbook.save(file)
    found = shown(opened(open_written(file)), "Сводка!B12")
    assert (found.meaning.one("place"), found.row_before) == ("01", 2)


def test_sheet_without_numbers_offers_its_cells_and_never_itself(file: Path) -> None:
    workbook = openpyxl.load_workbook(file)
    workbook["Данные"]["D2"] = "выполнено"
    workbook.save(file)
    with pytest.raises(ExplainError) as refused:
        shown(opened(open_written(file)), "Данные!A1")
    assert "Ближайшие ячейки, которые можно объяснить: Данные!D2." in refused.value.text("ru")
    workbook["Данные"]["D2"] = None
    workbook.save(file)
    with pytest.raises(ExplainError) as none:
        shown(opened(open_written(file)), "Данные!A1")
    assert none.value.text("ru").endswith("смотрите листы «Сводка».")


def test_hidden_sheet_is_not_offered(book: Opened) -> None:
    with pytest.raises(ExplainError) as refused:
        book.cell(CellAddress("Нет", 0, 0))
    assert "_svod" not in refused.value.text("ru")


def test_foreign_workbook_is_told_from_a_form_of_ours(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.save(tmp_path / "чужая.xlsx")
    with pytest.raises(ExplainError) as foreign:
        opened(open_written(tmp_path / "чужая.xlsx"))
    assert "Это не свод" in foreign.value.text("ru")
    hidden = workbook.create_sheet("_svod")
    hidden["A1"], hidden["B1"] = "form", "school"
    workbook.save(tmp_path / "форма.xlsx")
    with pytest.raises(ExplainError) as form:
        opened(open_written(tmp_path / "форма.xlsx"))
    assert "форма" in form.value.text("ru")
