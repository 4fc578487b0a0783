"""Scans the XML of .xlsx and .xlsm for what readers of values hide: errors, formulas without value, true extents."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from posixpath import join, normpath
from xml.parsers import expat

from engine.intake.container import Container
from engine.intake.limits import (
    COLUMNS,
    FILLED_BOX,
    FILLED_CELLS,
    MERGES,
    ROWS,
    SHEETS,
    STRINGS,
    TRANSMITTED_CELLS,
)
from engine.intake.markup import Attributes, attribute, local, moment, parse_markup, prefix, text_of
from engine.intake.positions import position_of, range_of
from engine.intake.refusal import Refused
from engine.vocabulary.transmittalrows import DATA_SHEET

Position = tuple[int, int]
_BUILTIN_PERCENT = {9, 10}


@dataclass(slots=True)
class SheetScan:
    """What one sheet's markup says; rows and columns zero-indexed, ``height`` and ``width`` reach the last filled cell.

    ``errors`` holds the text of each error cell; ``unvalued`` formulas without a stored value, ``formulas`` those with
    one; ``percents`` filled cells that are shown as per cent; ``merges`` (first row, first column, last row, last
    column). ``most`` is how many cells the workbook may hold. ``texts`` are the formulas of a workbook that carries
    data, as the file holds them; those that are told once for several cells are left out.
    """

    name: str
    hidden: bool = False
    most: int = FILLED_CELLS
    filled: int = 0
    height: int = 0
    width: int = 0
    errors: dict[Position, str] = field(default_factory=dict)
    unvalued: set[Position] = field(default_factory=set)
    formulas: set[Position] = field(default_factory=set)
    percents: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    carries_data: bool = False
    texts: dict[Position, str] = field(default_factory=dict)

    def reach(self, row: int, column: int, *, cells: int = 1) -> None:
        """Note filled cells that end at a row and a column.

        Raises:
            Refused: the sheet holds too much for a form.
        """
        self.filled += cells
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)
        self.check()

    def check(self) -> None:
        """Compare the sheet with the limits.

        Raises:
            Refused: the sheet holds too much for a form.
        """
        if self.filled > self.most or self.height * self.width > FILLED_BOX:
            raise Refused("S05", sheet=self.name, rows=self.height, columns=self.width)


@dataclass(frozen=True, slots=True)
class WorkbookScan:
    """Sheets in the workbook's order and the last-saved moment that it states."""

    sheets: tuple[SheetScan, ...]
    saved_at: datetime | None = None


def scan_xlsx(container: Container, only: Collection[str] | None = None) -> WorkbookScan:
    """Scan every worksheet of an .xlsx or .xlsm, or ``only`` those of these names: of the others nothing is told.

    Who asks for some sheets knows that the workbook is no form: as much may stand in it as in one that carries data.

    Raises:
        Refused: a part is damaged, missing or forbidden, or a limit is passed.
    """
    listed = _listed_sheets(container)
    if len(listed) > SHEETS:
        raise Refused("S05", sheet=listed[SHEETS].name, rows=len(listed), columns=0)
    percent_styles = _percent_styles(container)
    carries_data = only is not None or any(each.scan.name == DATA_SHEET for each in listed)
    most = TRANSMITTED_CELLS if carries_data else FILLED_CELLS
    for sheet in listed:
        sheet.scan.most, sheet.scan.carries_data = most, only is None and carries_data
        if only is None or sheet.scan.name in only:
            _scan_sheet(container.read(sheet.part), sheet.scan, percent_styles)
    if sum(each.scan.filled for each in listed) > most:
        raise Refused("S05", sheet=listed[0].name, rows=most, columns=1)
    _check_strings(container)
    return WorkbookScan(tuple(each.scan for each in listed), _saved_at(container))


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    part: str
    scan: SheetScan


def _listed_sheets(container: Container) -> list[_Listed]:
    targets: dict[str, str] = {}
    sheets: list[_Listed] = []

    def relation(name: str, attributes: Attributes) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else join("xl", target)

    def sheet(name: str, attributes: Attributes) -> None:
        if local(name) == "sheet":
            target = targets.get(attribute(attributes, "id") or "")
            title, hidden = attributes.get("name", ""), attributes.get("state", "visible") != "visible"
            if target is not None and "chartsheet" not in target and "dialogsheet" not in target:
                sheets.append(_Listed(title, normpath(target), SheetScan(title, hidden)))

    parse_markup(container.read("xl/_rels/workbook.xml.rels"), relation)
    parse_markup(container.read("xl/workbook.xml"), sheet)
    return sheets


def _percent_styles(container: Container) -> frozenset[str]:
    if "xl/styles.xml" not in container:
        return frozenset()
    percent_formats = set(_BUILTIN_PERCENT)
    styles: list[int] = []
    within: list[bool] = [False]

    def start(name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag == "numFmt" and "%" in attributes.get("formatCode", ""):
            percent_formats.add(_number(attributes.get("numFmtId")))
        elif tag == "cellXfs":
            within[0] = True
        elif tag == "cellStyles":
            within[0] = False
        elif tag == "xf" and within[0]:
            styles.append(_number(attributes.get("numFmtId")))

    parse_markup(container.read("xl/styles.xml"), start)
    return frozenset(str(index) for index, number in enumerate(styles) if number in percent_formats)


def _scan_sheet(content: bytes, scan: SheetScan, percent_styles: frozenset[str]) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _SheetReader(parser, scan, percent_styles)
    parse_markup(content, reader.root, parser=parser)
    reader.finish()


class _SheetReader:
    """Callbacks of one sheet, written for speed: a cell that is only styled, or plain, costs next to nothing."""

    def __init__(self, parser: expat.XMLParserType, scan: SheetScan, percent_styles: frozenset[str]) -> None:
        self.parser, self.scan, self.percent_styles = parser, scan, percent_styles
        self.text: list[str] = []
        self.formula_text: list[str] = []
        self.cell: Attributes = {}
        self.row = self.column = -1
        self.formula = self.valued = False

    def root(self, name: str, _: Attributes) -> None:
        """Learn the prefix of the sheet's names and hand over to the handler of its elements."""
        self.parser.StartElementHandler = self._handler(prefix(name))

    def _handler(self, space: str) -> Callable[[str, Attributes], None]:  # noqa: C901  one loop that runs for every cell
        cell_tag, value_tag, inline_tag, formula_tag = (space + tag for tag in ("c", "v", "is", "f"))
        other = {space + "row": self._start_row, space + "mergeCell": self._merge}
        scan, percent_styles = self.scan, self.percent_styles

        def start(name: str, attributes: Attributes) -> None:
            if name == cell_tag:
                if self.formula or self.valued:
                    self.finish()
                if "r" not in attributes:  # its place follows from the cell before it
                    self.column = self._position()[1] + 1
                self.cell = attributes
            elif name in (value_tag, inline_tag):
                at = self._position()
                scan.filled += 1
                if at[0] >= scan.height or at[1] >= scan.width:
                    scan.reach(*at, cells=0)
                if percent_styles and self.cell.get("s") in percent_styles:
                    scan.percents.add(at)
                if self.formula or self.cell.get("t") == "e":
                    self.valued = True
                    self.parser.CharacterDataHandler = self.text.append
            elif name == formula_tag:
                self._start_formula(attributes)
            elif name in other:
                other[name](attributes)

        return start

    def _start_formula(self, attributes: Attributes) -> None:
        self.formula = True
        if self.scan.carries_data and "t" not in attributes:
            self.parser.CharacterDataHandler = self.formula_text.append

    def _position(self) -> Position:
        reference = self.cell.get("r")
        return (self.row, self.column) if reference is None else position_of(reference)

    def finish(self) -> None:
        """Note the formula or the error of the cell that has just ended, if it holds one."""
        if self.formula or self.valued:
            self._note(self._position(), "".join(self.text).strip())
            if formula := "".join(self.formula_text).strip():
                self.scan.texts[self._position()] = formula
            self.parser.CharacterDataHandler = None
            self.text.clear()
            self.formula_text.clear()
            self.formula = self.valued = False

    def _note(self, at: Position, value: str) -> None:
        if self.cell.get("t") == "e" and value:
            self.scan.errors[at] = value
        elif self.formula and not value and (self.cell.get("t") != "str" or not self.valued):
            self.scan.reach(*at, cells=0 if self.valued else 1)
            self.scan.unvalued.add(at)
        elif self.formula:
            self.scan.formulas.add(at)

    def _start_row(self, attributes: Attributes) -> None:
        self.finish()
        number = attributes.get("r")
        self.row = self.row + 1 if number is None else _number(number) - 1
        self.column, self.cell = -1, {}
        if attributes.get("hidden") in ("1", "true"):
            self.scan.hidden_rows.add(self.row)
        if self.scan.filled > self.scan.most:
            self.scan.check()

    def _merge(self, attributes: Attributes) -> None:
        self.scan.merges.append(range_of(attributes.get("ref", "")))
        if len(self.scan.merges) > MERGES:
            raise Refused("S05", sheet=self.scan.name, rows=MERGES, columns=1)


def _check_strings(container: Container) -> None:
    name = "xl/sharedstrings.xml"
    if name not in container:
        return
    parser = expat.ParserCreate()

    def first(_: str, attributes: Attributes) -> None:
        declared = max(_number(attributes.get("count")), _number(attributes.get("uniqueCount")))
        if declared > STRINGS:
            raise Refused("S05", sheet="", rows=declared, columns=1)
        parser.StartElementHandler = None

    parse_markup(container.read(name), first, parser=parser)


def _saved_at(container: Container) -> datetime | None:
    name = "docprops/core.xml"
    return moment(text_of(container.read(name), "modified")) if name in container else None


def _number(text: str | None) -> int:
    if text is None:
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > len(str(ROWS * COLUMNS)):
        raise Refused("S12")
    return int(text)
