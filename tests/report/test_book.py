from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from support.workbook_text import read

from engine.report.book import Page, area, at, open_book, quoted


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
    with pytest.raises(ValueError, match="refused"):
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
