from __future__ import annotations

import errno
import gc
import os
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from support.refusals import Refusal, refuse
from support.workbook_text import read

from engine.report import book as book_module
from engine.report.book import Page, area, at, quoted
from engine.report.bookfile import open_book


def one_page(path: Path, draw: object) -> dict[str, object]:
    with open_book(path, "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 20, 10)
        assert callable(draw)
        draw(page)
    return {address: cell.value for address, cell in read(path)["Лист"].items()}


@pytest.mark.parametrize("text", ["=1+1", "{=1}", "http://example.org", "007", "+7 900", "@x", ""])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    found = one_page(tmp_path / "a.xlsx", lambda page: page.put(0, 0, text, "cell"))

    assert found.get("A1", "") == text


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_missing_values_leave_a_blank_cell(tmp_path: Path, missing: object) -> None:
    assert one_page(tmp_path / "a.xlsx", lambda page: page.put(0, 0, missing, "cell")) == {}


@pytest.mark.parametrize("number", [float("inf"), float("-inf")])
def test_infinity_never_reaches_the_writer(tmp_path: Path, number: float) -> None:
    with pytest.raises(ValueError, match="inf"):
        one_page(tmp_path / "a.xlsx", lambda page: page.put(0, 0, number, "cell"))


def test_missing_number_of_a_frame_is_refused_rather_than_written_as_text(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        one_page(tmp_path / "a.xlsx", lambda page: page.put(0, 0, pd.NA, "cell"))


def test_a_cell_outside_the_sheet_is_a_fault_not_a_silence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="row 2000000"):
        one_page(tmp_path / "a.xlsx", lambda page: page.put(2_000_000, 0, "x", "cell"))


def test_formula_keeps_its_result(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10)
        page.put(0, 0, 2, "cell")
        page.formula(1, 0, "=A1*2", 4, "cell")
        page.formula(2, 0, '=IF(A1=2,"","x")', None, "cell")
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert (cells["A2"].formula, cells["A2"].value) == ("=A1*2", 4)
    assert cells["A3"].value is None


def test_rows_grow_with_wrapped_text_but_not_beyond_what_excel_allows(tmp_path: Path) -> None:
    heights: list[float] = []

    def draw(page: Page) -> None:
        heights.append(page.needed("коротко", 0, 0, "cell", "wrap"))
        heights.append(page.needed("длинный текст " * 10, 0, 0, "cell", "wrap"))
        page.height(0, page.needed("слово " * 100_000, 0, 0, "cell", "wrap"))
        heights.append(page.heights[0])

    one_page(tmp_path / "a.xlsx", draw)
    assert heights[0] < 20
    assert 60 < heights[1] < heights[2] <= 409


def test_addresses_are_absolute_and_sheet_names_quoted() -> None:
    assert at(0, 2) == "$C$1"
    assert area(4, 9, 1) == "$B$5:$B$10"
    assert area(4, 4, 1, 3) == "$B$5:$D$5"
    assert quoted("О'своде") == "'О''своде'"


def test_link_leads_to_cells_of_another_sheet(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10)
        page.link(0, 0, "О'своде", "► строки", "link", to="A5:C9")
    cell = read(tmp_path / "a.xlsx")["Лист"]["A1"]

    assert (cell.value, cell.link) == ("► строки", "'О''своде'!A5:C9")


def test_number_and_formula_that_lead_somewhere_stay_what_they_are(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10)
        page.jump(0, 0, page.range(4, 8, 0, 2), "к строкам")
        page.put(0, 0, 7, "cell", "count")
        page.jump(1, 0, page.cell(4, 0), "к строкам")
        page.formula(1, 0, "=A1*2", 14, "cell")
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert (cells["A1"].value, cells["A1"].link) == (7, "'Лист'!A5:C9")
    assert (cells["A2"].formula, cells["A2"].value, cells["A2"].link) == ("=A1*2", 14, "'Лист'!A5")


def test_more_links_than_a_sheet_may_have_become_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_module, "MOST_LINKS", 1)
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10)
        page.link(0, 0, "Лист", "первая", "link")
        page.link(1, 0, "Лист", "вторая", "link")
        page.jump(2, 0, page.cell(0, 0), "третья")
        page.put(2, 0, 3, "cell")
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert [cells[f"A{row}"].value for row in (1, 2, 3)] == ["первая", "вторая", 3]
    assert [cells[f"A{row}"].link for row in (1, 2, 3)] == ["'Лист'!A1", None, None]


def test_folded_rows_are_hidden_under_the_row_above_them_and_keep_their_height(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10)
        for row in range(4):
            page.put(row, 0, row, "cell")
            page.height(row, 30)
        page.fold(0, 1, 2)
        assert (page.heights[0], page.heights[1], page.heights[3]) == (30, 0, 30)  # nothing is printed of them
    rows = load_workbook(tmp_path / "a.xlsx")["Лист"].row_dimensions

    assert [(rows[row].hidden, rows[row].outlineLevel, rows[row].collapsed) for row in (1, 2, 3, 4)] == [
        (False, 0, True),
        (True, 1, False),
        (True, 1, False),
        (False, 0, False),
    ]
    assert {rows[row].height for row in (1, 2, 3, 4)} == {30}


def test_what_several_sheets_share_is_worked_out_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def make(scope: str) -> list[str]:
        asked.append(scope)
        return [scope]

    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        book.add("Лист", 10)
        assert book.once(make, "район") is book.once(make, "район")
    assert asked == ["район"]


def test_names_of_ranges_are_kept_for_the_sheet_that_lists_them(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10)
        book.name("Числа_1", page.range(0, 4, 0), "числа")
        with pytest.raises(ValueError, match="no name"):
            book.name("A1", page.range(0, 4, 0), "числа")
        assert [(each.name, each.reference) for each in book.names] == [("Числа_1", "'Лист'!$A$1:$A$5")]

    assert load_workbook(tmp_path / "a.xlsx").defined_names["Числа_1"].attr_text == "'Лист'!$A$1:$A$5"


def test_box_is_one_cell_of_several_rows_and_columns(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10, 10)
        page.box((1, 3), (0, 1), "Данных нет.", "empty")
        pages = book.pages
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]

    assert sheet["A2"].value == "Данных нет."
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A2:B4"]
    assert pages == [page]


def test_parts_of_a_workbook_are_written_beside_it_and_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    folder = tmp_path / "staged"
    folder.mkdir()
    seen: set[str] = set()
    real = os.remove

    def removed(path: str) -> None:
        seen.add(str(Path(path).parent.parent))
        real(path)

    monkeypatch.setattr(os, "remove", removed)
    one_page(folder / "a.xlsx", lambda page: page.put(0, 0, 1, "cell"))
    assert seen == {str(folder)}
    assert [each.name for each in folder.iterdir()] == ["a.xlsx"]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # xlsxwriter's, when it is refused
@pytest.mark.parametrize("at_call", [2, 3, 8])
def test_full_disk_is_said_by_the_system_and_leaves_no_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_call: int
) -> None:
    with monkeypatch.context() as patched:
        refuse(patched, Refusal(tmp_path, errno.ENOSPC, at_call, "room"))
        with pytest.raises(OSError, match="space") as refused:
            one_page(tmp_path / "a.xlsx", lambda page: page.put(0, 0, 1, "cell"))
    assert refused.value.errno == errno.ENOSPC
    assert [each for each in tmp_path.iterdir() if each.is_dir()] == []
    del refused
    gc.collect()
