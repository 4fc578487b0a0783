from __future__ import annotations

from pathlib import Path

from support.workbook_text import column, sample_scope, written

from engine.report.sheets import reporting
from engine.report.sheets.reporting import reported_formula
from engine.rulebook.rulebook import Rulebook


def test_statuses_are_counted_live_per_district_and_in_all(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "00"), tmp_path)

    assert [cells[f"{letter}6"].value for letter in "ABCDEFGH"] == ["Всего: Пробный регион", 8, 7, 5, 1, 1, 0, 1]
    assert [cells[f"{letter}7"].value for letter in "ABCDEFGH"] == ["Ручейский район", 3, 3, 1, 1, 1, 0, 0]
    assert cells["D7"].formula == "=COUNTIFS($A$11:$A$18,$A$7,$D$11:$D$18,$D$5)"


def test_those_who_need_a_call_stand_first_in_their_district(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(reporting.write, sample_scope(rulebook, "02"), tmp_path)
    statuses = [value for value in column(cells, "D") if str(value)[0] in "√►▼□"]

    assert statuses[0:2] == ["√ вовремя", "□ нет отчёта"]  # the head of the counts, then the list
    assert set(statuses[2:]) == {"√ вовремя"}


def test_other_sheets_say_how_many_of_how_many(rulebook: Rulebook) -> None:
    formula, shown = reported_formula(sample_scope(rulebook, "01"))

    assert formula == "='Сдача отчётов'!$C$6&\" из \"&'Сдача отчётов'!$B$6"
    assert shown == "3 из 3"
