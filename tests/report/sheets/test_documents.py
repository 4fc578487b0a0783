from __future__ import annotations

from pathlib import Path

from support.workbook_text import column, sample_scope, written

from engine.report.sheets import documents
from engine.rulebook.rulebook import Rulebook


def test_section_six_stands_line_by_line_with_its_mark(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(documents.write, sample_scope(rulebook, "01"), tmp_path)

    assert [cells[f"{letter}6"].value for letter in "BCD"] == [
        "601 Приказ о внедрении целевой модели",
        "√ да",
        "Секретный приказ № 15 от 01.09.2024",
    ]
    assert (cells["C9"].value, cells["C9"].tone) == ("▼ нет", "bad")


def test_documents_of_the_roadmap_stand_with_their_activity(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(documents.write, sample_scope(rulebook, "02"), tmp_path)

    assert column(cells, "D").count("Секретный приказ № 5") == 3
    assert any(str(value).startswith("2. Информировать") for value in column(cells, "B"))
