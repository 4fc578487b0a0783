from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from engine.report.plainsheet import PlainSheet


@pytest.mark.parametrize("formula", ["=SUM(A1:A3)", '=IF(A1="=","=x","{y}")', "=SUBTOTAL(9,'Лист'!A1:A3)"])
def test_formula_is_written_as_it_is(tmp_path: Path, formula: str) -> None:
    with Workbook(str(tmp_path / "a.xlsx")) as workbook:
        workbook.add_worksheet("Лист", PlainSheet).write_formula(5, 0, formula, None, 7)

    assert load_workbook(tmp_path / "a.xlsx")["Лист"]["A6"].value == formula
    assert load_workbook(tmp_path / "a.xlsx", data_only=True)["Лист"]["A6"].value == 7
