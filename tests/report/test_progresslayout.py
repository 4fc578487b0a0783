from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from support.consolidations import AS_OF
from support.progressing import COUNT, MAIN, progressed
from support.workbook_text import sample_scope

from engine.report.bookfile import open_book
from engine.report.progresslayout import HEAD_ROW, Points, ProgressLayout, draw_points
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking


def test_without_earlier_results_there_is_nothing_to_point_at(rulebook: Rulebook) -> None:
    layout = ProgressLayout(sample_scope(rulebook, "00"))

    assert (layout.shown, layout.rows, layout.days) == (False, (), ())
    assert layout.points("01", MAIN) is None


def test_points_of_a_place_stand_side_by_side_up_to_now(rulebook: Rulebook) -> None:
    layout = ProgressLayout(progressed(rulebook, "00"))
    points = layout.points("01", MAIN)

    assert layout.days == (date(2022, 12, 31), date(2023, 12, 31))
    assert points == Points("Динамика", HEAD_ROW + 2, 2, 4)
    assert points.reference == "'Динамика'!$C$7:$E$7"
    assert points.values == ["Динамика", 6, 2, 6, 4]
    assert points.days == ["Динамика", HEAD_ROW, 2, HEAD_ROW, 4]


def test_points_begin_with_the_first_that_the_place_has(rulebook: Rulebook) -> None:
    points = ProgressLayout(progressed(rulebook, "00")).points("0101", MAIN)
    assert points is not None
    assert (points.first_column, points.last_column) == (3, 4)


@pytest.mark.parametrize("place_id", ["0202", "0203", "0102", "00"])
def test_where_nothing_can_be_compared_there_are_no_points(rulebook: Rulebook, place_id: str) -> None:
    """Of four pupils, silent now, never measured before; and a region whose districts are not all known."""
    rows = (("01", MAIN, 5, 10, 2023), ("0202", MAIN, 1, 4, 2023), ("0203", MAIN, 30, 100, 2023))
    assert ProgressLayout(progressed(rulebook, "00", *rows)).points(place_id, MAIN) is None


def test_shares_are_drawn_up_to_one_and_a_count_to_a_little_above_itself(rulebook: Rulebook) -> None:
    layout = ProgressLayout(progressed(rulebook, "01"))
    share, count = layout.points("01", MAIN), layout.points("01", COUNT)
    assert share is not None
    assert count is not None
    assert (share.highest, round(count.highest, 2)) == (1.0, 10.35)


def test_sheet_is_named_in_the_language_spoken(rulebook: Rulebook) -> None:
    layout = ProgressLayout(progressed(rulebook, "01"))
    with speaking("en"):
        points = layout.points("01", MAIN)
    assert points is not None
    assert points.sheet == "Progress"


def test_district_without_a_result_of_its_own_stands_above_its_organisations(rulebook: Rulebook) -> None:
    layout = ProgressLayout(progressed(rulebook, "00", ("0201", MAIN, 300, 540, 2023)))
    assert [(each.place.id, each.role) for each in layout.rows] == [("02", "district"), ("0201", "school")]


def test_organisations_are_left_to_the_districts_where_they_are_too_many(rulebook: Rulebook) -> None:
    region, district = (ProgressLayout(progressed(rulebook, each), most_rows=5) for each in ("00", "02"))

    assert region.without_schools
    assert {each.role for each in region.rows} == {"total", "district"}
    assert not district.without_schools
    assert "school" in {each.role for each in district.rows}


def test_drawings_of_the_same_height_are_one_group(tmp_path: Path) -> None:
    drawn = [
        (0, 0, Points("Лист", 0, 1, 3)),
        (1, 0, Points("Лист", 1, 1, 3)),
        (2, 0, Points("Лист", 2, 1, 3, highest=30.0)),
    ]
    with open_book(tmp_path / "drawn.xlsx", "Проба", "Проба", AS_OF) as book:
        page = book.add("Лист", 10)
        draw_points(page, drawn)
    with zipfile.ZipFile(tmp_path / "drawn.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert re.findall('manualMax="([0-9.]+)"', sheet) == ["30.0", "1.0"]
    assert set(re.findall("<xm:f>([^<]+)</xm:f>", sheet)) == {f"'Лист'!B{row}:D{row}" for row in (1, 2, 3)}
