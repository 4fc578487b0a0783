from __future__ import annotations

from pathlib import Path

from support.workbook_text import column, sample_scope, written

from engine.report.sheets import roadmap
from engine.rulebook.rulebook import Rulebook


def test_district_sees_its_places_side_by_side(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(roadmap.write, sample_scope(rulebook, "02"), tmp_path)

    assert [cells[f"{letter}5"].value for letter in "JKLN"] == [
        "Холмский городской округ (муниципалитет)",
        "Холмская гимназия",
        "Дальнехолмская НОШ",
        "Холмский колледж",
    ]


def test_region_sees_its_districts_one_below_the_other(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(roadmap.write, sample_scope(rulebook, "00"), tmp_path)

    assert cells["C5"].value == "Муниципалитет"
    assert "Холмский городской округ" in column(cells, "C")


def test_deadline_stands_as_in_the_order(rulebook: Rulebook, tmp_path: Path) -> None:
    assert "До 8.09.2020" in column(written(roadmap.write, sample_scope(rulebook, "02"), tmp_path), "C")
    assert "До 8.09.2020" in column(written(roadmap.write, sample_scope(rulebook, "00"), tmp_path), "D")


def test_place_without_a_roadmap_is_told_so(rulebook: Rulebook, tmp_path: Path) -> None:
    assert written(roadmap.write, sample_scope(rulebook, "01"), tmp_path)["A5"].value == roadmap.NO_ROADMAP
