from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.markdown_workbook import changed, ods, ods_of

from engine.intake.container import open_container
from engine.intake.limits import FILLED_CELLS, TRANSMITTED_CELLS
from engine.intake.refusal import Refused
from engine.intake.scan import SheetScan, WorkbookScan
from engine.intake.scan_ods import scan_ods


def _scan(content: bytes) -> WorkbookScan:
    return scan_ods(open_container(content))


def _table(rows: str) -> SheetScan:
    (sheet,) = _scan(ods_of(f'<table:table table:name="A">{rows}</table:table>')).sheets
    return sheet


def _row(*cells: str, times: str = "1", visibility: str = "visible") -> str:
    attributes = f'table:number-rows-repeated="{times}" table:visibility="{visibility}"'
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def _cell(text: str = "", *, times: int = 1, **attributes: str) -> str:
    given = " ".join(f'{name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<table:table-cell table:number-columns-repeated="{times}" {given}>{text}</table:table-cell>'


NUMBER = {"office__value_type": "float", "office__value": "1"}


def test_what_readers_hide_is_found() -> None:
    (sheet,) = _scan(ods("| 1 | #DIV/0! | = | текст |")).sheets
    assert sheet.errors == {(0, 1): "#DIV/0!"}
    assert sheet.unvalued == {(0, 2)}
    assert (sheet.filled, sheet.height, sheet.width) == (4, 1, 4)


def test_the_moment_of_saving_is_read() -> None:
    assert _scan(ods("| 1 |")).saved_at == datetime(2024, 12, 30, 12, 0, tzinfo=UTC)


def test_repeated_rows_and_columns_keep_their_places() -> None:
    sheet = _table(
        _row(_cell(times=1024), times="3")
        + _row(_cell(times=2), _cell(table__formula="of:=1"))
        + _row(_cell(times=1024), times="1048000")
    )
    assert sheet.unvalued == {(3, 2)}
    assert (sheet.height, sheet.width) == (4, 3)


def test_an_old_error_without_its_own_type_is_an_error() -> None:
    cell = _cell("<text:p>Err:502</text:p>", table__formula="of:=1/0", **NUMBER)
    assert _table(_row(cell)).errors == {(0, 0): "Err:502"}


def test_notes_are_no_content() -> None:
    assert _table(_row(_cell("<office:annotation><text:p>!</text:p></office:annotation>"))).filled == 0


def test_hidden_sheets_filtered_rows_merges_and_per_cent_are_marked() -> None:
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    spans = {"table__number_columns_spanned": "2", "table__number_rows_spanned": "3"}
    cell = _cell(office__value_type="percentage", office__value="0.7", **spans)
    table = f'<table:table table:name="A" table:style-name="ta2">{_row(cell, visibility="filter")}</table:table>'
    (sheet,) = _scan(ods_of(table, styles=style)).sheets
    assert (sheet.hidden, sheet.hidden_rows, sheet.merges) == (True, {0}, [(0, 0, 2, 1)])
    assert sheet.percents == {(0, 0)}


def test_a_workbook_that_carries_a_districts_data_may_hold_more() -> None:
    tables = "".join(
        f'<table:table table:name="{name}">{_row(_cell(**NUMBER))}</table:table>' for name in ("A", "_data")
    )
    assert {each.most for each in _scan(ods_of(tables)).sheets} == {TRANSMITTED_CELLS}
    assert _table(_row(_cell(**NUMBER))).most == FILLED_CELLS


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (_row(_cell(times=1024, **NUMBER), times="1048576"), "S05"),
        (_row(_cell(), times="-5"), "S12"),
        (_row(_cell(), times="99999999999"), "S12"),
    ],
)
def test_too_much_is_refused(rows: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        _table(rows)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("content.xml", "<office:document-content", "<!DOCTYPE a><office:document-content", "S04"),
        ("content.xml", "</office:document-content>", "", "F08"),
        ("META-INF", "</manifest:manifest>", "<manifest:encryption-data/></manifest:manifest>", "F09"),
    ],
)
def test_what_could_harm_is_refused(part: str, old: str, new: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        _scan(changed(ods("| 1 |"), {part: (old, new)}))
    assert refused.value.code == code
