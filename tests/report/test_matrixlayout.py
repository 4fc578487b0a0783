from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.report.bookfile import open_book
from engine.report.matrixlayout import (
    COUNT_WIDTHS,
    FIRST_PLACE,
    FIRST_ROW,
    PLACE_WIDTH,
    WIDTHS,
    Paper,
    fewest_pages,
    turned_height,
)


def paper_of(places: int, rows: int, folder: Path) -> Paper:
    with open_book(folder / "a.xlsx", "Проба", "Отдел", date(2024, 12, 31)) as book:
        page = book.add("Лист", *WIDTHS, *COUNT_WIDTHS, *(PLACE_WIDTH for _ in range(places)))
        blocks = [(row, row) for row in range(FIRST_ROW, FIRST_ROW + rows)]
        return fewest_pages(page, "Как читать. " * 20, places, blocks)


@pytest.mark.parametrize("places", [0, 1, 7, 18, 60])
def test_pages_take_every_column_once_and_in_order(places: int, tmp_path: Path) -> None:
    paper = paper_of(places, 30, tmp_path)
    columns = [column for first, last in paper.across for column in range(first, last + 1)]

    assert columns == [*range(FIRST_PLACE + places)]
    assert paper.pages == len(paper.across) * (len(paper.down) + 1)
    assert paper.last == paper.across[0][1]


def test_it_is_printed_as_large_as_the_fewest_pages_allow(tmp_path: Path) -> None:
    assert (paper_of(1, 5, tmp_path).scale, paper_of(1, 5, tmp_path).pages) == (80, 1)
    assert paper_of(18, 5, tmp_path).scale < 80


def test_upright_head_is_as_high_as_its_longest_word_needs_and_excel_takes() -> None:
    assert turned_height("Ручейская СОШ") < turned_height("Верхнеозёрскорайонская СОШ")
    assert turned_height("длинное название " * 40) < 409
