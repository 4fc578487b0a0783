from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.consolidations import PLACES, consolidated, sample_rulebook
from support.workbook_text import read, sample_scope

from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.ladder import LONGEST_FORMULA, Ladder
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking
from engine.vocabulary.places import Kind, Level, Place


def drawn(path: Path, ladder: Ladder, value: float | None = None) -> None:
    with open_book(path, "Проба", "Отдел", ladder.scope.as_of) as book:
        page = book.add("Лист", 30, 10, 10, 10, 10, 10)
        ladder.draw_labels(page)
        ladder.draw_filtered(page, 5, value, "right", "count")
        ladder.name_places(page)
        ladder.fold(page)


def region_of(rulebook: Rulebook, districts: int) -> Scope:
    """A region of districts with one school each, of which nobody has reported."""
    own = [Place(f"{number:03d}", Level.DISTRICT, "00", f"Район {number}") for number in range(1, districts + 1)]
    schools = [Place(f"{each.id}1", Level.SCHOOL, each.id, f"Школа {each.id}", Kind.SCHOOL) for each in own]
    many = sample_rulebook(rulebook, [PLACES[0], *own, *schools])
    return Scope(Index(consolidated(many, ()), many), many.registry.region)


def test_region_has_the_whole_first_then_districts_with_their_organisations(rulebook: Rulebook) -> None:
    ladder = Ladder(sample_scope(rulebook, "00"), 10)

    assert [(step.place.id, step.row, step.role) for step in ladder.steps] == [
        ("00", 10, "total"),
        ("01", 13, "district"),
        ("0101", 14, "school"),
        ("0102", 15, "school"),
        ("0103", 16, "school"),
        ("02", 17, "district"),
        ("0201", 18, "school"),
        ("0202", 19, "school"),
        ("0203", 20, "school"),
        ("0204", 21, "school"),
    ]
    assert (ladder.filtered_row, ladder.filter_row, ladder.first_below, ladder.last_row) == (11, 12, 13, 21)


def test_rows_below_a_territory_stay_free(rulebook: Rulebook) -> None:
    ladder = Ladder(sample_scope(rulebook, "00"), 10, 1)

    assert [step.row for step in ladder.steps][:4] == [10, 14, 16, 17]
    assert (ladder.filtered_row, ladder.filter_row) == (12, 13)


def test_region_adds_organisations_and_leaves_the_districts_own_sums_out(rulebook: Rulebook) -> None:
    whole, first, *_ = (ladder := Ladder(sample_scope(rulebook, "00"), 10)).steps

    assert ladder.sum_formula(first, 5) == '=IF(COUNT($F$15:$F$17)=0,"",SUM($F$15:$F$17))'
    assert (
        ladder.sum_formula(whole, 5) == '=IF(COUNT($F$14:$F$22)=0,"",SUMIF($B$14:$B$22,"<>муниципалитет",$F$14:$F$22))'
    )


def test_district_adds_its_organisations(rulebook: Rulebook) -> None:
    ladder = Ladder(sample_scope(rulebook, "01"), 10)

    assert [step.place.id for step in ladder.steps] == ["01", "0101", "0102", "0103"]
    assert ladder.sum_formula(ladder.steps[0], 5) == '=IF(COUNT($F$14:$F$16)=0,"",SUM($F$14:$F$16))'


def test_total_of_the_filter_stands_above_the_rows_that_are_filtered(rulebook: Rulebook, tmp_path: Path) -> None:
    ladder = Ladder(sample_scope(rulebook, "01"), 10)
    drawn(tmp_path / "a.xlsx", ladder, 7)
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert (cells["A12"].value, cells["F12"].value) == ("По фильтру", 7)
    assert cells["F12"].formula == '=IF(SUBTOTAL(2,$F$14:$F$16)=0,"",SUBTOTAL(9,$F$14:$F$16))'
    assert load_workbook(tmp_path / "a.xlsx")["Лист"].auto_filter.ref == "A13:C16"


def test_total_of_the_filter_does_not_add_districts_to_their_organisations(rulebook: Rulebook, tmp_path: Path) -> None:
    drawn(tmp_path / "a.xlsx", Ladder(sample_scope(rulebook, "00"), 10), 7)

    assert read(tmp_path / "a.xlsx")["Лист"]["F12"].formula == (
        '=IF(SUBTOTAL(2,$F$14:$F$22)=0,"",SUBTOTAL(9,$F$14:$F$22)'
        "-IF(SUBTOTAL(2,$F$14:$F$22)=SUBTOTAL(2,F14,F18),0,SUBTOTAL(9,F14,F18)))"
    )


def test_total_of_the_filter_fits_a_cell_for_three_hundred_districts(rulebook: Rulebook, tmp_path: Path) -> None:
    drawn(tmp_path / "a.xlsx", Ladder(region_of(rulebook, 300), 10))
    formula = str(read(tmp_path / "a.xlsx")["Лист"]["F12"].formula)

    assert "F14,F16," in formula
    assert len(formula) < LONGEST_FORMULA


def test_total_of_the_filter_that_no_cell_could_hold_gives_way_to_a_dash(rulebook: Rulebook, tmp_path: Path) -> None:
    ladder = Ladder(region_of(rulebook, 999), 10)
    drawn(tmp_path / "a.xlsx", ladder)

    assert not ladder.follows_filter(5)
    assert read(tmp_path / "a.xlsx")["Лист"]["F12"].value == "–"


def test_organisations_of_the_region_are_folded_under_their_district(rulebook: Rulebook, tmp_path: Path) -> None:
    drawn(tmp_path / "a.xlsx", Ladder(sample_scope(rulebook, "00"), 10))
    sheet = load_workbook(tmp_path / "a.xlsx")["Лист"]
    rows = sheet.row_dimensions

    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert [number for number, row in rows.items() if row.hidden] == [15, 16, 17, 19, 20, 21, 22]
    assert {rows[number].outlineLevel for number in (15, 17, 19, 22)} == {1}
    assert [number for number, row in rows.items() if row.collapsed] == [14, 18]


def test_rows_of_a_district_are_shown(rulebook: Rulebook, tmp_path: Path) -> None:
    drawn(tmp_path / "a.xlsx", Ladder(sample_scope(rulebook, "01"), 10))
    rows = load_workbook(tmp_path / "a.xlsx")["Лист"].row_dimensions

    assert not any(row.hidden for row in rows.values())


def test_place_without_anything_below_it_has_nothing_to_filter(rulebook: Rulebook, tmp_path: Path) -> None:
    alone = sample_rulebook(rulebook, PLACES[:1])
    ladder = Ladder(Scope(Index(consolidated(alone, ()), alone), alone.registry.region), 10)
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", ladder.scope.as_of) as book:
        page = book.add("Лист", 30, 10, 10, 10, 10, 10)
        ladder.draw_labels(page)
        ladder.draw_filtered(page, 5, None, "right", "count")
    sheet = load_workbook(tmp_path / "a.xlsx")["Лист"]

    assert (sheet["F12"].value, sheet.auto_filter.ref, ladder.last_row) == ('=""', None, 12)


def test_labels_are_in_the_language_spoken_and_names_as_in_the_registry(rulebook: Rulebook, tmp_path: Path) -> None:
    with speaking("en"):
        drawn(tmp_path / "a.xlsx", Ladder(sample_scope(rulebook, "00"), 10))
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert (cells["A11"].value, cells["C11"].value) == ("Total: Пробный регион", "6 of 7")
    assert (cells["B14"].value, cells["C15"].value) == ("district", "√ counted")


@pytest.mark.parametrize(("name", "area"), [("Лист_места", "$A$14:$A$22"), ("Лист_виды", "$B$14:$B$22")])
def test_places_and_kinds_have_names(rulebook: Rulebook, tmp_path: Path, name: str, area: str) -> None:
    drawn(tmp_path / "a.xlsx", Ladder(sample_scope(rulebook, "00"), 10))

    assert load_workbook(tmp_path / "a.xlsx").defined_names[name].attr_text == f"'Лист'!{area}"
