from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from support.markdown_workbook import changed, xlsx

from engine.intake.container import open_container
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.limits import FILLED_CELLS, MERGES, SHEETS, TRANSMITTED_CELLS
from engine.intake.refusal import Refused
from engine.intake.scan import Position, SheetScan, WorkbookScan
from engine.intake.xlsx import scan_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def _scan(content: bytes) -> WorkbookScan:
    return scan_xlsx(open_container(content))


def _errors(sheet: SheetScan) -> dict[Position, str]:
    return {at: cell.text for at, cell in _cells(sheet) if isinstance(cell, CellError)}


def _unvalued(sheet: SheetScan) -> set[Position]:
    return {at for at, cell in _cells(sheet) if isinstance(cell, FormulaWithoutValue)}


def _cells(sheet: SheetScan) -> Iterator[tuple[Position, CellContent]]:
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            yield (row, column), cell


def _sheet(cells: str) -> bytes:
    """A workbook whose first sheet has this markup in its sheetData."""
    return changed(xlsx({"A": [["x"]]}), {SHEET: ('<row r="1" spans="1:1"><c r="A1" t="s"><v>0</v></c></row>', cells)})


def _code(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        _scan(content)
    return refused.value.code


def test_what_readers_hide_is_found() -> None:
    scan = _scan(xlsx("| 1 | #DIV/0! | = | текст |"))
    (sheet,) = scan.sheets
    assert _errors(sheet) == {(0, 1): "#DIV/0!"}
    assert _unvalued(sheet) == {(0, 2)}
    assert (sheet.filled, sheet.height, sheet.width) == (4, 1, 4)


def test_the_moment_of_saving_is_read() -> None:
    assert _scan(xlsx("| 1 |")).saved_at == datetime(2024, 12, 31, 10, 0, tzinfo=UTC)


def test_hidden_sheets_and_rows_are_marked() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        shown, hidden = book.add_worksheet("Видимый"), book.add_worksheet("Скрытый")
        shown.write_number(4, 1, 7)
        shown.set_row(4, None, None, {"hidden": True})
        hidden.hide()
    first, second = _scan(target.getvalue()).sheets
    assert (first.hidden, first.hidden_rows, second.hidden) == (False, {4}, True)


def test_numbers_shown_as_per_cent_are_marked() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for column, shown in enumerate(["0%", '0.0" %"', "#,##0.00 %", "General"]):
            sheet.write_number(0, column, 0.5, book.add_format({"num_format": shown}))
    assert _scan(target.getvalue()).sheets[0].percents == {(0, 0), (0, 1), (0, 2)}


def test_merged_ranges_are_found() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().merge_range(1, 2, 3, 4, "x")
    assert _scan(target.getvalue()).sheets[0].merges == [(1, 2, 3, 4)]


def test_cells_without_references_follow_each_other() -> None:
    (sheet,) = _scan(
        _sheet('<row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row><row r="5"><c/><c><f>A1</f></c></row>')
    ).sheets
    assert _errors(sheet) == {(0, 1): "#REF!"}
    assert _unvalued(sheet) == {(4, 1)}


def test_prefixed_names_are_read_alike() -> None:
    plain = xlsx("| 1 | #REF! | = |")
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        markup = archive.read(SHEET).decode()
    prefixed = markup.replace("</", "</x:").replace("<x:x:", "<x:")
    for tag in (
        "worksheet",
        "dimension",
        "sheetViews",
        "sheetView",
        "sheetFormatPr",
        "sheetData",
        "row",
        "c",
        "v",
        "f",
        "pageMargins",
    ):
        prefixed = (
            prefixed.replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"<{tag}/", f"<x:{tag}/")
        )
    prefixed = prefixed.replace('xmlns="', 'xmlns:x="')
    (sheet,) = _scan(changed(plain, {SHEET: (markup, prefixed)})).sheets
    assert (_errors(sheet), _unvalued(sheet)) == ({(0, 1): "#REF!"}, {(0, 2)})


def test_a_formula_that_gives_an_empty_text_has_a_value() -> None:
    (sheet,) = _scan(
        _sheet('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1</f><v></v></c></row>')
    ).sheets
    assert (sheet.formulas, _unvalued(sheet)) == ({(0, 0)}, {(0, 1)})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (changed(xlsx("| 1 |"), {SHEET: ("<worksheet ", "<!DOCTYPE a><worksheet ")}), "S04"),
        (
            changed(xlsx("| 1 |"), {"xl/workbook.xml": ("<workbook ", '<!DOCTYPE a [<!ENTITY b "c">]><workbook ')}),
            "S04",
        ),
        (changed(xlsx("| a |"), {"xl/sharedStrings.xml": ("<sst ", "<!DOCTYPE a><sst ")}), "S04"),
        (changed(xlsx("| a |"), {"xl/sharedStrings.xml": ('uniqueCount="1"', 'uniqueCount="4294967295"')}), "S05"),
        (changed(xlsx("| 1 |"), {SHEET: ("UTF-8", "UTF-16")}), "S12"),
        (changed(xlsx("| 1 |"), {SHEET: ("</worksheet>", "")}), "F08"),
        (_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'), "S05"),
        (_sheet('<row r="1"><c r="A99999999999"><v>1</v></c></row>'), "S06"),
        (_sheet('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "S06"),
    ],
)
def test_what_could_harm_is_refused(content: bytes, code: str) -> None:
    assert _code(content) == code


def test_a_missing_sheet_part_is_refused() -> None:
    whole = xlsx("| 1 |")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
    assert _code(target.getvalue()) == "F25"


def test_cells_that_are_only_styled_count_for_nothing() -> None:
    (sheet,) = _scan(
        _sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    ).sheets
    assert (sheet.height, sheet.width) == (1, 1)


def test_of_sheets_that_nobody_asked_for_nothing_is_told() -> None:
    content = xlsx({"Сводка": [[1.0, 2.0]], "Данные": [[3.0]]})
    first, second = scan_xlsx(open_container(content), ("Данные",)).sheets
    assert (first.name, first.filled, second.name, second.filled) == ("Сводка", 0, "Данные", 1)


def test_who_asks_for_some_sheets_may_meet_more_cells_than_a_form_has() -> None:
    (sheet,) = scan_xlsx(open_container(xlsx("| 1 |")), ()).sheets
    sheet.reach(0, 0, cells=FILLED_CELLS + 1)


def test_a_workbook_that_carries_a_districts_data_may_hold_more() -> None:
    carrying = _scan(xlsx({"Сводка": [["x"]], "_data": [["[]"]]}))
    assert {each.most for each in carrying.sheets} == {TRANSMITTED_CELLS}
    carrying.sheets[0].reach(0, 0, cells=FILLED_CELLS + 1)
    assert {each.most for each in _scan(xlsx({"Сводка": [["x"]]})).sheets} == {FILLED_CELLS}


@pytest.mark.parametrize("over", [0, 1])
def test_merges_and_sheets_are_limited(over: int) -> None:
    merges = '<mergeCell ref="A1:B2"/>' * (MERGES + over)
    merged = changed(xlsx("| 1 |"), {SHEET: ("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")})
    many = xlsx({f"Л{number}": [[1.0]] for number in range(SHEETS + over)})
    if over:
        assert (_code(merged), _code(many)) == ("S05", "S05")
    else:
        assert len(_scan(merged).sheets[0].merges) == MERGES
        assert len(_scan(many).sheets) == SHEETS


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_part_raises_anything_but_a_refusal(data: st.DataObject) -> None:
    whole = xlsx("| 1 | #REF! | = | текст |")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        name = data.draw(st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]))
        part = archive.read(name)
    at = data.draw(st.integers(0, len(part) - 1))
    damaged = part[:at] + data.draw(st.binary(max_size=3)) + part[at + data.draw(st.integers(0, 4)) :]
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            new.writestr(each, damaged if each == name else old.read(each))
    try:
        _scan(target.getvalue())
    except Refused as refused:
        assert refused.code  # noqa: PT017  either outcome is right, anything else fails the test


def test_formulas_are_kept_of_a_workbook_that_carries_data_only() -> None:
    def written(hidden: str) -> SheetScan:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target) as book:
            sheet = book.add_worksheet("Охват")
            sheet.write_formula("B2", "=SUM(A1:A2)+1", None, 5)
            sheet.write_formula("B3", '=IF(A1>1,"да","")', None, "")
            sheet.write_number("B4", 7)
            book.add_worksheet(hidden).write_string("A1", "x")
        return _scan(target.getvalue()).sheets[0]

    assert written("_data").texts == {(1, 1): "SUM(A1:A2)+1", (2, 1): 'IF(A1>1,"да","")'}
    assert (1, 1) in written("_data").formulas
    assert written("Итоги").texts == {}
