"""Reads one sheet of .xlsx: values and what readers hide, in one pass over its markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.parsers import expat

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.limits import ATTRIBUTES, DEPTH, MERGED_CELLS, MERGES
from engine.intake.markup import Attributes, parse_markup, prefix
from engine.intake.positions import position_of, range_of
from engine.intake.refusal import Refused
from engine.intake.scan import Position, SheetScan
from engine.intake.serials import moment_of, span_of
from engine.intake.xlsxparts import Styles, number_of

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a letter that XML cannot hold, or that looks like this itself


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the cells of every sheet of a workbook rest on."""

    strings: Sequence[str]
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
    parser.EndElementHandler = reader.end
    parser.StartElementHandler = reader.root
    parse_markup(content, parser=parser)
    reader.finish()
    if reader.values != _values_in(content, reader.space):
        raise Refused("F08")  # what the bytes hold and what was read must be as many
    scan.check_put()


def _values_in(content: bytes, space: str) -> int:
    """How many elements hold a cell's value, counted by their tags alone."""
    tags = (f"<{space}{name}{end}".encode() for name in ("v", "is") for end in (">", " ", "/>", "\n", "\t", "\r"))
    return sum(content.count(tag) for tag in tags)


class _SheetReader:
    """Callbacks of one sheet, written for speed: a cell that is only styled costs next to nothing."""

    def __init__(self, parser: expat.XMLParserType, scan: SheetScan, around: Surroundings) -> None:
        self.parser, self.scan, self.around = parser, scan, around
        self.text: list[str] = []
        self.formula_text: list[str] = []
        self.cell: Attributes = {}
        self.row = self.column = -1
        self.formula = self.valued = self.pronounced = False
        self.depth = self.merged = self.values = 0
        self.space = ""

    def end(self, _: str) -> None:
        """Count how deep the elements stand in one another."""
        self.depth -= 1

    def root(self, name: str, _: Attributes) -> None:
        """Learn the prefix of the sheet's names and hand over to the handler of its elements."""
        self.depth, self.space = 1, prefix(name)
        self.parser.StartElementHandler = self._handler(self.space)

    def _handler(self, space: str) -> Callable[[str, Attributes], None]:  # noqa: C901  one loop that runs for every cell
        cell_tag, value_tag, text_tag, formula_tag = (space + tag for tag in ("c", "v", "t", "f"))
        other = {
            space + "row": self._start_row,
            space + "mergeCell": self._merge,
            space + "rPh": self._pronounce,
            space + "is": self._start_inline,
        }
        parser, collect = self.parser, self.text.append

        def start(name: str, attributes: Attributes) -> None:
            self.depth += 1
            if self.depth > DEPTH or len(attributes) > ATTRIBUTES:
                raise Refused("S12")
            if name == cell_tag:
                if self.formula or self.valued:
                    self.finish()
                if "r" not in attributes:  # its place follows from the cell before it
                    self.column = self._position()[1] + 1
                self.cell = attributes
                parser.CharacterDataHandler = None
            elif name == value_tag:
                if self.valued:
                    raise Refused("S12")  # two values of one cell would read as one number
                self.valued = True
                self.values += 1
                parser.CharacterDataHandler = collect
            elif name == formula_tag:
                self._start_formula(attributes)
            elif name == text_tag:
                parser.CharacterDataHandler = None if self.pronounced else collect
            else:
                parser.CharacterDataHandler = None
                if name in other:
                    other[name](attributes)

        return start

    def _start_formula(self, attributes: Attributes) -> None:
        self.formula = True
        told = self.scan.carries_data and "t" not in attributes
        self.parser.CharacterDataHandler = self.formula_text.append if told else None

    def _start_inline(self, _: Attributes) -> None:
        if self.valued:
            raise Refused("S12")
        self.valued = True
        self.values += 1

    def _pronounce(self, _: Attributes) -> None:
        self.pronounced = True

    def _position(self) -> Position:
        reference = self.cell.get("r")
        return (self.row, self.column) if reference is None else position_of(reference)

    def finish(self) -> None:
        """Put the cell that has just ended into the sheet, if it holds a value or a formula."""
        if not (self.formula or self.valued):
            return
        at, raw = self._position(), "".join(self.text)
        unvalued = self.formula and not raw.strip() and (self.cell.get("t") != "str" or not self.valued)
        content = FormulaWithoutValue() if unvalued else self._content(raw)
        self.scan.put(at, content)
        if formula := "".join(self.formula_text).strip():
            self.scan.texts[at] = formula
        if self.formula and not unvalued and content.__class__ is not CellError:
            self.scan.formulas.add(at)
        if not unvalued and self.cell.get("s") in self.around.styles.percents:
            self.scan.percents.add(at)
        self.text.clear()
        self.formula_text.clear()
        self.formula = self.valued = self.pronounced = False

    def _content(self, raw: str) -> CellContent:
        kind = self.cell.get("t", "n")
        if kind == "s":
            return _shared(raw.strip(), self.around.strings)
        if kind == "n":
            return self._number(raw.strip())
        if kind in ("str", "inlineStr"):
            return _unescaped(raw)
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "e":
            return CellError(raw.strip()) if raw.strip() else None
        return _day(raw.strip()) if kind == "d" else raw

    def _number(self, raw: str) -> CellContent:
        if not raw:
            return None
        if _NUMBER.fullmatch(raw) is None:
            return raw
        number = float(raw)
        style = self.cell.get("s")
        styles = self.around.styles
        if style in styles.spans:
            return span_of(number)
        if style in styles.moments:
            return moment_of(number, since_1904=self.around.since_1904)
        return number if abs(number) != float("inf") else raw

    def _start_row(self, attributes: Attributes) -> None:
        self.finish()
        number = attributes.get("r")
        self.row = self.row + 1 if number is None else number_of(number) - 1
        self.column, self.cell = -1, {}
        if attributes.get("hidden") in ("1", "true"):
            self.scan.hidden_rows.add(self.row)

    def _merge(self, attributes: Attributes) -> None:
        top, left, bottom, right = merge = range_of(attributes.get("ref", ""))
        self.scan.merges.append(merge)
        self.merged += (bottom - top + 1) * (right - left + 1)
        if len(self.scan.merges) > MERGES or self.merged > MERGED_CELLS:
            raise Refused("S05", sheet=self.scan.name, rows=bottom + 1, columns=right + 1)


def _shared(raw: str, strings: Sequence[str]) -> str:
    if not (raw.isascii() and raw.isdigit() and len(raw) < 10 and int(raw) < len(strings)):
        raise Refused("F08")
    return _unescaped(strings[int(raw)])


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _day(raw: str) -> CellContent:
    """A moment as Strict workbooks write it; what is none stays a text."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return raw
    return date(moment.year, moment.month, moment.day) if "T" not in raw else moment.replace(tzinfo=None)
