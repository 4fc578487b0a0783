from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.markdown_workbook import changed, ods, xlsx

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Workbook
from engine.intake.refusal import Refused
from engine.intake.sniffing import sniff
from engine.intake.workbooks import read_workbook

TABLE = """
    # Показатели
    |
    | Показатель | Код  |          | 1       |
    | Обуч.      | '101 |          | 400     |
    | Дата       | 102  |          | 2024-12-31 |
    | Да         | 103  | ИСТИНА   | #DIV/0! |
    | Формула    | '104 | =        | 0.5     |
"""
ROWS: dict[int, list[CellContent]] = {
    1: ["Показатель", "Код", None, "1"],
    2: ["Обуч.", "101", None, 400.0],
    3: ["Дата", 102.0, None, date(2024, 12, 31)],
    4: ["Да", 103.0, True, CellError("#DIV/0!")],
    5: ["Формула", "104", FormulaWithoutValue(), 0.5],
}


def _read(content: bytes) -> Workbook:
    return read_workbook(content, *sniff(content))


@pytest.mark.parametrize("write", [xlsx, ods])
def test_every_cell_is_read_alike_from_xlsx_and_ods(write: object) -> None:
    book = _read(write(TABLE.replace("| 1       |", "| '1 |")))  # type: ignore[operator]  # one of two functions
    (sheet,) = book.sheets
    assert sheet.name == "Показатели"
    assert {row: [sheet.at(row, column) for column in range(4)] for row in ROWS} == ROWS


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_sheet_that_holds_only_an_uncalculated_formula_is_not_blank(write: object) -> None:
    (sheet,) = _read(write("|  | = |")).sheets  # type: ignore[operator]  # one of two functions
    assert sheet.at(0, 1) == FormulaWithoutValue()


def test_formulas_written_by_openpyxl_have_no_value() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "=1+1"
    target = io.BytesIO()
    book.save(target)
    assert _read(target.getvalue()).sheets[0].at(1, 1) == FormulaWithoutValue()


def test_a_sheet_in_another_encoding_is_refused_and_never_empty() -> None:
    whole = xlsx("| 1 |")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.decode().replace("UTF-8", "UTF-16").encode("utf-16") if "sheet1" in name else part)
    with pytest.raises(Refused):
        _read(target.getvalue())


def test_a_string_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        _read(changed(xlsx("| a |"), {"xl/worksheets/": ("<v>0</v>", "<v>77</v>")}))
    assert refused.value.code == "F08"


@settings(max_examples=30, deadline=None)
@given(
    cells=st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.integers(-(10**9), 10**9).map(lambda thousandths: thousandths / 1000),
                st.booleans(),
                st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 1, 1)),
                st.text(alphabet="абвгд 0123456789.,%-«»\n", min_size=1, max_size=12),
                st.just(CellError("#REF!")),
                st.just(FormulaWithoutValue()),
            ),
            max_size=5,
        ),
        max_size=6,
    )
)
def test_values_written_are_values_read(cells: list[list[CellContent]]) -> None:
    (sheet,) = _read(xlsx({"A": cells})).sheets
    read = [[sheet.at(row, column) for column in range(len(line))] for row, line in enumerate(cells)]
    assert read == cells
