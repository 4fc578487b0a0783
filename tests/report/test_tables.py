from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from support.workbook_text import read

from engine.report.book import open_book
from engine.report.tables import COUNT, DATE, WRAPPED, Column, draw_records, draw_table, widths
from engine.report.wording import Status
from engine.template import style

COLUMNS = (Column("Что", 20, WRAPPED), Column("Сколько", 10, COUNT), Column("Когда", 12, DATE))


def draw(path: Path, records: list[tuple[object, ...]]) -> int:
    with open_book(path, "Проба", "Отдел", date(2024, 12, 31)) as book:
        return draw_table(book.add("Лист", *widths(COLUMNS)), 3, COLUMNS, records)


def test_list_has_a_head_that_can_be_filtered_and_a_row_per_record(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"

    assert draw(path, [("а", 1, date(2024, 1, 31)), (Status("▼", "плохо", "bad"), None, None)]) == 6
    cells = read(path)["Лист"]
    assert [cells[address].value for address in ("A4", "B4", "C4", "A5", "B5")] == ["Что", "Сколько", "Когда", "а", 1]
    assert cells["C5"].number_format == style.DATE
    assert (cells["A6"].value, cells["A6"].tone) == ("▼ плохо", "bad")
    with zipfile.ZipFile(path) as archive:
        assert '<autoFilter ref="A4:C6"/>' in archive.read("xl/worksheets/sheet1.xml").decode()


def test_empty_list_says_that_it_is_empty(tmp_path: Path) -> None:
    assert draw(tmp_path / "a.xlsx", []) == 5
    assert read(tmp_path / "a.xlsx")["Лист"]["A5"].value == "Записей нет."


def test_a_date_among_texts_is_shown_as_a_date(tmp_path: Path) -> None:
    draw(tmp_path / "a.xlsx", [(date(2024, 1, 31), 1, None)])

    assert read(tmp_path / "a.xlsx")["Лист"]["A5"].number_format == style.DATE


def test_records_without_a_head_follow_those_above(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", *widths(COLUMNS))
        after = draw_records(page, 1, COLUMNS, [("а", 1, None), ("длинное название " * 9, 2, None)])
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert after == 3
    assert [cells[address].value for address in ("A2", "B2", "B3")] == ["а", 1, 2]
    assert page.heights[2] > page.heights[1]
