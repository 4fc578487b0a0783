from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.changes import changed_scope
from support.first_pages import with_history
from support.workbook_text import Shown, read, sample_scope

from engine.report.book import Page
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import contents, practices, summary
from engine.report.workbooks import DISTRICT_SHEETS, REGION_SHEETS
from engine.rulebook.rulebook import Rulebook

EARLIER = (date(2023, 12, 31), 60, 100)


def written(scope: Scope, sheets: tuple[Callable[..., None], ...], folder: Path) -> tuple[dict[str, Shown], list[Page]]:
    """The cells of the first sheet, and the pages of the workbook."""
    with open_book(folder / "book.xlsx", "Проба", "Проба", scope.as_of) as book:
        for write in sheets:
            write(book, scope)
        pages = book.pages
    return next(iter(read(folder / "book.xlsx").values())), pages


def listed(cells: dict[str, Shown]) -> list[object]:
    return [cell.value for address, cell in cells.items() if address.startswith("K")]


@pytest.mark.parametrize(
    ("place_id", "sheets", "own"), [("00", REGION_SHEETS, set()), ("02", DISTRICT_SHEETS, {"Практики", "Документы"})]
)
def test_every_other_sheet_is_linked_in_its_order(
    rulebook: Rulebook, tmp_path: Path, place_id: str, sheets: tuple[Callable[..., None], ...], own: set[str]
) -> None:
    cells, pages = written(sample_scope(rulebook, place_id), sheets, tmp_path)

    names = [page.name for page in pages[1:]]
    assert listed(cells) == ["Содержание", *names]
    assert [cell.link for address, cell in cells.items() if address.startswith("K")][1:] == [
        f"'{each}'!A1" for each in names
    ]
    assert own <= set(names)
    assert all(cells[f"L{address[1:]}"].value for address in cells if address.startswith("K") and address != "K1")


def test_sheets_that_are_there_only_sometimes_are_listed_when_they_are(rulebook: Rulebook, tmp_path: Path) -> None:
    closed, _ = written(changed_scope(rulebook, "00"), REGION_SHEETS, tmp_path)
    earlier, _ = written(with_history(sample_scope(rulebook, "00"), EARLIER), REGION_SHEETS, tmp_path)

    assert "Что изменилось" in listed(closed)
    assert "Динамика" not in listed(closed)
    assert "Динамика" in listed(earlier)


def test_links_stand_in_rows_that_are_high_enough_to_read(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "02")
    quiet = replace(scope.rulebook, programme=rulebook.programme.model_copy(update={"notice": None}))
    for each in (scope, Scope(Index(scope.index.consolidation, quiet), scope.place)):
        cells, pages = written(each, DISTRICT_SHEETS, tmp_path)
        rows = [int(address[1:]) for address in cells if address.startswith("K")]

        assert all(pages[0].heights[row - 1] >= 14 for row in rows)
        assert pages[0].sheet.hbreaks[0] > rows[-1]


def test_contents_are_not_printed(rulebook: Rulebook, tmp_path: Path) -> None:
    _, pages = written(sample_scope(rulebook, "01"), (summary.write, practices.write, contents.write), tmp_path)

    assert "$I$" in pages[0].sheet.print_area_range
