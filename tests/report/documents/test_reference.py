from __future__ import annotations

from pathlib import Path

from engine.report.documents.content import CoveringLetter, Memo
from engine.report.documents.reference import reference_text
from engine.report.documents.tagged import tags_of

README = Path(__file__).parents[3] / "README.ru.md"


def test_people_read_of_every_tag_in_the_readme() -> None:
    assert reference_text() in README.read_text(encoding="utf-8")


def test_reference_names_every_tag_once() -> None:
    lines = reference_text().splitlines()
    for content in (Memo, CoveringLetter):
        for each in tags_of(content):
            (line,) = (line for line in lines if line.startswith(f"| `{each.name}` |"))
            assert each.meaning in line
            assert all(f"`{row.name}` – {row.meaning}" in line for row in each.rows or ())
