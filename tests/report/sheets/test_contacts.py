from __future__ import annotations

from pathlib import Path

from support.workbook_text import sample_scope, written

from engine.report.sheets import contacts
from engine.rulebook.rulebook import Rulebook


def test_every_place_of_the_district_has_a_row_silent_ones_too(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(contacts.write, sample_scope(rulebook, "02"), tmp_path)

    assert [cells[f"A{row}"].value for row in range(6, 11)] == [
        "Холмский городской округ",
        "МБОУ «Холмская гимназия»",
        "МБОУ «Дальнехолмская НОШ»",
        "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»",
        "ГБПОУ «Холмский колледж»",
    ]
    assert cells["B7"].value == "Тайнова Мария Петровна"
    assert "B9" not in cells
