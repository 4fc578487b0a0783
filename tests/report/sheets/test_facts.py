from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.workbook_text import column, read, sample_scope, written

from engine.report.bookfile import open_book
from engine.report.factslayout import FactsLayout
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import facts
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking


def test_district_finds_the_file_sheet_and_cell_of_every_value(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    cells = written(facts.write, scope, tmp_path)

    assert len(column(cells, "D")) == len(scope.facts) + 1
    assert [cells[f"{letter}7"].value for letter in "ACDGHI"] == [
        "0101",
        "006",
        "1",
        "2025-01-10/письмо Тайновой 0101.xlsx",
        "лист Тайновой",
        "E12",
    ]


def test_values_behind_a_total_stand_together(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(facts.write, sample_scope(rulebook, "00"), tmp_path)
    rows = [address[1:] for address, cell in cells.items() if address[0] == "D" and cell.value == "101"]

    assert [cells[f"A{row}"].value for row in rows] == ["0101", "0102", "0103", "0201", "0202", "0204"]
    assert int(rows[-1]) - int(rows[0]) == len(rows) - 1


def test_region_sees_numbers_and_marks_only_and_a_code_instead_of_a_file_name(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(facts.write, sample_scope(rulebook, "00"), tmp_path)
    lines = {str(value) for value in column(cells, "D")} - {"Строка"}

    assert {line for line in lines if line.startswith("0")} == {"013"}
    assert "310" not in lines
    assert not any(line.startswith("8") for line in lines)
    assert cells["H7"].value == "010101010101"
    assert set(column(cells, "I")) == {"Лист формы", "Титул", "Показатели", "Дорожная карта"}


def test_dates_are_words_so_that_only_counts_add_up(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(facts.write, sample_scope(rulebook, "02"), tmp_path)

    assert "30.10.2020" in column(cells, "F")


def test_more_facts_than_a_sheet_holds_go_on_to_the_next(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        facts.write_facts(book, FactsLayout(scope, rows_per_sheet=len(scope.facts) // 2 + 5))
    sheets = read(tmp_path / "a.xlsx")

    assert list(sheets) == ["Данные", "Данные 2"]
    assert sum(len(column(cells, "D")) - 1 for cells in sheets.values()) == len(scope.facts)
    assert set(load_workbook(tmp_path / "a.xlsx").defined_names) == {"Данные", "Данные_2"}


def test_total_above_asks_to_choose_before_it_adds_up_what_does_not_belong_together(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    scope = sample_scope(rulebook, "01")
    cells = written(facts.write, scope, tmp_path)
    last = 6 + len(scope.facts)

    assert (cells["A5"].value, cells["C5"].value) == ("По фильтру: строк и сумма", len(scope.facts))
    assert cells["C5"].formula == f"=SUBTOTAL(103,$A$7:$A${last})"
    assert cells["F5"].value == "отберите строку и графу"
    assert str(cells["F5"].formula).endswith(f"SUBTOTAL(9,$F$7:$F${last}))")


def test_only_a_page_is_printed_and_the_sheet_says_so(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(facts.write, sample_scope(rulebook, "01"), tmp_path)
    area = str(load_workbook(tmp_path / "sheet.xlsx").worksheets[0].print_area)

    assert "печатается только его начало" in str(cells["A4"].value)
    assert int(area.rsplit("$", maxsplit=1)[-1]) <= 31


def test_sheet_without_facts_says_that_there_are_none(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    scope = Scope(Index(consolidated(small, ()), small), small.registry.region)

    cells = written(facts.write, scope, tmp_path)

    assert cells["A7"].value == "Записей нет."
    assert not any(cell.formula for cell in cells.values())


def test_long_text_of_a_school_is_cut_and_its_row_stays_low(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    one = school_submission(small, small.periods["2024"], "0101", 100, 70, {"801.1": "слово " * 8_000})
    scope = Scope(Index(consolidated(small, (one,)), small), small.registry["01"])

    cells = written(facts.write, scope, tmp_path)

    address, practice = next((at, cell) for at, cell in cells.items() if str(cell.value).startswith("слово"))
    height = load_workbook(tmp_path / "sheet.xlsx").worksheets[0].row_dimensions[int(address[1:])].height
    assert "текст сокращён" in str(practice.value)
    assert height < 70


def test_one_note_tells_what_every_value_is(rulebook: Rulebook, tmp_path: Path) -> None:
    for place_id, column_of, parts in (("00", 6, ("place:@A", "fact:@D.@E")), ("01", 5, ("place:@A", "fact:@C.@D"))):
        scope = sample_scope(rulebook, place_id)
        with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
            facts.write(book, scope)
        assert book.meanings.parts["Данные", None, column_of] == parts


def test_words_are_in_the_language_spoken_and_labels_as_in_the_rules(rulebook: Rulebook, tmp_path: Path) -> None:
    with speaking("en"):
        cells = written(facts.write, sample_scope(rulebook, "00"), tmp_path)

    assert [cells[f"{letter}6"].value for letter in "ADEG"] == ["Id", "Line", "Column", "Value"]
    assert cells["G5"].value == "choose a line and a column"
    assert "Обучающихся, всего" in column(cells, "F")


@pytest.mark.parametrize("place_id", ["00", "01"])
def test_transmittal_shows_what_the_region_may_see(rulebook: Rulebook, tmp_path: Path, place_id: str) -> None:
    scope = sample_scope(rulebook, place_id)
    leaving = replace(scope, leaves=True)

    cells = written(facts.write, leaving, tmp_path)

    assert cells["B6"].value == "Муниципалитет"
    assert not any("Тайнов" in str(cell.value) for cell in cells.values())


def test_numbers_stand_at_the_right_and_texts_at_the_left(rulebook: Rulebook, tmp_path: Path) -> None:
    written(facts.write, sample_scope(rulebook, "01"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
    found = {(type(cell.value), cell.alignment.horizontal) for (cell,) in sheet.iter_rows(7, None, 6, 6)}

    assert found == {(int, "right"), (str, "left")}
