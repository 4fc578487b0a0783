from __future__ import annotations

from pathlib import Path

import pytest
from support.workbook_text import read, sample_scope

from engine.report.bookfile import open_book
from engine.report.looks import size_of
from engine.report.sheets import facts
from engine.report.sheets.matrix import WIDTHS
from engine.report.top import BACK, CONTENT_ROW, draw_top
from engine.rulebook.rulebook import Rulebook
from engine.template.textsize import text_width
from engine.vocabulary.language import LANGUAGES, speaking, tr


def test_top_names_the_sheet_the_scope_and_leads_back(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        page = book.add("Лист", 30, 30)
        draw_top(page, scope, "Название", 1, "Как читать")
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert cells["A1"].value == "Название"
    assert cells["A2"].value == "Муниципальный свод · 2024 год · Холмский городской округ · по состоянию на 31.12.2024"
    assert cells["A3"].link == "'Сводка'!A1"
    assert cells["B3"].value == scope.programme.notice
    assert cells["A4"].value == "Как читать"
    assert page.last_row < CONTENT_ROW


def test_sheets_behind_the_numbers_are_linked_beside_the_way_back(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        draw_top(book.add("Лист", 30, 30, 30), scope, "Название", 2, links=("Просрочено",))
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert (cells["B3"].value, cells["B3"].link) == ("► лист «Просрочено»", "'Просрочено'!A1")
    assert cells["C3"].value == scope.programme.notice


def test_top_speaks_english_where_asked(tmp_path: Path, rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    with speaking("en"), open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        draw_top(book.add("Лист", 30, 30, 30), scope, "Название", 2)
    cells = read(tmp_path / "a.xlsx")["Лист"]

    assert (cells["A3"].value, cells["A3"].link) == ("◄ summary", "'Summary'!A1")
    assert str(cells["A2"].value).endswith("as of 31.12.2024")


@pytest.mark.parametrize("language", LANGUAGES)
def test_way_back_fits_the_narrowest_first_column(language: str) -> None:
    size, bold = size_of(("link", "small"))
    with speaking(language):
        assert text_width(tr(BACK), size, bold=bold) < min(WIDTHS[0], facts.DISTRICT_COLUMNS[0].width)
