from __future__ import annotations

from pathlib import Path

from support.workbook_text import sample_scope, written

from engine.report.sheets import practices
from engine.rulebook.rulebook import Rulebook


def test_practice_stands_in_one_row_with_its_form_and_its_link_as_text(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(practices.write, sample_scope(rulebook, "01"), tmp_path)

    assert [cells[f"{letter}6"].value for letter in "ABCD"] == [
        "МБОУ «Ручейская СОШ № 1»",
        "Секретная практика «Вместе»",
        "ученик – ученик",
        "https://example.org/tainova/practice",
    ]
    assert cells["D6"].link is None
