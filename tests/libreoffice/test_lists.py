"""Lists of reports and overdue activities in a real spreadsheet program: totals that follow the filter, links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.libreoffice import LibreOffice
from support.workbook_text import read, sample_scope

from engine.report.bookfile import open_book
from engine.report.sheets import findings, overdue, reporting
from engine.rulebook.rulebook import Rulebook

pytestmark = pytest.mark.libreoffice
REPORTS, LATE = "Сдача отчётов", "Просрочено"


@pytest.fixture(scope="module")
def workbook(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    scope, path = sample_scope(rulebook, "00"), tmp_path_factory.mktemp("lists") / "region.xlsx"
    with open_book(path, "Проба", "Проба", scope.as_of) as book:
        for write in (reporting.write, overdue.write, findings.write):
            write(book, scope)
    return path


def seen(sheet: str, *cells: str) -> dict[str, Any]:
    return {"do": "read", "cells": [[sheet, cell] for cell in cells]}


def filtered(sheet: str, area: str, column: int, *values: str) -> dict[str, Any]:
    return {"do": "filter", "sheet": sheet, "area": area, "column": column, "values": list(values)}


def test_filter_changes_the_total_that_follows_it_and_no_other_number(libreoffice: LibreOffice, workbook: Path) -> None:
    cells = ("C6", "D6", "C11", "G11")
    before, _, after = libreoffice.run(
        workbook, seen(REPORTS, *cells), filtered(REPORTS, "A12:I20", 0, "Ручейский район"), seen(REPORTS, *cells)
    )

    assert before == ["7 из 8", 5, 8, 0]
    assert after == ["7 из 8", 5, 3, 0]


def test_overdue_of_one_place_are_counted_above_the_list(libreoffice: LibreOffice, workbook: Path) -> None:
    before, _, after = libreoffice.run(
        workbook,
        seen(LATE, "C5", "C6", "C8"),
        filtered(LATE, "A7:G9", 2, "МБОУ «Холмская гимназия»"),
        seen(LATE, "C5", "C6"),
    )

    assert before[:2] == [2, 2]
    assert after == [2, 1]


def test_every_link_leads_to_the_cells_that_it_names(libreoffice: LibreOffice, workbook: Path) -> None:
    cells = [cell for sheet in read(workbook).values() for cell in sheet.values()]
    links = sorted({cell.link for cell in cells if cell.link and "Сводка" not in cell.link})
    named = [link.split("!") for link in links]
    followed = libreoffice.run(workbook, *({"do": "follow", "link": f"#{link.replace('!', '.')}"} for link in links))

    assert len(links) > 5
    assert followed == [[sheet.strip("'"), area] for sheet, area in named]
