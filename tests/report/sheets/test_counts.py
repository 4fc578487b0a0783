from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.consolidations import PLACES, consolidated, sample_rulebook
from support.spreadsheet_formulas import formulas_of, shape_of
from support.workbook_text import column, sample_scope, written

from engine.report.bookfile import open_book
from engine.report.countslayout import CountsLayout
from engine.report.factslayout import FactsLayout
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import counts
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.language import speaking
from engine.vocabulary.places import Kind, Level, Place


def test_every_count_of_the_form_has_a_column(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    cells = written(counts.write, scope, tmp_path)
    codes = {str(cell.value) for address, cell in cells.items() if address.rstrip("0123456789") + "8" == address}

    assert {field.address.line for field in scope.form.counts} <= {code.split(".")[0] for code in codes}
    assert {"101", "201.7", "291.2", "310", "504"} <= codes


def test_totals_are_sums_of_the_rows_below(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(counts.write, sample_scope(rulebook, "01"), tmp_path)

    assert (cells["D10"].formula, cells["D10"].value) == ('=IF(COUNT($D$13:$D$15)=0,"",SUM($D$13:$D$15))', 1210)


def test_second_total_follows_the_filter(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(counts.write, sample_scope(rulebook, "01"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]

    assert (cells["A11"].value, cells["D11"].value) == ("По фильтру", 1210)
    assert cells["D11"].formula == '=IF(SUBTOTAL(2,$D$13:$D$15)=0,"",SUBTOTAL(9,$D$13:$D$15))'
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A12:C15", "B10")
    assert not [cell.formula for cell in cells.values() if cell.formula and "$11" in cell.formula]


def test_line_that_may_count_somebody_twice_says_so(rulebook: Rulebook, tmp_path: Path) -> None:
    layout = CountsLayout(sample_scope(rulebook, "01"))
    cells = written(counts.write, layout.scope, tmp_path)
    says = {
        str(cells[address.replace("8", "9")].value)
        for address, cell in cells.items()
        if address.endswith("8") and cell.value in {"291.1", "308", "309", "401", "402"}
    }

    assert says == {"сумма, возможны повторы"}


def test_sum_of_a_kindergarten_is_known_though_it_fills_fewer_lines(rulebook: Rulebook, tmp_path: Path) -> None:
    layout = CountsLayout(sample_scope(rulebook, "01"))
    cells = written(counts.write, layout.scope, tmp_path)
    address = layout.reference("0103", Address("290", "1")).split("!")[1].replace("$", "")

    assert cells[address].value == 0
    assert str(cells[address].formula).startswith("=IF(COUNT(")
    assert "<3," in str(cells[address].formula)


def test_blank_stays_blank(rulebook: Rulebook, tmp_path: Path) -> None:
    layout = CountsLayout(sample_scope(rulebook, "02"))
    cells = written(counts.write, layout.scope, tmp_path)
    silent = layout.ladder.row_of["0203"] + 1

    assert [address for address in cells if address.rstrip("0123456789") + str(silent) == address] == [
        f"A{silent}",
        f"B{silent}",
        f"C{silent}",
    ]


@pytest.mark.parametrize(("place_id", "row", "district_id"), [("00", 10, None), ("00", 13, "01"), ("00", 17, "02")])
def test_total_leads_to_the_rows_that_it_is_made_of(
    rulebook: Rulebook, tmp_path: Path, place_id: str, row: int, district_id: str | None
) -> None:
    scope = sample_scope(rulebook, place_id)
    sheet, rows = FactsLayout(scope).block(Address("102"), district_id) or ("", "")

    cells = written(counts.write, scope, tmp_path)

    assert cells[f"E{row}"].link == f"'{sheet}'!{rows}"
    assert isinstance(cells[f"E{row}"].value, int)  # a link does not make a text of it
    _, column_rows = FactsLayout(scope).block(Address("102")) or ("", "")
    assert (cells["E12"].value, cells["E12"].link) == ("► строки", f"'{sheet}'!{column_rows}")


def test_number_of_an_organisation_leads_to_the_value_that_was_read(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    sheet, cell = FactsLayout(scope).cell(("0102", "101", "1")) or ("", "")

    cells = written(counts.write, scope, tmp_path)

    assert (cells["D14"].value, cells["D14"].link) == (120, f"'{sheet}'!{cell}")


def test_computed_line_says_what_it_adds_up_instead_of_leading_to_rows(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    layout = CountsLayout(scope)
    cells = written(counts.write, scope, tmp_path)
    letters = layout.reference("01", Address("290", "1")).split("$")[1]

    assert (cells[f"{letters}12"].value, cells[f"{letters}10"].link) == ("сумма строк 201–208", None)


def test_columns_that_a_sum_adds_up_are_folded_beside_it(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    cells = written(counts.write, scope, tmp_path)
    columns = load_workbook(tmp_path / "sheet.xlsx").worksheets[0].column_dimensions
    folded = {
        code for letters, column in columns.items() if column.hidden for code in [str(cells[f"{letters}8"].value)]
    }

    assert {code.split(".")[0] for code in folded} == {"201"}  # openpyxl keeps a run of columns under its first one
    assert any("Слагаемые строки 290 свёрнуты" in str(each) for each in column(cells, "A"))
    assert columns[CountsLayout(scope).reference("01", Address("290", "1")).split("$")[1]].collapsed


def test_every_number_says_what_it_is(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        counts.write(book, scope)
    parts = book.meanings.parts

    assert parts["Показатели", 9, None] == ("place:00",)
    assert parts["Показатели", 10, None] == ("place:00", "filtered:rows")
    assert parts["Показатели", 12, None] == ("place:01",)
    assert parts["Показатели", None, 3] == ("count:101.1",)
    assert parts["Показатели", 9, 2] == ("reports:counted", "reports:expected", "form:school")


def test_columns_have_names(rulebook: Rulebook, tmp_path: Path) -> None:
    written(counts.write, sample_scope(rulebook, "01"), tmp_path)
    names = load_workbook(tmp_path / "sheet.xlsx").defined_names

    assert names["Показатели_101_1"].attr_text == "'Показатели'!$D$13:$D$15"
    assert {"Показатели_места", "Показатели_виды", "Показатели_201_7"} <= set(names)


def test_words_are_in_the_language_spoken(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    with speaking("en"):
        cells = written(counts.write, scope, tmp_path)
        assert CountsLayout(scope).reference("00", Address("101")) == "'Counts'!$D$10"

    assert (cells["A1"].value, cells["D12"].value) == ("Counts: every line of the form", "► rows")
    assert '"<>district"' in str(cells["D10"].formula)
    assert "Обучающихся, всего" in column(cells, "D")


def test_transmittal_shows_its_organisations_without_what_stays_in_the_district(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    scope = sample_scope(rulebook, "01")
    cells = written(counts.write, Scope(scope.index, scope.place, leaves=True), tmp_path)

    assert "310" not in {cell.value for cell in cells.values()}
    assert not load_workbook(tmp_path / "sheet.xlsx").worksheets[0].row_dimensions[13].hidden


def test_formulas_of_three_hundred_districts_fit_their_cells(rulebook: Rulebook, tmp_path: Path) -> None:
    districts = [Place(f"{number:03d}", Level.DISTRICT, "00", f"Район {number}") for number in range(1, 301)]
    schools = [Place(f"{each.id}1", Level.SCHOOL, each.id, f"Школа {each.id}", Kind.SCHOOL) for each in districts]
    many = sample_rulebook(rulebook, [PLACES[0], *districts, *schools])
    scope = Scope(Index(consolidated(many, ()), many), many.registry.region)
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        counts.write(book, scope)
    formulas = [each.text for each in formulas_of(tmp_path / "a.xlsx")]

    assert max(map(len, formulas)) < 8_192
    assert max(shape_of(text).arguments for text in formulas if "SUBTOTAL" in text) <= 255


def test_it_is_printed_with_its_title_and_each_page_names_its_sections(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(counts.write, sample_scope(rulebook, "01"), tmp_path)
    areas = str(load_workbook(tmp_path / "sheet.xlsx").worksheets[0].print_area).split(",")

    assert areas[0].startswith("'Показатели'!$A$1:")
    for each in areas[1:]:
        first, last = each.split("!")[1].split(":")
        assert str(cells[first.replace("$", "")].value).startswith("Раздел")
        assert last.endswith("$15")


def test_below_the_table_stands_that_indicators_may_count_fewer_organisations(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    words = "\n".join(map(str, column(written(counts.write, sample_scope(rulebook, "01"), tmp_path), "A")))

    assert "Показатели листа «Охват» считают и не все их виды" in words
