from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.workbook_text import Shown, column, sample_scope, written

from engine.report.bookfile import open_book
from engine.report.factslayout import FactsLayout
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import byform
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.language import speaking


def lines_of(cells: dict[str, Shown], name: str) -> list[object]:
    rows = [address[1:] for address, cell in cells.items() if address[0] == "A" and cell.value == name]
    return [cells[f"C{row}"].value for row in rows]


def test_whole_and_every_district_have_all_forms_and_say_on_what_they_rest(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(byform.write, sample_scope(rulebook, "00"), tmp_path)
    every = [*map(str, range(201, 209)), "290", "291"]

    for name in ("Всего: Пробный регион", "Ручейский район", "Холмский городской округ"):
        assert lines_of(cells, name) == every
    assert [cells[f"B{row}"].value for row in (6, 16)] == ["6 из 7", "3 из 3"]


def test_organisation_has_the_forms_that_it_practises_and_one_without_data_none(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(byform.write, sample_scope(rulebook, "00"), tmp_path)

    assert lines_of(cells, "МБОУ «Ручейская СОШ № 1»") == ["201", "202", "203", "204", "205", "207", "290", "291"]
    assert lines_of(cells, "МБДОУ Детский сад «Родничок»") == ["290", "291"]  # it filled in zeros
    assert lines_of(cells, "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»") == []


def test_numbers_are_links_to_the_counts_and_parts_are_of_all_mentees(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(byform.write, sample_scope(rulebook, "01"), tmp_path)

    assert cells["E6"].formula == "=IF('Показатели'!$K$10=\"\",\"\",'Показатели'!$K$10)"
    assert cells["L6"].formula == '=IF(OR($F$6="",$F$14=""),"",IF($F$14=0,"",$F$6/$F$14))'
    assert cells["L6"].value == cells["F6"].value / cells["F14"].value  # type: ignore[operator]  # both are numbers


def test_number_of_a_territory_leads_to_the_rows_that_it_is_made_of(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    sheet, rows = FactsLayout(scope).block(Address("201", "1"), "01") or ("", "")

    cells = written(byform.write, scope, tmp_path)

    assert (cells["E16"].link, isinstance(cells["E16"].value, int)) == (f"'{sheet}'!{rows}", True)


def test_organisations_of_the_region_are_folded_under_their_district(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(byform.write, sample_scope(rulebook, "00"), tmp_path)
    rows = load_workbook(tmp_path / "sheet.xlsx").worksheets[0].row_dimensions
    hidden = {str(cells[f"A{number}"].value) for number, row in rows.items() if row.hidden}

    assert {name.split(" ")[0] for name in hidden} == {"МБОУ", "МБДОУ", "ГБПОУ"}
    assert next(number for number, row in rows.items() if row.collapsed) == 25


def test_a_region_of_too_many_rows_leaves_its_organisations_to_the_districts(
    rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(byform, "MOST_ROWS", 40)
    cells = written(byform.write, sample_scope(rulebook, "00"), tmp_path)

    assert len(set(column(cells, "A")) & {"Всего: Пробный регион", "Ручейский район"}) == 2
    assert "МБДОУ Детский сад «Родничок»" not in column(cells, "A")
    assert "только в муниципальных сводах" in str(cells["A4"].value)


def test_rows_can_be_filtered_by_place_report_and_form(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(byform.write, sample_scope(rulebook, "01"), tmp_path)
    last = max(int(address[1:]) for address in cells if address[0] == "A")

    assert load_workbook(tmp_path / "sheet.xlsx").worksheets[0].auto_filter.ref == f"A5:D{last}"


def test_every_number_says_what_it_is(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        byform.write(book, scope)
    parts = book.meanings.parts

    assert (parts["По формам", None, 4], parts["По формам", 5, None]) == (("count:@C.1",), ("place:01",))
    assert parts["По формам", 5, 11] == ("ratio:201.2/290.2",)


def test_form_without_that_section_says_that_there_is_nothing(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    form = scope.form.model_copy(update={"sections": tuple(each for each in scope.form.sections if each.id != "2")})
    other = replace(scope.rulebook, forms={**scope.rulebook.forms, ("school", form.version): form})

    cells = written(byform.write, Scope(Index(scope.index.consolidation, other), scope.place), tmp_path)

    assert cells["A5"].value == "Записей нет."


def test_district_with_one_school_of_zeros_shows_no_part_of_nobody(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    zeros = school_submission(small, small.periods["2024"], "0101", 0, 0)

    cells = written(byform.write, Scope(Index(consolidated(small, (zeros,)), small), small.registry["01"]), tmp_path)

    assert (cells["F6"].value, cells["L6"].value) == (0, None)


def test_words_are_in_the_language_spoken_and_forms_as_in_the_rules(rulebook: Rulebook, tmp_path: Path) -> None:
    with speaking("en"):
        cells = written(byform.write, sample_scope(rulebook, "01"), tmp_path)

    assert (cells["A1"].value, cells["A6"].value) == ("By form of mentoring", "Total: Ручейский район")
    assert "ученик – ученик" in column(cells, "D")
