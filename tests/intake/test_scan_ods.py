from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.markdown_workbook import changed, ods, ods_of

from engine.intake.container import open_container
from engine.intake.refusal import Refused
from engine.intake.scan import SheetScan, WorkbookScan
from engine.intake.scan_ods import scan_ods


def _scan(content: bytes) -> WorkbookScan:
    return scan_ods(open_container(content))


def _table(rows: str) -> SheetScan:
    (sheet,) = _scan(ods_of(f'<table:table table:name="A">{rows}</table:table>')).sheets
    return sheet


def test_what_readers_hide_is_found() -> None:
    (sheet,) = _scan(ods("| 1 | #DIV/0! | = | текст |")).sheets
    assert sheet.errors == {(0, 1): "#DIV/0!"}
    assert sheet.unvalued == {(0, 2)}
    assert (sheet.filled, sheet.height, sheet.width) == (4, 1, 4)


def test_the_moment_of_saving_is_read() -> None:
    assert _scan(ods("| 1 |")).saved_at == datetime(2024, 12, 30, 12, 0, tzinfo=UTC)


def test_repeated_rows_and_columns_keep_their_places() -> None:
    sheet = _table(
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:formula="of:=1"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    assert sheet.unvalued == {(3, 2)}
    assert (sheet.height, sheet.width) == (4, 3)


def test_an_old_error_without_its_own_type_is_an_error() -> None:
    cell = '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>Err:502</text:p></table:table-cell>'
    assert _table(f"<table:table-row>{cell}</table:table-row>").errors == {(0, 0): "Err:502"}


def test_notes_are_no_content() -> None:
    sheet = _table("<table:table-row><table:table-cell><office:annotation><text:p>!</text:p></office:annotation></table:table-cell></table:table-row>")
    assert sheet.filled == 0


def test_hidden_sheets_filtered_rows_merges_and_per_cent_are_marked() -> None:
    style = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    cell = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3" office:value-type="percentage" office:value="0.7"/>'
    body = f'<table:table table:name="A" table:style-name="ta2"><table:table-row table:visibility="filter">{cell}</table:table-row></table:table>'
    (sheet,) = _scan(ods_of(body, styles=style)).sheets
    assert (sheet.hidden, sheet.hidden_rows, sheet.merges, sheet.percents) == (True, {0}, [(0, 0, 2, 1)], {(0, 0)})


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1024" office:value-type="float" office:value="1"/></table:table-row>', "S05"),
        ('<table:table-row table:number-rows-repeated="-5"><table:table-cell/></table:table-row>', "S12"),
        ('<table:table-row table:number-rows-repeated="99999999999"><table:table-cell/></table:table-row>', "S12"),
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
