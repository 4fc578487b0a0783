"""A transmittal that an office opened in LibreOffice: what it only saved again, and what it edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.consolidations import sample, sample_rulebook
from support.libreoffice import LibreOffice, Where, cached, save, type_in

from engine.intake.grids import Sheet
from engine.intake.incoming import read_paths
from engine.intake.positions import address_of
from engine.intake.written import open_written
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.transmittal import write_transmittal
from engine.report.workbooks import REGION_SHEETS
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding
from engine.vocabulary.transmittal import Transmittal

pytestmark = pytest.mark.libreoffice

SHEET = "Данные"


@dataclass(frozen=True)
class Sent:
    """A transmittal on the disk, and what is read from it as it was written."""

    rulebook: Rulebook
    path: Path
    transmittal: Transmittal

    def sheet(self, name: str) -> Sheet:
        """A visible sheet as it was written."""
        return open_written(self.path).sheet(name)

    def read(self, path: Path) -> FileReading:
        """The file as intake reads it, with the tables that were written."""
        (reading,) = read_paths([path], self.rulebook)
        assert reading.transmittal is not None, [each.code for each in reading.findings]
        assert reading.transmittal.tables == self.transmittal.tables
        return reading


@pytest.fixture(scope="module")
def sent(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    small = sample_rulebook(rulebook)
    folder = tmp_path_factory.mktemp("sent")
    scope = Scope(Index(sample(small), small), small.registry["02"], leaves=True)
    path = folder / write_transmittal(folder, scope, REGION_SHEETS, "0" * 64)
    (reading,) = read_paths([path], small)
    assert reading.transmittal is not None
    assert reading.findings == ()
    return Sent(small, path, reading.transmittal)


def told(reading: FileReading) -> list[tuple[str, str | None, str | None]]:
    return [(each.code, each.sheet, each.cell) for each in reading.findings]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_saved_again_recalculated_and_filtered_it_has_no_edits_and_the_same_numbers(
    libreoffice: LibreOffice, sent: Sent, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"район.{ending}"
    last = len(sent.sheet(SHEET).rows)
    steps: list[Mapping[str, Any]] = [
        {"do": "hide_rows", "sheet": SHEET, "row": 12, "number": last - 20, "by_filter": True},
        {"do": "hide_rows", "sheet": "Охват", "row": 14, "number": 2, "by_filter": False},
        {"do": "recalculate"},
        save(target),
    ]
    libreoffice.run(sent.path, *steps)
    assert told(sent.read(target)) == []


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_merely_converted_it_has_no_edits(libreoffice: LibreOffice, sent: Sent, tmp_path: Path, ending: str) -> None:
    assert told(sent.read(libreoffice.convert(sent.path, tmp_path / f"район.{ending}"))) == []


def test_a_renamed_and_moved_sheet_is_said_once(libreoffice: LibreOffice, sent: Sent, tmp_path: Path) -> None:
    target = tmp_path / "район.xlsx"
    libreoffice.run(sent.path, {"do": "rename", "sheet": "Охват", "name": "Проценты", "position": 0}, save(target))
    assert told(sent.read(target)) == [("G17", "Охват", None)]


def number_cell(sheet: Sheet) -> tuple[int, int]:
    """A cell of a table with a typed number."""
    return next(
        (row, column)
        for row in range(10, len(sheet.rows))
        for column, value in enumerate(sheet.rows[row])
        if isinstance(value, float) and (row, column) not in sheet.formulas
    )


def text_cell(sheet: Sheet) -> tuple[int, int]:
    """A cell of the same table with a text, further below."""
    return next(
        (row, column)
        for row in range(14, len(sheet.rows))
        for column, value in enumerate(sheet.rows[row])
        if isinstance(value, str) and (row, column) not in sheet.formulas
    )


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_exactly_what_was_edited_is_told(libreoffice: LibreOffice, sent: Sent, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"район.{ending}"
    facts = sent.sheet(SHEET)
    number, text = number_cell(facts), text_cell(facts)
    formula: Where = next(
        where for where, value in sorted(cached(sent.path).items()) if where[0] == "Охват" and isinstance(value, float)
    )
    typed = {(SHEET, address_of(*number)): 777, (SHEET, address_of(*text)): "Тайнова А. И.", formula: 0.123}
    last = len(facts.rows)
    steps: list[Mapping[str, Any]] = [
        type_in(typed),
        {"do": "delete_rows", "sheet": SHEET, "row": last - 3, "number": 1},
        {"do": "insert_rows", "sheet": SHEET, "row": last - 10, "number": 1},
        {"do": "recalculate"},
        save(target),
    ]
    libreoffice.run(sent.path, *steps)
    reading = sent.read(target)
    edits = [each for each in reading.findings if each.code != "G19"]
    assert {(each.code, each.sheet, each.cell) for each in edits} == {
        *(("G10", sheet, cell) for sheet, cell in typed),
        ("G11", SHEET, None),
        ("G12", SHEET, None),
    }
    by_code: dict[str, Finding] = {each.code: each for each in edits}
    assert by_code["G11"].facts["rows"] == str(last - 10)
    assert by_code["G12"].facts["rows"] == str(last - 3)
    assert reading.transmittal is not None
    assert len(reading.transmittal.edits) == 3
    assert "Тайнова" not in str((reading.findings, reading.transmittal.edits))
