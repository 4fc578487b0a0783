from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from support.markdown_workbook import changed, ods, ods_of, xlsx

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
def test_only_the_sheets_asked_for_come_with_their_cells(write: object) -> None:
    content = write({"Сводка": [[1.0]], "Данные": [[3.0]]})  # type: ignore[operator]  # one of two functions
    summary, facts = read_workbook(content, *sniff(content), only=("Данные",)).sheets
    assert (summary.name, summary.at(0, 0), facts.name, facts.at(0, 0)) == ("Сводка", None, "Данные", 3.0)


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


def test_signs_of_number_formats_and_notes_are_no_content() -> None:
    target = io.BytesIO()
    signed = ['"✗ "0', '"! "0;"! "-0;"! "0;"! "@', '"✗ "@', '"✗ "dd.mm.yyyy']
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        shown = [book.add_format({"num_format": each}) for each in signed]
        sheet.write_number(0, 0, 12, shown[0])
        sheet.write_number(0, 1, 7, shown[1])
        sheet.write_string(0, 2, "K06", shown[2])
        sheet.write_datetime(0, 3, datetime(2024, 5, 1), shown[3])  # noqa: DTZ001  a cell has no time zone
        sheet.write_blank(0, 4, None, shown[0])
        sheet.write_comment(0, 0, "Впишите 13")
        sheet.write_comment(0, 4, "Впишите 13")
    (read,) = _read(target.getvalue()).sheets
    assert [read.at(0, column) for column in range(5)] == [12.0, 7.0, "K06", date(2024, 5, 1), None]
    assert read.percents == frozenset()


def test_signs_and_notes_are_no_content_of_an_ods_either() -> None:
    note = "<office:annotation><dc:date>2025-01-20T00:00:00</dc:date><text:p>Впишите 13</text:p></office:annotation>"
    cells = (
        f'<table:table-cell office:value-type="float" office:value="12">{note}<text:p>✗ 12</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="string" office:string-value="K06">{note}<text:p>✗ K06</text:p>'
        "</table:table-cell>"
        f'<table:table-cell office:value-type="string">{note}<text:p>текст</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2024-05-01"><text:p>✗ 01.05.2024</text:p>'
        "</table:table-cell>"
        f"<table:table-cell>{note}</table:table-cell>"
    )
    table = f'<table:table table:name="Лист"><table:table-row>{cells}</table:table-row></table:table>'
    (read,) = _read(ods_of(table)).sheets
    assert [read.at(0, column) for column in range(5)] == [12.0, "K06", "текст", date(2024, 5, 1), None]
    assert read.percents == frozenset()
