"""Writes .xls as Excel 97 to 2003 did, by hand: several sheets of texts and numbers."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from support.compound import compound

from engine.intake.grids import CellContent, CellError

_GLOBALS, _SHEET = 0x0005, 0x0010
_DAY_ZERO = date(1899, 12, 30)
_DATE_FORMAT, _PERCENT_FORMAT = 14, 9
_PLAIN, _DATED, _SHARE = 0, 1, 2
_ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


@dataclass(frozen=True)
class Percent:
    """A number that its cell shows as per cent."""

    share: float


Rows = Sequence[Sequence[CellContent | Percent]]


def biff8(sheets: Mapping[str, Rows], *, locked: bool = False, streams: Sequence[str] = ()) -> bytes:
    """An .xls of these rows; ``locked``: with the mark of a password; ``streams``: names of other streams in it."""
    return compound({"Workbook": _workbook(sheets, locked=locked), **dict.fromkeys(streams, b"x")})


def _workbook(sheets: Mapping[str, Rows], *, locked: bool) -> bytes:
    head = _begin(_GLOBALS)
    if locked:
        head += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    head += _record(0x0042, struct.pack("<H", 1200))
    head += _record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0) + _short("Arial")) * 4
    head += b"".join(_record(0x00E0, struct.pack("<HHH14x", 0, each, 0)) for each in (0, _DATE_FORMAT, _PERCENT_FORMAT))
    bodies = [_begin(_SHEET) + _cells(rows) + _record(0x000A) for rows in sheets.values()]
    listed = [struct.pack("<BB", 0, 0) + _short(name) for name in sheets]
    at = len(head) + sum(len(each) + 8 for each in listed) + len(_record(0x000A))
    bounds = b""
    for facts, body in zip(listed, bodies, strict=True):
        bounds += _record(0x0085, struct.pack("<I", at) + facts)
        at += len(body)
    return head + bounds + _record(0x000A) + b"".join(bodies)


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 6))


def _cells(rows: Rows) -> bytes:
    return b"".join(
        _cell(row, column, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell is not None
    )


def _cell(row: int, column: int, cell: CellContent | Percent) -> bytes:
    match cell:
        case CellError(error):
            return _record(0x0205, struct.pack("<HHHBB", row, column, _PLAIN, _ERRORS[error], 1))
        case Percent(share):
            return _record(0x0203, struct.pack("<HHHd", row, column, _SHARE, share))
        case bool():
            return _record(0x0205, struct.pack("<HHHBB", row, column, _PLAIN, cell, 0))
        case int() | float():
            return _record(0x0203, struct.pack("<HHHd", row, column, _PLAIN, cell))
        case date():
            return _record(0x0203, struct.pack("<HHHd", row, column, _DATED, (cell - _DAY_ZERO).days))
        case _:
            text = str(cell)
            return _record(0x0204, struct.pack("<HHHHB", row, column, _PLAIN, len(text), 1) + text.encode("utf-16-le"))


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
