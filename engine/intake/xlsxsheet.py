"""Reads one sheet of .xlsx: values and what readers hide, in one pass over its markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from xml.parsers import expat

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.limits import ATTRIBUTES, COLUMNS, DEPTH, MERGED_CELLS, MERGES, ROWS
from engine.intake.markup import Attributes, StartTag, parse_markup, prefix
from engine.intake.positions import position_of, range_of
from engine.intake.refusal import Refused, damaged
from engine.intake.scan import Position, SheetScan
from engine.intake.serials import moment_of, span_of
from engine.intake.xlsxparts import Styles, number_of, unescaped

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITE = (float("inf"), float("-inf"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the cells of every sheet of a workbook rest on."""

    strings: Mapping[str, str]
    styles: Styles
    since_1904: bool


def scan_sheet(content: bytes, scan: SheetScan, around: Surroundings) -> None:
    """Read a sheet's markup into ``scan``.

    Raises:
        Refused: it is damaged or forbidden, a limit is passed, or a cell stands there twice.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _SheetReader(parser, scan, around)
    parser.StartElementHandler = reader.root
    parse_markup(content, parser=parser)
    reader.finish()
    if reader.values != _values_in(content, reader.space):
        raise damaged("cells", scan.name)  # what the bytes hold and what was read must be as many
    scan.check_put()


def _values_in(content: bytes, space: str) -> int:
    """How many elements hold a cell's value, counted by their tags alone."""
    return len(re.findall(f"<{space}(?:v|is)[>/ \t\r\n]".encode(), content))


class _SheetReader:
    """Callbacks of one sheet, written for speed: they run for every cell, most of which are only styled."""

    def __init__(self, parser: expat.XMLParserType, scan: SheetScan, around: Surroundings) -> None:
        self.parser, self.scan, self.around = parser, scan, around
        self.strings, self.percents = around.strings, around.styles.percents
        self.text: list[str] = []
        self.formula_text: list[str] = []
        self.cell: Attributes = {}
        self.row = self.column = -1
        self.formula = self.valued = self.pronounced = False
        self.merged = self.values = 0
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
        top, left, bottom, right = merge = range_of(attributes.get("ref", ""))
        self.scan.merges.append(merge)
        self.merged += (bottom - top + 1) * (right - left + 1)
        if len(self.scan.merges) > MERGES or self.merged > MERGED_CELLS:
            raise Refused("S05", sheet=self.scan.name, rows=bottom + 1, columns=right + 1)

    def _position(self) -> Position:
        reference = self.cell.get("r")
        return (self.row, self.column) if reference is None else position_of(reference)

    def _next_place(self) -> Position:
        if self.row < 0 or self.column >= COLUMNS:
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
        if self.formula:
            content = self._calculated(at, kind, raw)
        elif kind == "n" and _NUMBER.fullmatch(raw) and cell.get("s") not in self.around.styles.moments:
            content = float(raw)
            if content in _INFINITE:
                content = raw
        else:
            content = self._content(kind, raw)
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
        if not raw.strip() and (kind != "str" or not self.valued):
            return FormulaWithoutValue()
        content = self._content(kind, raw)
        if content.__class__ is not CellError:
            self.scan.formulas.add(at)
        return content

    def _content(self, kind: str, raw: str) -> CellContent:
        if kind in ("str", "inlineStr"):
            return unescaped(raw)
        raw = raw.strip()
        if kind == "s":
            if raw not in self.strings:
                raise damaged("strings")
            return self.strings[raw]
        if kind == "n":
            return self._number(raw)
        if kind == "b":
            return raw in ("1", "true")
        if kind == "e":
            return CellError(raw) if raw else None
        return _day(raw) if kind == "d" else raw

    def _number(self, raw: str) -> CellContent:
        """A number or, by the cell's format, a day, a moment, a span of time; what is none stays a text."""
        if _NUMBER.fullmatch(raw) is None:
            return raw
        number, style, styles = float(raw), self.cell.get("s"), self.around.styles
        if style in styles.spans:
            return span_of(number)
        if style in styles.moments:
            return moment_of(number, since_1904=self.around.since_1904)
        return raw if number in _INFINITE else number


def _day(raw: str) -> CellContent:
    """A moment as Strict workbooks write it; what is none stays a text."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return raw
    return date(moment.year, moment.month, moment.day) if "T" not in raw else moment.replace(tzinfo=None)
