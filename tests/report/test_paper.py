from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.changes import changed_scope
from support.workbook_text import sample_scope

from engine.report.bookfile import open_book
from engine.report.paper import (
    SMALLEST_SCALE,
    column_breaks,
    column_pages,
    first_page_end,
    part_breaks,
    pixels,
    print_blocks,
    print_columns,
    print_setup,
    row_breaks,
    scale_for,
    scale_for_page,
)
from engine.report.scope import Scope
from engine.report.sheets import about, contacts, facts, findings, overdue, practices, reporting, upcoming
from engine.report.tables import widths
from engine.report.workbooks import DISTRICT_SHEETS, REGION_SHEETS
from engine.rulebook.rulebook import Rulebook


def test_scale_shrinks_with_the_columns_but_stays_readable() -> None:
    assert scale_for([10.0], landscape=True) == 100
    assert scale_for([50.0] * 4, landscape=True) < 100
    assert scale_for([50.0] * 4, landscape=False) < scale_for([50.0] * 4, landscape=True)
    assert scale_for([50.0] * 100, landscape=True) == SMALLEST_SCALE


def test_hidden_columns_take_no_room() -> None:
    assert pixels([10.0, 0.0]) == pixels([10.0])


def test_groups_of_columns_begin_a_new_page_where_they_no_longer_fit() -> None:
    assert list(column_breaks([[40.0]] * 5, [40.0], 100)) == [2, 4]
    assert list(column_breaks([[500.0]], [], 100)) == []


def test_blocks_of_rows_are_not_torn(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 10)
        for row in range(60):
            page.height(row, 20)
        assert list(row_breaks(page, [(2, 11), (12, 21), (22, 31), (32, 41)], 1, 100)) == [22]
        assert list(row_breaks(page, [(2, 11), (12, 21), (22, 31), (32, 41)], 1, 60)) == [32]
        assert scale_for_page(page, 59, 0) < 100


def test_rows_above_the_blocks_take_room_on_the_first_page(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 10)
        for row in range(60):
            page.height(row, 20)
        assert list(row_breaks(page, [(12, 21), (22, 31), (32, 41)], 11, 100)) == [22]
        assert list(row_breaks(page, [(1, 10), (11, 20), (21, 30)], 0, 100)) == [21]


def test_sheet_printed_in_blocks_keeps_its_width_and_breaks_between_them(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        for name, repeated in (("С шапкой", 1), ("Без шапки", None)):
            page = book.add(name, 100, 100)
            for row in range(60):
                page.put(row, 0, "текст", "cell")
                page.height(row, 20)
            print_blocks(page, scope, [(row, row + 3) for row in range(2, 58, 4)], repeated)
    with_head, without = load_workbook(tmp_path / "a.xlsx").worksheets

    assert (with_head.print_title_rows, without.print_title_rows) == ("$2:$2", None)
    for sheet in (with_head, without):
        assert sheet.page_setup.scale == scale_for([100, 100], landscape=True)
        assert sheet.row_breaks.brk
        assert all((each.id - 2) % 4 == 0 for each in sheet.row_breaks.brk)


def test_every_sheet_prints_on_a4_with_title_date_and_page_numbers_at_a_readable_scale(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    for place_id, sheets in (("00", REGION_SHEETS), ("02", DISTRICT_SHEETS)):
        scope = changed_scope(rulebook, place_id)
        path = tmp_path / f"{place_id}.xlsx"
        with open_book(path, "Проба", "Отдел", scope.as_of) as book:
            for write in sheets:
                write(book, scope)
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert len(parts) > 10
        for part in parts:
            assert 'paperSize="9"' in part
            assert "31.12.2024</oddHeader>" in part
            assert "Страница &amp;P из &amp;N" in part
            scale = re.search(r'<pageSetup[^>]* scale="(\d+)"', part)
            assert scale is None or int(scale[1]) >= 60  # without one it is 100 %, or as wide as the page


@pytest.mark.parametrize("sheet", [about, contacts, practices, reporting])
def test_lists_fit_a_page_at_a_readable_scale(sheet: Any) -> None:  # noqa: ANN401  a module has no type of its own
    assert scale_for(widths(sheet.COLUMNS), landscape=True) >= 60


@pytest.mark.parametrize("sheet", [facts, findings, overdue, upcoming])
def test_lists_of_both_levels_fit_a_page_at_a_readable_scale(sheet: Any) -> None:  # noqa: ANN401  see above
    assert scale_for(widths(sheet.REGION_COLUMNS), landscape=True) >= 60
    assert scale_for(widths(sheet.DISTRICT_COLUMNS), landscape=True) >= 60


def page_of(path: Path, scope: Scope, rows: int, height: float, width: float) -> Any:  # noqa: ANN401  a sheet of openpyxl
    """A sheet of so many rows of one block each, below a head in row 5, as it is printed."""
    with open_book(path, "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", width)
        for row in range(5, 5 + rows):
            page.put(row, 0, "текст", "cell")
            page.height(row, height)
        print_blocks(page, scope, [(row, row) for row in range(5, 5 + rows)], 4)
    return load_workbook(path).worksheets[0]


def test_narrow_list_is_printed_smaller_to_spare_a_page_but_never_hard_to_read(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    scope = sample_scope(rulebook, "00")

    one = page_of(tmp_path / "a.xlsx", scope, 26, 20, 100)
    many = page_of(tmp_path / "b.xlsx", scope, 200, 20, 100)

    assert (len(one.row_breaks.brk), one.page_setup.scale) == (0, 82)
    assert 70 <= many.page_setup.scale < 100
    assert len(many.row_breaks.brk) == 6


def test_last_page_never_holds_one_lonely_row(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    for rows in range(20, 60):
        sheet = page_of(tmp_path / "a.xlsx", scope, rows, 40, 190)
        last = max((each.id for each in sheet.row_breaks.brk), default=0)
        assert last == 0 or 5 + rows - last >= 4


def test_blank_rows_between_blocks_take_room_too(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 10)
        page.height(11, 400)
        assert list(row_breaks(page, [(0, 10), (12, 13)], -1, 100)) == [12]
        page.height(11, 10)
        assert list(row_breaks(page, [(0, 10), (12, 13)], -1, 100)) == []


def test_header_takes_an_ampersand_as_a_letter(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("A&B", 10)
        page.put(0, 0, "x", "cell")
        print_setup(page, scope)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert "A&amp;&amp;B" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_first_page_ends_with_the_last_row_that_fits_it(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 10)
        for row in range(60):
            page.put(row, 0, row, "cell")
            page.height(row, 20)
        end = first_page_end(page, 59)
        assert first_page_end(page, 3) == 3
        print_setup(page, scope, last_row=end)
    area = str(load_workbook(tmp_path / "a.xlsx").worksheets[0].print_area)

    assert 20 <= end <= 24  # a landscape page is about 24 such rows high
    assert area.endswith(f"$A${end + 1}")


def test_part_of_a_sheet_begins_a_page_of_its_own_and_its_blocks_are_not_torn(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", sample_scope(rulebook, "00").as_of) as book:
        page = book.add("Лист", 10)
        for row in range(60):
            page.height(row, 20)
        assert list(part_breaks(page, [(12, 21), (22, 31), (32, 41)], 100)) == [12, 32]
        assert list(part_breaks(page, [(12, 21), (22, 31), (32, 41)], 60)) == [12]


def test_sheet_wider_than_a_page_has_its_top_on_the_first_page_and_its_head_and_places_on_every_one(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 40, 10, *[20] * 12)
        page.put(30, 13, 1, "cell")
        groups = [(column, column + 3) for column in (2, 6, 10)]
        columns = column_pages(page, groups, (100, 60))
        print_columns(page, scope, (4, 6), 20, columns)
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]

    assert columns.pages == (((2, 5),), ((6, 9), (10, 13)))
    assert str(sheet.print_area) == "'Лист'!$A$1:$F$31,'Лист'!$G$5:$N$21"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$5:$7", "$A:$A")
    assert sheet.page_setup.scale == columns.scale < 85  # two groups of columns and the places just fit


def test_groups_of_columns_that_fit_one_page_stand_on_one(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 40, 10, 20, 20)
        page.put(30, 3, 1, "cell")
        columns = column_pages(page, [(2, 2), (3, 3)], (80, 60))
        print_columns(page, scope, (4, 6), 20, columns)
    assert (columns.scale, columns.pages) == (80, (((2, 2), (3, 3)),))
    assert str(load_workbook(tmp_path / "a.xlsx").worksheets[0].print_area) == "'Лист'!$A$1:$D$31"
