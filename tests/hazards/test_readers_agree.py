"""Whatever stands in a workbook, three readers that know nothing of each other see the same."""

from __future__ import annotations

import io
import os
import random
import zipfile
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from engine.intake.container import open_container
from engine.intake.refusal import Refused
from engine.intake.scan import SheetScan
from engine.intake.sniffing import sniff
from engine.intake.workbooks import read_workbook
from engine.intake.xlsxcells import Surroundings
from engine.intake.xlsxparts import styles_of
from engine.intake.xlsxsheet import scan_sheet
from engine.intake.xlsxstrings import strings_of

EXAMPLES = int(os.environ.get("SVOD_EXAMPLES", "30"))

#: What damage puts into the markup of a sheet.
PIECES = (
    *(
        b"<",
        b">",
        b"&",
        b"&amp;",
        b"&#49;",
        b'"',
        b"]]>",
        b"\r",
        b"\n",
        b" ",
        b"\x01",
        b"\xff",
        b"\xef\xbf\xbf",
        b"1",
        b"A",
    ),
    *(b"<!-- x -->", b"<![CDATA[1]]>", b"<?x?>", b"<!DOCTYPE a>", b"<x><y/></x>", b"</row>", b"</c>", b"<c>", b"<f/>"),
    *(b'<row r="2">', b'<row r="3" hidden="1"/>', b' r="A1"', b' s="1"', b' t="s"', b' t="str"', b'<c r="A1"/>'),
    *(b"<v>7</v>", b"<v/>", b"<v>", b"</v>", b"<is><t>x</t></is>", b"<sheetData>", b"</sheetData>", b"<sheetData/>"),
    *(b'<mergeCell ref="A1:B2"/>', b'<c r="XFD9"><v>1</v></c>'),
)

Cells = dict[tuple[int, int], tuple[str, Any]]

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12).filter(
    lambda text: "_x" not in text
)
cells = st.one_of(
    st.tuples(st.just("number"), st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6).map(lambda each: round(each, 4))),
    st.tuples(st.just("text"), texts | st.sampled_from(["101", "0501", "=1+1", "нет", " да ", "1 234", "#REF!"])),
    st.tuples(st.just("flag"), st.booleans()),
    st.tuples(st.just("day"), st.dates(date(1901, 1, 1), date(2099, 12, 31))),
    st.tuples(st.just("formula"), st.integers(0, 999)),
)
sheets = st.dictionaries(st.tuples(st.integers(0, 30), st.integers(0, 12)), cells, min_size=1, max_size=60)


def _written(book: list[Cells]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd.mm.yyyy"}) as made:
        for each in book:
            sheet = made.add_worksheet()
            for (row, column), (kind, content) in each.items():
                if kind == "number":
                    sheet.write_number(row, column, content)
                elif kind == "text":
                    sheet.write_string(row, column, content)
                elif kind == "flag":
                    sheet.write_boolean(row, column, content)
                elif kind == "day":
                    sheet.write_datetime(row, column, datetime.combine(content, time()))
                else:
                    sheet.write_formula(row, column, "=A1", None, content)
    return target.getvalue()


def _plain(content: object) -> object:
    """What calamine and openpyxl each call it, called one thing."""
    if content is None or content == "":
        return None
    if isinstance(content, datetime) and content.time() == time():
        return content.date()
    return float(content) if isinstance(content, int) and not isinstance(content, bool) else content


def _seen(rows: Any) -> Cells:  # noqa: ANN401  three libraries' rows
    found = {(row, column): _plain(cell) for row, each in enumerate(rows) for column, cell in enumerate(each)}
    return {at: cell for at, cell in found.items() if cell is not None}  # type: ignore[misc]  # cells of any type


@settings(max_examples=EXAMPLES, deadline=None)
@given(book=st.lists(sheets, min_size=1, max_size=3))
def test_three_readers_see_the_same_cells(book: list[Cells]) -> None:
    content = _written(book)
    own = [_seen(each.rows) for each in read_workbook(content, *sniff(content)).sheets]
    by_calamine = CalamineWorkbook.from_filelike(io.BytesIO(content))
    calamine = [
        _seen(by_calamine.get_sheet_by_index(number).to_python(skip_empty_area=False)) for number in range(len(book))
    ]
    by_openpyxl = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    other = [_seen(each.iter_rows(values_only=True)) for each in by_openpyxl.worksheets]
    by_openpyxl.close()
    assert own == calamine == other


@settings(max_examples=EXAMPLES, deadline=None)
@given(book=sheets, seed=st.integers(0, 2**32))
def test_what_is_read_without_a_parser_is_what_a_parser_reads(book: Cells, seed: int) -> None:
    content = _written([book])
    container = open_container(content)
    around = Surroundings(strings_of(container), styles_of(container), since_1904=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    chance = random.Random(seed)  # noqa: S311  damage need not be secret
    for markup in (sheet, *(_damaged(sheet, chance) for _ in range(20))):
        # A note after the end changes nothing but that the sheet is no longer written as usual.
        assert _scanned(markup, around) == _scanned(markup + b"<!-- left to the parser -->", around)


def _damaged(sheet: bytes, chance: random.Random) -> bytes:
    at = sheet.find(chance.choice((b"<", b">", b'"', b" ")), chance.randrange(len(sheet))) + chance.randrange(2)
    return sheet[:at] + chance.choice((b"", *PIECES)) + sheet[at + chance.choice((0, 0, 1, 2, 8)) :]


def _scanned(sheet: bytes, around: Surroundings) -> object:
    scan = SheetScan("a")
    try:
        scan_sheet(sheet, scan, around)
    except Refused as refused:
        return refused.code, refused.facts
    return asdict(scan)
