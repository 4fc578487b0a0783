"""Reads one sheet of .xlsx: values, and what readers hide, by the same pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.parsers import expat

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.limits import ATTRIBUTES, COLUMNS, DEPTH, ROWS
from engine.intake.markup import Attributes, StartTag, parse_markup, prefix
from engine.intake.plainmarkup import NotPlainError, cut_out
from engine.intake.positions import position_of, range_of
from engine.intake.refusal import Refused, damaged
from engine.intake.scan import Position, SheetScan
from engine.intake.xlsxcells import Surroundings, content_of, result_of
from engine.intake.xlsxparts import number_of
from engine.intake.xlsxrows import read_rows

_ROWS_BEGIN, _ROWS_END = re.compile(rb"<sheetData>"), b"</sheetData>"
#: As deep as a cell's value stands among the rows; in their place, so that the limit of depth holds as it did.
_IN_THEIR_PLACE = b"<x><x><x/></x></x>"
_OF_ROWS = re.compile(rb"<(?:c|v|f|is|row|t|rPh)[\s/>]")


def scan_sheet(content: bytes, scan: SheetScan, around: Surroundings, heads: Sequence[str] = ()) -> None:
    """Read a sheet's markup into ``scan``; of a sheet of workings, known by these ``heads``, its first rows.

    Rows that are written as usual are read without a parser, all else with one; where that fails for whatever reason,
    the parser reads everything, and what is wrong is told by it alone.

    Raises:
        Refused: it is damaged or forbidden, a limit is passed, or a cell stands there twice.
    """
    if not _read_apart(content, scan, around, heads):
        _parse(content, scan, around)
    scan.check_put()


def _read_apart(content: bytes, scan: SheetScan, around: Surroundings, heads: Sequence[str]) -> bool:
    """Read a sheet's rows apart from what stands around them; False, with nothing read, where that cannot be done."""
    beside = SheetScan(scan.name)
    try:
        rest, rows = cut_out(content, _ROWS_BEGIN, _ROWS_END, _IN_THEIR_PLACE)
        if _OF_ROWS.search(rest) or _read_around(rest, beside) or not read_rows(rows, scan, around, heads):
            return False
    except (NotPlainError, Refused):
        return False
    scan.merges, scan.merged = beside.merges, beside.merged
    return True


def _read_around(content: bytes, scan: SheetScan) -> str:
    """Read what stands around a sheet's rows into ``scan``; returns the prefix of the names."""
    root: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if not root:
            root.append(name)
        elif name == "mergeCell":
            scan.merge(range_of(attributes.get("ref", "")))

    parse_markup(content, start)
    return prefix(root[0])


def _parse(content: bytes, scan: SheetScan, around: Surroundings) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _SheetReader(parser, scan, around)
    parser.StartElementHandler = reader.root
    parse_markup(content, parser=parser)
    reader.finish()
    if reader.values != _values_in(content, reader.space):
        raise damaged("cells", scan.name)  # what the bytes hold and what was read must be as many


def _values_in(content: bytes, space: str) -> int:
    """How many elements hold a cell's value, counted by their tags alone."""
    return len(re.findall(f"<{space}(?:v|is)[>/ \t\r\n]".encode(), content))


class _SheetReader:
    """Callbacks of one sheet, written for speed: they run for every cell, most of which are only styled."""

    def __init__(self, parser: expat.XMLParserType, scan: SheetScan, around: Surroundings) -> None:
        self.parser, self.scan, self.around = parser, scan, around
        self.percents = around.styles.percents
        self.text: list[str] = []
        self.formula_text: list[str] = []
        self.cell: Attributes = {}
        self.row = self.column = -1
        self.formula = self.valued = self.pronounced = False
        self.values = 0
        self.space = ""

    def root(self, name: str, _: Attributes) -> None:
        """Learn the prefix of the sheet's names and hand over to the handlers of its elements."""
        self.space = prefix(name)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._handlers(self.space)

    def _handlers(self, space: str) -> tuple[StartTag, Callable[[str], None]]:  # noqa: C901  it runs for every cell
        cell_tag, value_tag = space + "c", space + "v"
        other = {
            space + "row": self._start_row,
            space + "f": self._start_formula,
            space + "is": self._start_inline,
            space + "t": self._start_text,
            space + "rPh": self._start_pronounced,
            space + "mergeCell": self._start_merge,
        }
        parser, collect, finish = self.parser, self.text.append, self.finish
        depth = 1

        def start(name: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > DEPTH or len(attributes) > ATTRIBUTES:
                raise Refused("S12")
            if name == cell_tag:
                if self.valued or self.formula:
                    finish()
                if "r" not in attributes:  # its place follows from the cell before it
                    self.column = self._position()[1] + 1
                self.cell = attributes
            elif name == value_tag:
                if self.valued:
                    raise Refused("S12")  # two values of one cell would read as one number
                self.valued = True
                parser.CharacterDataHandler = collect
            else:
                parser.CharacterDataHandler = None
                if name in other:
                    other[name](attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            if name == value_tag:
                parser.CharacterDataHandler = None

        return start, end

    def _start_formula(self, attributes: Attributes) -> None:
        self.formula = True
        if self.scan.carries_data and "t" not in attributes:
            self.parser.CharacterDataHandler = self.formula_text.append

    def _start_inline(self, _: Attributes) -> None:
        if self.valued:
            raise Refused("S12")
        self.valued = True

    def _start_text(self, _: Attributes) -> None:
        self.parser.CharacterDataHandler = None if self.pronounced else self.text.append

    def _start_pronounced(self, _: Attributes) -> None:
        self.pronounced = True

    def _start_row(self, attributes: Attributes) -> None:
        self.finish()
        number = attributes.get("r")
        self.row = self.row + 1 if number is None else number_of(number) - 1
        if not 0 <= self.row < ROWS:
            raise Refused("S06", reference=number or str(self.row + 1))
        self.column, self.cell = -1, {}
        if attributes.get("hidden") in ("1", "true"):
            self.scan.hidden_rows.add(self.row)

    def _start_merge(self, attributes: Attributes) -> None:
        self.scan.merge(range_of(attributes.get("ref", "")))

    def _position(self) -> Position:
        reference = self.cell.get("r")
        return (self.row, self.column) if reference is None else position_of(reference)

    def _next_place(self) -> Position:
        if self.row < 0 or not 0 <= self.column < COLUMNS:
            raise Refused("S06", reference=f"{self.row + 1}:{self.column + 1}")
        return self.row, self.column

    def finish(self) -> None:
        """Put the cell that has just ended into the sheet, if it holds a value or a formula."""
        if not (self.valued or self.formula):
            return
        text, cell = self.text, self.cell
        raw = text[0] if len(text) == 1 else "".join(text)
        at = position_of(cell["r"]) if "r" in cell else self._next_place()
        kind = cell.get("t", "n")
        content = self._calculated(at, kind, raw) if self.formula else content_of(kind, raw, cell.get("s"), self.around)
        self.scan.put(at, content)
        if cell.get("s") in self.percents and content is not None:
            self.scan.percents.add(at)
        text.clear()
        self.values += self.valued
        self.formula = self.valued = self.pronounced = False

    def _calculated(self, at: Position, kind: str, raw: str) -> CellContent:
        """What a formula gave, which its program may not have calculated yet."""
        if told := "".join(self.formula_text).strip():
            self.scan.texts[at] = told
        self.formula_text.clear()
        content = result_of(kind, raw, self.cell.get("s"), self.around, valued=self.valued)
        if content.__class__ is not CellError and content.__class__ is not FormulaWithoutValue:
            self.scan.formulas.add(at)
        return content
