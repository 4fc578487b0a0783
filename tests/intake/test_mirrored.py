from __future__ import annotations

from datetime import date, datetime

import pytest

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet, Workbook
from engine.intake.mirrored import is_same, read_mirror, shown, written
from engine.intake.refusal import Refused
from engine.vocabulary.transmittalrows import MIRROR_SHEET, mirror_rows, mirrored


def hidden(*texts: str, name: str = MIRROR_SHEET) -> Workbook:
    return Workbook((Sheet(name, [[text] for text in texts], hidden=True),))


def test_the_mirror_is_read_by_sheet_row_and_column() -> None:
    cells = [mirrored("Охват", 3, "B", 0.5, is_formula=True), mirrored("Охват", 3, "AA", "текст")]
    mirror = read_mirror(hidden(*mirror_rows(cells)))
    assert mirror == {"Охват": {2: {1: cells[0], 26: cells[1]}}}


@pytest.mark.parametrize("text", ["{}", "не то", "[1,2]", '["Охват",1,["?",2]]', "[" * 5000])
def test_a_damaged_mirror_tells_nothing(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_mirror(hidden(text))
    assert refused.value.code == "G26"


def test_a_mirror_that_is_not_there_tells_nothing() -> None:
    with pytest.raises(Refused):
        read_mirror(Workbook(()))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (0.5, 0.5),
        (1 / 3, 0.333333333333333),  # 15 digits, as an .xls or .ods keeps it
        (1204, 1204.0),
        ("текст", "текст"),
        ("две\nстроки", "две\r\nстроки"),
        ("2024-12-31", date(2024, 12, 31)),
        ("2024-12-31", datetime(2024, 12, 31)),  # noqa: DTZ001  as readers of cells give it
        (12, "12"),  # kept as text
        (0.5, "0,5"),
        ("", None),
        (1e-17, 0),
    ],
)
def test_a_cell_that_was_only_saved_again_is_the_same(before: str | float, now: CellContent) -> None:
    assert is_same(mirrored("Охват", 1, "A", before), now)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (0.5, 0.500001),
        (12, None),
        (12, "12 чел."),
        ("текст", None),
        ("текст", 5),
        ("0101", 101),  # the zero is lost
        ("2024-12-31", date(2024, 12, 30)),
        (1, True),
        (12, CellError("#REF!")),
        (12, FormulaWithoutValue()),
    ],
)
def test_a_cell_that_shows_something_else_is_not(before: str | float, now: CellContent) -> None:
    assert not is_same(mirrored("Охват", 1, "A", before), now)


def test_a_formula_that_nothing_has_calculated_shows_nothing_else() -> None:
    assert is_same(mirrored("Охват", 1, "A", 5, is_formula=True), FormulaWithoutValue())


def test_a_long_text_is_known_by_its_hash() -> None:
    text = "длинный текст " * 200
    cell = mirrored("Охват", 1, "A", text)
    assert cell.sha256 is not None
    assert is_same(cell, text)
    assert not is_same(cell, text + ".")
    assert not is_same(cell, None)


def test_numbers_are_compared_as_numbers_and_blanks_as_nothing() -> None:
    assert (shown(5), shown(""), shown(" "), shown(None)) == (5.0, None, None, None)
    assert (written(mirrored("а", 1, "A", 5)), written(mirrored("а", 1, "A", ""))) == (5.0, None)
