from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.intake.refusal import Refused
from engine.intake.written import open_written


@pytest.fixture
def file(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    first, hidden = workbook.worksheets[0], workbook.create_sheet("_svod", 0)
    first.title = "Сводка"
    first["B2"] = 0.5
    hidden["A1"] = "form"
    hidden.sheet_state = "hidden"
    workbook.active = 1
    workbook.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_visible_sheets_are_named_first(file: Path) -> None:
    book = open_written(file)
    assert (book.names, book.hidden) == (("Сводка", "_svod"), {"_svod"})


def test_sheet_is_read_by_its_name(file: Path) -> None:
    book = open_written(file)
    found = book.sheet("Сводка")
    assert found is not None
    assert found.at(1, 1) == 0.5
    assert book.sheet("Охват") is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"<html>", b"text"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Refused):
        open_written(tmp_path / "a.xlsx")


def test_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(Refused, match="F15"):
        open_written(tmp_path / "a.xlsx")
