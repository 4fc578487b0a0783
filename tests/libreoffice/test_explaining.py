"""Workbooks that LibreOffice saved again, as .xlsx or .ods, are explained as before."""

from __future__ import annotations

from math import isclose
from pathlib import Path

import pytest
from support.explaining import Book, explained_workspace, is_sound
from support.libreoffice import LibreOffice, save, type_in

from engine.pipeline.explaining.explaining import explain
from engine.workspace.folders import Workspace

pytestmark = pytest.mark.libreoffice

SUMMARY = "Сводка"


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Workspace:
    return explained_workspace(tmp_path_factory.mktemp("explained"), small_rules)


@pytest.fixture(scope="module")
def region(explained: Workspace) -> Path:
    return next((explained.outgoing / "2024").glob("Рег*.xlsx"))


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_workbook_saved_again_is_explained_as_before(
    libreoffice: LibreOffice, explained: Workspace, region: Path, tmp_path: Path, ending: str
) -> None:
    again = Book(explained, libreoffice.convert(region, tmp_path / f"снова.{ending}"))
    before = {each.cell: each for each in Book(explained, region).asked(SUMMARY)}
    asked = {each.cell: each for each in again.asked(SUMMARY)}
    assert asked.keys() == before.keys()
    assert [each for cell, each in asked.items() if each.meaning != before[cell].meaning] == []
    assert [each for each in asked.values() if not is_sound(again, each)] == []


def cell_of(book: Book, sheet: str, **parts: str) -> str:
    """The cell of a sheet that stands for exactly this."""
    meaning = {kind: (value,) for kind, value in parts.items()}
    return next(each.cell for each in book.asked(sheet) if each.meaning.parts == meaning)


def test_number_typed_over_is_said_to_be_edited_wherever_it_leads(
    libreoffice: LibreOffice, explained: Workspace, region: Path, tmp_path: Path
) -> None:
    book = Book(explained, region)
    count = cell_of(book, "Показатели", place="0101", count="306.1")
    share = cell_of(book, SUMMARY, place="00", coverage="involved_pupils:value")
    target = tmp_path / "правка.xlsx"
    libreoffice.run(region, type_in({("Показатели", count): 100}), {"do": "recalculate"}, save(target))
    typed = explain(explained, book.rulebook, target, f"Показатели!{count}")
    led_to = explain(explained, book.rulebook, target, f"{SUMMARY}!{share}")
    assert (typed.is_edited, typed.nodes[0].value) == (True, 38)
    assert led_to.is_edited
    assert isinstance(led_to.shown.value, float)
    assert isclose(led_to.shown.value, 140 / 900)
