from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.intake.written import open_written
from engine.pipeline.explaining.opened import opened
from engine.pipeline.explaining.printed import PrintedFacts
from engine.report.meanings import MEANINGS_HEAD
from engine.vocabulary.fields import Address

ROWS = (
    ("Код", "Строка", "Графа", "Значение"),
    ("0102", "306", "1", 40),
    ("0101", "306", "1", 38),
    ("0101", 101, 1, 90),
)


@pytest.fixture
def facts(tmp_path: Path) -> PrintedFacts:
    """A list whose rows say themselves what they are about."""
    workbook = openpyxl.Workbook()
    listed, hidden = workbook.worksheets[0], workbook.create_sheet("_svod")
    listed.title, hidden.sheet_state = "Данные", "hidden"
    for row in ROWS:
        listed.append(row)
    noted = ("Данные", None, 4, "place:@A|fact:@B.@C", None)
    hidden.append(["form", "transmittal", None, *MEANINGS_HEAD])
    hidden.append(["data_sha256", "5e7", None, *noted])
    workbook.save(tmp_path / "свод.xlsx")
    return PrintedFacts(opened(open_written(tmp_path / "свод.xlsx")))


def test_value_that_nobody_moved_is_where_it_was_written(facts: PrintedFacts) -> None:
    assert facts.where(("Данные", "D3"), "0101", Address("306", "1")) == ("Данные", "D3")


@pytest.mark.parametrize(("place_id", "line", "cell"), [("0102", "306", "D2"), ("0101", "101", "D4")])
def test_value_of_a_moved_row_is_where_its_keys_stand(facts: PrintedFacts, place_id: str, line: str, cell: str) -> None:
    assert facts.where(("Данные", "D3"), place_id, Address(line, "1")) == ("Данные", cell)


def test_value_without_a_row_or_on_a_sheet_that_is_gone_is_nowhere(facts: PrintedFacts) -> None:
    assert facts.where(("Данные", "D3"), "0101", Address("302", "1")) is None
    assert facts.where(("Прочее", "D3"), "0199", Address("306", "1")) is None
