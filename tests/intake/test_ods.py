from __future__ import annotations

import pytest
from support.markdown_workbook import ods, ods_of

from engine.intake.container import open_container
from engine.intake.grids import CellError, FormulaWithoutValue
from engine.intake.ods import read_ods
from engine.intake.refusal import Refused
from engine.intake.scan import SheetScan


def _read(content: bytes) -> SheetScan:
    (sheet,) = read_ods(content, open_container(content)).sheets
    return sheet


def _table(cells: str) -> bytes:
    return ods_of(f'<table:table table:name="a"><table:table-row>{cells}</table:table-row></table:table>')


def test_errors_and_formulas_without_value_stand_where_calamine_sees_nothing() -> None:
    scan = _read(ods("| 1 | #DIV/0! | = | текст |"))
    assert scan.rows == [[1.0, CellError("#DIV/0!"), FormulaWithoutValue(), "текст"]]
    assert scan.filled == 4


def test_an_empty_text_is_nothing_in_both_readings() -> None:
    empty = '<table:table-cell office:value-type="string"/>'
    one = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    scan = _read(_table(empty + one))
    assert (scan.rows, scan.filled, scan.blank) == ([[None, 1.0]], 2, 1)


def test_a_text_of_blanks_may_be_kept_by_one_of_the_readings() -> None:
    blanks = '<table:table-cell office:value-type="string"><text:p><text:s text:c="2"/></text:p></table:table-cell>'
    scan = _read(_table(blanks))
    assert [str(cell).strip() for row in scan.rows for cell in row if cell is not None] in ([], [""])


def test_a_value_that_only_one_of_the_two_readings_sees_is_no_number_of_a_report() -> None:
    lost = '<table:table-cell office:value-type="float"><text:p>400</text:p></table:table-cell>'
    with pytest.raises(Refused, match="F08"):
        _read(_table(lost))


@pytest.mark.parametrize(
    "stray",
    [
        '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>',
        '<table:table-cell table:number-columns-spanned="2"/>',
        '<table:table-row table:visibility="collapse"/>',
    ],
)
def test_what_stands_outside_of_any_table_is_damage(stray: str) -> None:
    with pytest.raises(Refused, match="F08"):
        _read(ods_of(stray))
