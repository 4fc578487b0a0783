from __future__ import annotations

from datetime import date
from pathlib import Path

from support.workbook_text import Shown, read

from engine.report.book import Page
from engine.report.bookfile import open_book
from engine.report.sheets.summarygrid import (
    BAR_HEIGHT,
    CENTRE,
    LAST,
    LEFT,
    RIGHT,
    WHOLE,
    WIDTHS,
    draw_bar,
    height,
    spot_of,
)


def bars(path: Path, *titles: str) -> tuple[dict[str, Shown], Page]:
    with open_book(path, "Проба", "Проба", date(2024, 12, 31)) as book:
        page = book.add("Сводка", *WIDTHS)
        for row, title in enumerate(titles):
            draw_bar(page, row, CENTRE, title, to=("Сводка", "► открыть"))
    return read(path)["Сводка"], page


def test_panels_lie_side_by_side_across_the_page() -> None:
    assert (LEFT.first, RIGHT.last) == (WHOLE.first, WHOLE.last) == (0, LAST)
    assert (LEFT.last + 1, CENTRE.last + 1) == (CENTRE.first, RIGHT.first)
    assert LEFT.width + CENTRE.width + RIGHT.width == WHOLE.width


def test_bar_has_its_title_and_the_link_at_its_end(tmp_path: Path) -> None:
    cells, _ = bars(tmp_path / "a.xlsx", "Сдача отчётов")

    assert (cells["C1"].value, cells["F1"].value, cells["F1"].link) == ("Сдача отчётов", "► открыть", "'Сводка'!A1")


def test_long_title_makes_the_bar_higher(tmp_path: Path) -> None:
    _, page = bars(tmp_path / "a.xlsx", "Коротко", "Длинный показатель, " * 5)

    assert page.heights[0] == BAR_HEIGHT
    assert page.heights[1] > 2 * 10 * 1.28


def test_room_of_a_panel_is_as_high_as_its_rows(tmp_path: Path) -> None:
    _, page = bars(tmp_path / "a.xlsx", "Раз", "Два", "Три")
    spot = spot_of(page, CENTRE, 1, 2)

    assert height(page, 1, 2) == 2 * BAR_HEIGHT
    assert (spot.row, spot.column, spot.width, spot.height) == (1, CENTRE.first, CENTRE.width, 48)
