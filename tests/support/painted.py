"""What colour a spreadsheet program paints each cell, conditional formats included: read from its HTML export."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from support.libreoffice import Where
from xlsxwriter.utility import xl_rowcol_to_cell


def painted(html: Path, sheets: Sequence[str]) -> dict[Where, str]:
    """Backgrounds (#F6CFCB) by cell of the sheets, which are the workbook's visible ones in order.

    Of a merged cell the first one; a cell without a background is left out.
    """
    reader = _Tables(sheets)
    reader.feed(html.read_text(encoding="utf-8"))
    return reader.found


class _Tables(HTMLParser):
    """One table is one sheet, its rows and cells are those of the sheet; merged cells are spans of columns."""

    def __init__(self, sheets: Sequence[str]) -> None:
        super().__init__()
        self.found: dict[Where, str] = {}
        self._sheets = sheets
        self._table = self._row = -1
        self._column = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._table, self._row = self._table + 1, -1
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag == "td":
            if "bgcolor" in facts:
                where = (self._sheets[self._table], xl_rowcol_to_cell(self._row, self._column))
                self.found[where] = facts["bgcolor"].upper()
            self._column += int(facts.get("colspan", "1"))
