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


def test_texts_of_a_row_are_known_by_their_number(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "a.xlsx")) as workbook:
        sheet = workbook.add_worksheet("Лист", PlainSheet)
        for column, text in enumerate(("школа", "учтён", "школа")):
            sheet.write_string(2, column, text)
        sheet.write_number(2, 3, 5)
        texts = sheet.every_text()
        assert [(column, texts[number]) for column, number in sheet.texts(2)] == [
            (0, "школа"),
            (1, "учтён"),
            (2, "школа"),
        ]
        assert list(sheet.texts(7)) == []
        sheet.place_row(4, ["учтён", 5, None, "школа"], [workbook.add_format()] * 4)
        assert [(column, texts[number]) for column, number in sheet.texts(4)] == [(0, "учтён"), (3, "школа")]
