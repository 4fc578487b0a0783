from __future__ import annotations

from pathlib import Path

import pytest
from support.workbook_text import column, read, sample_scope, written

from engine.report.book import open_book
from engine.report.sheets import facts
from engine.report.sheets.facts import leaves_district, sheet_of
from engine.rulebook.rulebook import Rulebook


def test_district_finds_the_file_sheet_and_cell_of_every_value(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    cells = written(facts.write, scope, tmp_path)

    assert len(column(cells, "C")) == len(scope.facts) + 1
    assert [cells[f"{letter}6"].value for letter in "ACDGHI"] == [
        "0101",
        "006",
        "1",
        "2025-01-10/письмо Тайновой 0101.xlsx",
        "лист Тайновой",
        "E12",
    ]


def test_region_sees_numbers_and_marks_only_and_a_code_instead_of_a_file_name(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(facts.write, sample_scope(rulebook, "00"), tmp_path)
    lines = {str(value) for value in column(cells, "D")} - {"Строка"}

    assert {line for line in lines if line.startswith("0")} == {"013"}
    assert "310" not in lines
    assert not any(line.startswith("8") for line in lines)
    assert cells["H6"].value == "010101010101"
    assert set(column(cells, "I")) == {"Лист формы", "Титул", "Показатели", "Дорожная карта"}


def test_whitelist_lets_through_counts_marks_roadmap_statuses_and_dates(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    passed = {(row.line, row.column) for row in scope.facts if leaves_district(scope, row)}

    assert {("101", "1"), ("601", "1"), ("7001", "1"), ("7001", "2")} <= passed
    assert passed.isdisjoint(
        {("006", "1"), ("011", "1"), ("310", "1"), ("601", "2"), ("601", "3"), ("801", "1"), ("801", "2")}
    )
    assert passed.isdisjoint({("7001", "3"), ("7001", "4")})


def test_sheet_is_named_as_in_the_form_whatever_the_sender_calls_it(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")

    assert {sheet_of(scope, row) for row in scope.facts} == {"Титул", "Показатели", "Практики", "Дорожная карта"}


def test_more_facts_than_a_sheet_holds_go_on_to_the_next(
    rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = sample_scope(rulebook, "01")
    monkeypatch.setattr(facts, "ROWS_PER_SHEET", len(scope.facts) // 2 + 1)
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        facts.write(book, scope)
    sheets = read(tmp_path / "a.xlsx")

    assert list(sheets) == ["Данные", "Данные 2"]
    assert sum(len(column(cells, "C")) - 1 for cells in sheets.values()) == len(scope.facts)
