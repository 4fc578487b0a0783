from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from support.workbook_text import read

from engine.report.bookfile import open_book
from engine.report.tables import (
    COUNT,
    DATE,
    WRAPPED,
    Column,
    draw_filtered,
    draw_records,
    draw_table,
    fitted,
    rows_of_list,
    widths,
    with_room,
)
from engine.report.wording import Status
from engine.template import style
from engine.template.textsize import text_width

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


def test_columns_are_as_wide_as_their_records_need_and_never_wider_than_given() -> None:
    long, short = fitted(COLUMNS, [("слово " * 30, 1, None)]), fitted(COLUMNS, [("да", 1, date(2024, 1, 31))])

    assert widths(long)[0] == COLUMNS[0].width
    assert widths(short)[0] < 10
    assert all(one <= other for one, other in zip(widths(short), widths(COLUMNS), strict=True))
    assert [each.head for each in short] == [each.head for each in COLUMNS]


def test_fitted_text_stays_on_one_line(tmp_path: Path) -> None:
    for length in range(1, 40):
        record = ("ж" * length, 1, None)
        columns = fitted((Column("Что", 100, WRAPPED), *COLUMNS[1:]), [record])
        with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
            page = book.add("Лист", *widths(columns))
            draw_records(page, 0, columns, [record])
        assert page.heights[0] < 20


def test_status_is_measured_by_its_words() -> None:
    (column,) = fitted((Column("Что", 60, WRAPPED),), [(Status("▼", "сдан, дата не установлена", "bad"),)])

    assert 25 < column.width < 40


def test_empty_list_is_as_wide_as_the_words_of_its_heads() -> None:
    (column,) = fitted((Column("Предупреждений", 60, WRAPPED),), [])

    assert 13 < column.width < 20


def test_total_that_follows_the_filter_counts_and_adds_up_what_is_shown(tmp_path: Path) -> None:
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", *widths(COLUMNS))
        draw_filtered(page, 3, 2, (5, 6), (0, 2), {1: 3})
        draw_table(page, 4, COLUMNS, [("а", 1, None), ("б", 2, None)])
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert (cells["A4"].formula, cells["A4"].value) == ("=SUBTOTAL(103,$A$6:$A$7)", 2)
    assert (cells["B4"].formula, cells["B4"].value) == ("=SUBTOTAL(9,$B$6:$B$7)", 3)
    assert '"записей: "' in cells["A4"].number_format


def test_rows_of_a_list_are_blocks_of_their_own() -> None:
    assert rows_of_list(4, 7) == [(5, 5), (6, 6)]


def test_column_is_widened_for_a_text_and_never_made_narrower() -> None:
    narrow, wide = Column("Что", 4, WRAPPED), Column("Что", 60, WRAPPED)

    assert with_room(narrow, "По фильтру").width > text_width("По фильтру", 10.0) + 2
    assert (with_room(wide, "По фильтру"), with_room(narrow, "По фильтру").look) == (wide, WRAPPED)
