from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

import pytest

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.limits import ATTRIBUTES
from engine.intake.scan import SheetScan
from engine.intake.xlsxcells import Surroundings
from engine.intake.xlsxparts import Styles
from engine.intake.xlsxrows import read_rows
from engine.intake.xlsxsheet import scan_sheet

AROUND = Surroundings(
    strings={"0": "первая", "1": "", "2": "вторая"},
    styles=Styles(percents=frozenset("1"), moments=frozenset("2"), spans=frozenset()),
    since_1904=False,
)
HEADS = ("первая", "вторая")
WORKINGS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2</f><v>1</v></c></row>'
)


def _read(rows: str, *, carries_data: bool = False, heads: tuple[str, ...] = ()) -> SheetScan | None:
    """The rows, which a parser must read alike; None where they are left to it."""
    scan = SheetScan("a", carries_data=carries_data)
    if not read_rows(rows, scan, AROUND, heads):
        assert scan == SheetScan("a", carries_data=carries_data)
        return None
    if not scan.unread:
        parsed = SheetScan("a", carries_data=carries_data)
        scan_sheet(f"<a><sheetData>{rows}</sheetData><!-- left to the parser --></a>".encode(), parsed, AROUND)
        assert asdict(scan) == asdict(parsed)
    return scan


def _row(cells: str, attributes: str = "") -> str:
    return f'<row r="1"{attributes}>{cells}</row>'


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ('<c r="A1"><v>41</v></c>', 41.0),
        ('<c r="A1" s="1"><v>-4.5E-3</v></c>', -0.0045),
        ('<c r="A1" s="2"><v>45657</v></c>', date(2024, 12, 31)),
        ('<c r="A1" t="n"><v> 7 </v></c>', 7.0),
        ('<c r="A1" t="n"><v>1e999</v></c>', "1e999"),
        ('<c r="A1"><v>1_000</v></c>', "1_000"),
        ('<c r="A1"><v>１２</v></c>', "１２"),
        ('<c r="A1"><v></v></c>', None),
        ('<c r="A1" s="9" t="s"><v>0</v></c>', "первая"),
        ('<c r="A1" s="1" t="s"><v>1</v></c>', None),
        ('<c r="A1" t="str"><f>A2</f><v> 1 &lt; 2 &amp;amp; 3_x0009_ </v></c>', " 1 < 2 &amp; 3\t "),
        ('<c r="A1" t="str"><f>A2&amp;""</f><v></v></c>', None),
        ('<c r="A1"><f aca="false">A2</f><v></v></c>', FormulaWithoutValue()),
        ('<c r="A1"><f t="shared" ref="A1:A9" si="0">A2</f><v>7</v></c>', 7.0),
        ('<c r="A1"><f t="shared" si="0"/><v>7</v></c>', 7.0),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
    ],
)
def test_cells_are_read_as_a_parser_reads_them(cell: str, content: CellContent) -> None:
    scan = _read(_row(f'{cell}<c r="B1" s="3"/><c r="D1"><v>9</v></c><c r="E1"/>'))
    assert scan is not None
    assert scan.rows == [[content, None, None, 9.0]]
    assert type(scan.rows[0][0]) is type(content)


def test_rows_may_be_empty_hidden_and_left_out() -> None:
    scan = _read(
        '<row r="1" ht="20"/><row r="3" hidden="1"/>'
        '<row r="4" spans="1:2" x14ac:dyDescent="0.25" hidden="true"><c r="A4"/><c r="B4"><v>1</v></c><c r="C4"/></row>'
        '<row r="6" hidden="false"><c r="A6" s="1"/></row><row r="7" hidden="0"/>'
    )
    assert scan is not None
    assert (scan.rows, scan.hidden_rows) == ([[], [], [], [None, 1.0]], {2, 3})


def test_formulas_of_a_workbook_that_carries_data_are_kept() -> None:
    cells = '<c r="A1"><f> B1&amp;"ж" </f><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>2</v></c>'
    kept, forgotten = (_read(_row(cells), carries_data=each) for each in (True, False))
    assert kept is not None
    assert forgotten is not None
    assert (kept.texts, forgotten.texts) == ({(0, 0): 'B1&"ж"'}, {})


@pytest.mark.parametrize(
    "rows",
    [
        " ",
        "<row/>",
        "<row><c><v>1</v></c></row>",
        '<c r="A1"><v>1</v></c>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1048577"/>',
        '<row r="2"/><row r="1"/>',
        _row("") + _row(""),
        _row('<c r="A1"><v>1</v></c>') + "<row",
        _row('<c r="A1"><v>1</v></c>').removesuffix("</row>"),
        _row('<c r="A1"><v>1</v></c>', ' a="1" a="1"'),
        _row('<c r="A1"><v>1</v></c>', ' r="1"'),
        _row('<c r="A1"><v>1</v></c>', " a='1'"),
        _row('<c r="A1"><v>1</v></c>', ' a="&lt;"'),
        _row('<c r="A1"><v>1</v></c>', "".join(f' a{number}="1"' for number in range(ATTRIBUTES))),
        _row('<c r="A2"><v>1</v></c>'),
        _row('<c r="a1"><v>1</v></c>'),
        _row('<c r="XFE1"><v>1</v></c>'),
        _row('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>'),
        _row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        _row('<c r="A1"><v>1</v><v>2</v></c>'),
        _row('<c r="A1" s="1" s="1"><v>1</v></c>'),
        _row('<c r="A1" t="s" s="1"><v>1</v></c>'),
        _row('<c r="A1" t="s"><v>9</v></c>'),
        _row('<c r="A1" t="inlineStr"><is><t>x</t></is></c>'),
        _row('<c r="A1"><f>A2</f></c>'),
        _row('<c r="A1"><f a="1">A2</f><v>1</v></c>'),
        _row('<c r="A1"><v>1</v></c> '),
        _row('<c r="A1"><v>1</v></c>x'),
        _row('<c r="A1"><v><b/>1</v></c>'),
        _row('<c r="A1"><v>1</v></c><c>'),
        _row('<c r="XFD1"><v>1</v></c>') + '<row r="200"><c r="A200"><v>1</v></c></row>',
    ],
)
def test_what_is_unusual_or_wrong_is_left_to_the_parser(rows: str) -> None:
    assert _read(rows) is None


def test_more_cells_than_a_workbook_may_hold_are_left_to_the_parser() -> None:
    cells = _row('<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>')
    assert read_rows(cells, SheetScan("a", most=2), AROUND)
    assert not read_rows(cells, SheetScan("a", most=1), AROUND)


def test_workings_are_known_by_their_heads() -> None:
    rest = '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="Z3" s="1"/></row>'
    passed, others = (_read(WORKINGS + rest, heads=each) for each in (HEADS, HEADS[::-1]))
    assert passed is not None
    assert others is not None
    assert passed.rows == [["первая", "вторая"], [1.0, 1.0]]
    assert (passed.filled, passed.unread, others.filled, others.unread) == (5, 1, 5, 0)
    assert len(others.rows) == 3


@pytest.mark.parametrize(
    "rest",
    [
        "",
        '<row r="3" hidden="1"><c r="A3"><v>1</v></c></row>',
        '<row r="3"/>',
        '<row r="3"><c r="AA3"><v>1</v></c></row>',
        '<row r="10000"><c r="A10000"><v>1</v></c></row>',
    ],
)
def test_rows_that_workings_do_not_have_are_read(rest: str) -> None:
    scan = _read(WORKINGS + rest, heads=HEADS)
    assert scan is not None
    assert scan.unread == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda rest: rest * 2,
        lambda rest: rest.replace('"3"', '"2"').replace("A3", "A2"),
        lambda rest: rest.replace("A3", "A4"),
        lambda rest: rest.replace("</c>", '</c><c r="A3"><v>1</v></c>'),
        lambda rest: rest.replace("<v>1", "<v>9"),
        lambda rest: rest.replace('r="3"', 'r="3" a="1" a="1"'),
        lambda rest: rest.replace("</row>", ""),
    ],
)
def test_what_is_wrong_with_workings_is_left_to_the_parser(damage: Callable[[str], str]) -> None:
    rest = '<row r="3"><c r="A3" t="s"><v>1</v></c></row>'
    assert _read(WORKINGS + rest, heads=HEADS) is not None
    assert _read(WORKINGS + damage(rest), heads=HEADS) is None


def test_long_workings_that_end_badly_are_left_to_the_parser_at_once() -> None:
    """Were there two ways to take a cell, every cell would double the time."""
    row = "".join(f'<c r="{letter}{{0}}"><f>A1</f><v>1</v></c>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rest = "".join(f'<row r="{number}">{row.format(number)}</row>' for number in range(3, 400))
    began = time.process_time()
    assert _read(WORKINGS + rest + '<row r="400"><c r="A400"><f>A1</f><v>1</v></row>', heads=HEADS) is None
    assert time.process_time() - began < 5
