"""Word templates for tests: small ones made of paragraphs, and the shipped ones with a text changed as in Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from docx import Document
from docx.text.paragraph import Paragraph

from engine.report.documents.blanks import blanks


def made_template(path: Path, *texts: str, header: str = "", cells: Iterable[Iterable[str]] = ()) -> Path:
    """Write a template of these paragraphs, a header and a table of these rows."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    if rows := [list(row) for row in cells]:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    document.save(str(path))
    return path


def shipped_templates(folder: Path) -> Path:
    """Write the shipped templates into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _shipped().items():
        (folder / name).write_bytes(content)
    return folder


@cache
def _shipped() -> Mapping[str, bytes]:
    return blanks()


def edited(path: Path, old: str, new: str) -> Path:
    """Change a text wherever it stands in a template, cells included, as a person does in Word."""
    document = Document(str(path))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    everywhere: list[Paragraph] = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    for paragraph in everywhere:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new)
    document.save(str(path))
    return path
