"""Writes the oldest kind of .xls by hand, so that no library is needed to test the reading of .xls."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from engine.intake.grids import CellContent, CellError

_ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
FORMATS = ("General", "0%", "dd.mm.yyyy")
PERCENT, DATE = 1, 2


def biff2(rows: Sequence[Sequence[CellContent]], formats: dict[tuple[int, int], int] | None = None) -> bytes:
    """One sheet of texts (cp1251), numbers, booleans and errors; ``formats`` are indexes of `FORMATS` by position."""
    records = [_record(0x0009, struct.pack("<HH", 2, 0x10)), _record(0x0042, struct.pack("<H", 1251))]
    records += [_record(0x001E, struct.pack("<B", len(text)) + text.encode()) for text in FORMATS]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            head = struct.pack("<HHBBB", row, column, 0, (formats or {}).get((row, column), 0), 0)
            records += _cell(head, cell)
    return b"".join([*records, _record(0x000A, b"")])


def _cell(head: bytes, cell: CellContent) -> list[bytes]:
    match cell:
        case None:
            return []
        case CellError(text):
            return [_record(0x0005, head + struct.pack("<BB", _ERRORS[text], 1))]
        case bool():
            return [_record(0x0005, head + struct.pack("<BB", cell, 0))]
        case int() | float():
            return [_record(0x0003, head + struct.pack("<d", cell))]
        case _:
            text = str(cell).encode("cp1251")
            return [_record(0x0004, head + struct.pack("<B", len(text)) + text)]


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
