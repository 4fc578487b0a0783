"""Scans content.xml of .ods for what readers of values hide; repeated rows and columns are counted, not unfolded."""

from __future__ import annotations

from datetime import datetime
from xml.parsers import expat

from engine.intake.container import Container
from engine.intake.limits import (
    BLANKS,
    COLUMNS,
    FILLED_CELLS,
    MERGED_CELLS,
    MERGES,
    ROWS,
    SHEET_NAME,
    SHEETS,
    TRANSMITTED_CELLS,
)
from engine.intake.markup import Attributes, attribute, local, moment, parse_markup, text_of
from engine.intake.refusal import Refused, damaged
from engine.intake.scan import SheetScan, WorkbookScan
from engine.vocabulary.transmittalrows import DATA_SHEET

_CELLS = {"table-cell", "covered-table-cell"}
_ERROR_WORDS = ("#", "Err:")
_MOST_NOTED = 10_000  # positions noted one by one of a cell that is repeated: more of them no form can have


def scan_ods(container: Container) -> WorkbookScan:
    """Scan every table of an .ods.

    Raises:
        Refused: a part is damaged, missing, locked or forbidden, or a limit is passed.
    """
    if "meta-inf/manifest.xml" in container and b"encryption-data" in container.read("meta-inf/manifest.xml"):
        raise Refused("F09")
    content = container.read("content.xml")
    reader = _TableReader(TRANSMITTED_CELLS if f':name="{DATA_SHEET}"'.encode() in content else FILLED_CELLS)
    parser = reader.parser
    parser.EndElementHandler = reader.end
    parse_markup(content, reader.start, parser=parser)
    return WorkbookScan(tuple(reader.sheets), _saved_at(container))


class _TableReader:
    """Follows rows and cells of the tables as expat meets them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.sheets: list[SheetScan] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.row, self.rows, self.column, self.merged = 0, 1, 0, 0
        self.cell: Attributes | None = None
        self.text: list[str] = []
        self.notes = 0

    def start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag in _CELLS:
            self.cell = attributes
            self.text.clear()
        elif tag == "p" and self.cell is not None and not self.notes:
            self.parser.CharacterDataHandler = self.text.append
        elif tag == "s":
            if _span(attribute(attributes, "c"), ROWS) > BLANKS:
                raise Refused("S12")
        elif tag == "annotation":
            self.notes += 1
        elif tag == "table-row":
            self._start_row(attributes)
        elif tag == "table":
            self._start_table(attributes)
        elif tag == "style":
            self.style = attribute(attributes, "name") or ""
        elif tag == "table-properties" and attribute(attributes, "display") == "false":
            self.hidden_styles.add(self.style)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag in _CELLS and self.cell is not None:
            self._end_cell(self.cell)
            self.cell = None
        elif tag == "p":
            self.parser.CharacterDataHandler = None
        elif tag == "annotation":
            self.notes -= 1
        elif tag == "table-row":
            self.row += self.rows

    @property
    def _sheet(self) -> SheetScan:
        if not self.sheets:
            raise damaged("markup")  # a row or a cell outside of any table
        return self.sheets[-1]

    def _start_table(self, attributes: Attributes) -> None:
        hidden = (attribute(attributes, "style-name") or "") in self.hidden_styles
        name = attribute(attributes, "name") or ""
        if len(name) > SHEET_NAME:
            raise Refused("S12")
        self.sheets.append(SheetScan(name, hidden, self.most))
        self.row = self.merged = 0
        if len(self.sheets) > SHEETS:
            raise Refused("S05", sheet=self.sheets[-1].name, rows=SHEETS, columns=0)

    def _start_row(self, attributes: Attributes) -> None:
        self.rows, self.column = _repeated(attributes, "number-rows-repeated", ROWS), 0
        if attribute(attributes, "visibility") in ("collapse", "filter"):
            self._sheet.hidden_rows.update(range(self.row, self.row + min(self.rows, _MOST_NOTED)))

    def _end_cell(self, cell: Attributes) -> None:
        columns = _repeated(cell, "number-columns-repeated", COLUMNS)
        named = {local(key): value for key, value in cell.items()}
        # The older value-type stands under office:, LibreOffice's own under calcext:; only the latter says "error".
        kind = cell.get("office:value-type") or named.get("value-type")
        text = "".join(self.text)
        formula = "formula" in named
        if kind is not None or formula or text.strip():
            sheet = self._sheet
            sheet.reach(self.row + self.rows - 1, self.column + columns - 1, cells=self.rows * columns)
            if kind == "string" and not text and "string-value" not in named:
                sheet.blank += self.rows * columns
            self._note(sheet, columns, named, kind, text)
        self._note_merge(named)
        self.column += columns

    def _note(self, sheet: SheetScan, columns: int, named: Attributes, kind: str | None, text: str) -> None:
        formula = "formula" in named
        error = "error" in (named.get("value-type"), kind) or (formula and text.strip().startswith(_ERROR_WORDS))
        if not (formula or error or kind == "percentage"):
            return
        places = [
            (row, column)
            for row in range(self.row, self.row + self.rows)
            for column in range(self.column, self.column + columns)
        ][:_MOST_NOTED]
        if error:
            sheet.errors.update(dict.fromkeys(places, text.strip() or "#"))
        elif kind is None:
            sheet.unvalued.update(places)
        elif formula:
            sheet.formulas.update(places)
        if kind == "percentage":
            sheet.percents.update(places)

    def _note_merge(self, named: Attributes) -> None:
        across = _span(named.get("number-columns-spanned"), COLUMNS)
        down = _span(named.get("number-rows-spanned"), ROWS)
        if across * down > 1:
            merges = self._sheet.merges
            merges.append((self.row, self.column, self.row + down - 1, self.column + across - 1))
            self.merged += across * down
            if len(merges) > MERGES or self.merged > MERGED_CELLS:
                raise Refused("S05", sheet=self.sheets[-1].name, rows=self.row + down, columns=self.column + across)


def _repeated(attributes: Attributes, name: str, limit: int) -> int:
    return _span(attribute(attributes, name), limit)


def _span(text: str | None, limit: int) -> int:
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(limit))):
        raise Refused("S12")
    return max(1, min(int(text), limit))


def _saved_at(container: Container) -> datetime | None:
    return moment(text_of(container.read("meta.xml"), "date")) if "meta.xml" in container else None
