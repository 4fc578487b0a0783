from __future__ import annotations

from datetime import date, datetime

import pytest

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.limits import ATTRIBUTES, DEPTH, MERGED_CELLS
from engine.intake.refusal import Refused
from engine.intake.scan import SheetScan
from engine.intake.xlsxcells import Surroundings
from engine.intake.xlsxparts import Styles
from engine.intake.xlsxsheet import scan_sheet

AROUND = Surroundings(
    strings={"0": "первая", "1": "", "2": "a\rb"},
    styles=Styles(percents=frozenset("1"), moments=frozenset("23"), spans=frozenset("3")),
    since_1904=False,
)


def _scanned(cells: str, after: str = "") -> SheetScan:
    scan = SheetScan("a")
    markup = f"<worksheet><sheetData><row>{cells}</row></sheetData>{after}</worksheet>"
    scan_sheet(markup.encode(), scan, AROUND)
    return scan


def _refusal(cells: str, after: str = "") -> str:
    with pytest.raises(Refused) as refused:
        _scanned(cells, after)
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ("<c><v>41</v></c>", 41.0),
        ("<c><v> -4.5E-3 </v></c>", -0.0045),
        ('<c t="n"><v>1</v></c>', 1.0),
        ('<c t="s"><v>0</v></c>', "первая"),
        ('<c t="s"><v>1</v></c>', None),
        ('<c t="s"><v>2</v></c>', "a\rb"),
        ('<c t="str"><v> слово </v></c>', " слово "),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#ДЕЛ/0!</v></c>', CellError("#ДЕЛ/0!")),
        ('<c s="1"><v>0.15</v></c>', 0.15),
        ('<c s="2"><v>45657</v></c>', date(2024, 12, 31)),
        ('<c s="3"><v>1.25</v></c>', "1 day, 6:00:00"),
        ('<c t="d"><v>2024-12-31</v></c>', date(2024, 12, 31)),
        ('<c t="d"><v>2024-12-31T18:00:00</v></c>', datetime(2024, 12, 31, 18, 0)),  # noqa: DTZ001  cells know no time zone
        ('<c t="inlineStr"><is><t>сло</t></is></c>', "сло"),
        ('<c t="inlineStr"><is><r><t>сло</t></r><r><t>во</t></r><rPh><t>как</t></rPh></is></c>', "слово"),
        ("<c><f>A1</f></c>", FormulaWithoutValue()),
        ("<c><f>A1</f><v></v></c>", FormulaWithoutValue()),
        ("<c><f>A1</f><v>7</v></c>", 7.0),
        ("<c><v>NaN</v></c>", "NaN"),
        ("<c><v>1e999</v></c>", "1e999"),
        ("<c><v>1_000</v></c>", "1_000"),
        ("<c><v>１２</v></c>", "１２"),
        ("<c/>", None),
        ('<c t="s"/>', None),
    ],
)
def test_a_cell_is_read_as_its_program_meant_it(cell: str, content: CellContent) -> None:
    scan = _scanned(cell + '<c r="C1"><v>9</v></c>')
    assert scan.rows[0][0] == content
    assert type(scan.rows[0][0]) is type(content)
    assert scan.rows[0][2] == 9.0


def test_text_of_other_elements_belongs_to_no_cell() -> None:
    scan = _scanned("<c><f>LEN(A2)</f><v>5</v></c><c><v>6</v></c>", "<cf><formula>AND(1)</formula></cf>")
    assert scan.rows == [[5.0, 6.0]]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("<c><v>3</v><v>4</v></c>", "S12"),
        ("<c><v>3</v><is><t>4</t></is></c>", "S12"),
        ('<c r="A1"><v>3</v></c><c r="A1"><v>4</v></c>', "S13"),
        ('<c r="A1"><v>3</v></c><c r="B1"><v>3</v></c><c r="A1"><v>4</v></c>', "S13"),
        ('<c t="s"><v>3</v></c>', "F08"),
        ('<c t="s"><v>-1</v></c>', "F08"),
        ('<c t="s"><v>999999999999</v></c>', "F08"),
        ('<c r="A99999999999"><v>1</v></c>', "S06"),
        ('<c r="XFE1"><v>1</v></c>', "S06"),
        ('</row><row r="0"><c><v>1</v></c>', "S06"),
        ('</row><row r="1048577"><c><v>1</v></c>', "S06"),
        ('<c r="XFD1"/><c><v>1</v></c>', "S06"),
        ("<!-- <v>1</v> --><c><v>1</v></c>", "F08"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(cells: str, code: str) -> None:
    assert _refusal(cells) == code


@pytest.mark.parametrize("rows", ["<c><v>1</v></c>", "<row><v>1</v></row>", '<row r="2"><f>A1</f></row>'])
def test_a_cell_outside_of_any_row_and_a_value_outside_of_any_cell_have_no_place(rows: str) -> None:
    with pytest.raises(Refused, match="S06"):
        scan_sheet(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode(), SheetScan("a"), AROUND)


@pytest.mark.parametrize("over", [0, 1])
def test_depth_and_attributes_are_limited(over: int) -> None:
    inside = DEPTH - 1 + over
    deep = "<x>" * inside + "</x>" * inside
    wide = "<x " + " ".join(f'a{number}="1"' for number in range(ATTRIBUTES + over)) + "/>"
    if over:
        assert (_refusal("", deep), _refusal("", wide)) == ("S12", "S12")
    else:
        _scanned("", deep + wide)


@pytest.mark.parametrize("over", [0, 1])
def test_the_area_of_merged_ranges_is_limited(over: int) -> None:
    merges = f'<mergeCells><mergeCell ref="A1:A{MERGED_CELLS - 2}"/><mergeCell ref="B1:B{2 + over}"/></mergeCells>'
    if over:
        assert _refusal("", merges) == "S05"
    else:
        _scanned("", merges)
