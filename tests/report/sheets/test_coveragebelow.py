from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.workbook_text import sample_scope, written

from engine.consolidation.frames import frame_of
from engine.consolidation.result import TRENDS
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import coverage
from engine.report.sheets.coveragebelow import has_external_denominator
from engine.rulebook.model import Denominator
from engine.rulebook.rulebook import Rulebook


def with_denominator(rulebook: Rulebook) -> Scope:
    """A district of which the rules know how many pupils live there."""
    row = Denominator(indicator="involved_pupils", place_id="01", period="2024", value=2_000, source="тест")
    small = replace(sample_rulebook(rulebook), denominators=(row,))
    one = school_submission(small, small.periods["2024"], "0101", 1000, 699)
    return Scope(Index(consolidated(small, (one,)), small), small.registry["01"])


def test_share_of_what_is_filtered_divides_the_sums_of_what_is_filtered(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(coverage.write, sample_scope(rulebook, "00"), tmp_path)

    assert (cells["A10"].value, cells["D10"].value, cells["E10"].value) == ("По фильтру", 1185, 1664)
    assert "SUBTOTAL(9," in str(cells["D10"].formula)
    assert cells["G10"].formula == '=IF(ISNUMBER($E$10),IF($E$10=0,"",$D$10/$E$10),"")'
    assert cells["G10"].value == 1185 / 1664


def test_denominator_from_the_rules_follows_no_filter(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = with_denominator(rulebook)
    cells = written(coverage.write, scope, tmp_path)

    assert (cells["G10"].value, "D10" in cells, "E10" in cells) == ("–", False, False)
    assert has_external_denominator(scope, "01", rulebook.indicators[0])
    assert not has_external_denominator(scope, "02", rulebook.indicators[0])


def test_links_lead_to_the_columns_of_numerator_and_denominator(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(coverage.write, sample_scope(rulebook, "01"), tmp_path)

    assert (cells["G11"].value, cells["H11"].value) == ("► стр. 306", "► стр. 101")
    assert cells["H11"].link == "'Показатели'!D10:D15"


def test_columns_have_names(rulebook: Rulebook, tmp_path: Path) -> None:
    written(coverage.write, sample_scope(rulebook, "01"), tmp_path)
    names = load_workbook(tmp_path / "sheet.xlsx").defined_names

    assert names["Охват_доля_involved_pupils"].attr_text == "'Охват'!$G$12:$G$14"
    assert names["Охват_числитель_involved_pupils"].attr_text == "'Охват'!$D$12:$D$14"
    assert {"Охват_места", "Охват_виды", "Охват_знаменатель_mentees_10_19", "Охват_число_partner_organisations"} <= set(
        names
    )


def test_places_with_earlier_results_show_how_they_came_to_the_one_now(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    rows = [
        ("district", "01", "involved_pupils", "share", date(year, 12, 31), None, "history", 6, 10, 0.6, None, None)
        for year in (2022, 2023)
    ]
    made = replace(scope.index.consolidation, trends=frame_of(rows, TRENDS))

    cells = written(coverage.write, Scope(Index(made, scope.rulebook), scope.place), tmp_path)
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as archive:
        drawn = archive.read("xl/worksheets/sheet1.xml").decode()

    assert (cells["I7"].value, cells["I11"].value, cells["I11"].link) == ("ход", "► числа", "'Динамика'!A6")
    assert "<xm:f>'Динамика'!C6:E6</xm:f><xm:sqref>I8</xm:sqref>" in drawn
    assert drawn.count("<xm:sqref>") == 1


def test_places_without_earlier_results_show_none(rulebook: Rulebook, tmp_path: Path) -> None:
    written(coverage.write, sample_scope(rulebook, "01"), tmp_path)
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as archive:
        assert "sparkline" not in archive.read("xl/worksheets/sheet1.xml").decode()
