from __future__ import annotations

from pathlib import Path

from support.workbook_text import column, sample_scope, written

from engine.report.sheets import overdue
from engine.report.sheets.overdue import count_formula
from engine.rulebook.rulebook import Rulebook


def test_worst_stands_first_and_silent_places_stand_apart(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(overdue.write, sample_scope(rulebook, "02"), tmp_path)

    assert [value for value in column(cells, "A") if isinstance(value, int)] == [1575, 1522, 1522, 1522]
    assert cells["A9"].value == "Нет отчёта: выполнено ли мероприятие, неизвестно"
    assert {cells["C11"].value, cells["C12"].value} == {
        "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»"
    }


def test_count_for_other_sheets_takes_in_the_overdue_only(rulebook: Rulebook) -> None:
    assert count_formula(sample_scope(rulebook, "02")) == ("=COUNT('Просрочено'!$A$6:$A$7)", 2)
    assert count_formula(sample_scope(rulebook, "01")) == ("=COUNT('Просрочено'!$A$6:$A$6)", 0)


def test_due_date_that_nobody_confirmed_is_marked(rulebook: Rulebook, tmp_path: Path) -> None:
    assert written(overdue.write, sample_scope(rulebook, "02"), tmp_path)["G6"].value == (
        "08.09.2020?\nсрок требует уточнения"
    )


def test_says_for_whom_nothing_can_be_overdue(rulebook: Rulebook) -> None:
    assert overdue.note(sample_scope(rulebook, "02")) == overdue.NOTE
    assert overdue.note(sample_scope(rulebook, "01")) == overdue.NO_ROADMAP
    assert "у 1 из 2 муниципалитетов" in overdue.note(sample_scope(rulebook, "00"))


def test_nothing_overdue_is_said(rulebook: Rulebook, tmp_path: Path) -> None:
    assert written(overdue.write, sample_scope(rulebook, "01"), tmp_path)["A6"].value == "Записей нет."
