"""Counts the filled cells of an .xls by its records alone, to compare with what was read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from struct import unpack_from

from xlrd.compdoc import SIGNATURE, CompDoc

_BEGIN, _END = {0x0009, 0x0209, 0x0409, 0x0809}, 0x000A
_OLDEST = 0x0009  # how BIFF2 begins a sheet
_WORKSHEET = 0x0010
#: Records of one cell each: number, text, flag or error, formula; in BIFF2 they had other numbers.
_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027E, 0x00D6, 0x00FD}
_CELLS_OLDEST = {0x0002, 0x0003, 0x0004, 0x0005, 0x0006}
_RUN = 0x00BD  # numbers side by side: row, first column, six bytes for each, last column
_HEAD, _RUN_ENDS, _RUN_CELL = 4, 6, 6


def cells_recorded(content: bytes) -> int:
    """How many cells the worksheets of an .xls hold anything in, as far as its records can be followed."""
    stream, count = _stream(content), 0
    inside: list[bool] = []  # of sheets in one another, whether each is a worksheet: a chart stands within its sheet
    oldest = False
    for kind, start, size in _records(stream):
        if kind in _BEGIN:
            oldest = kind == _OLDEST
            inside.append(size >= _HEAD and unpack_from("<H", stream, start + 2)[0] == _WORKSHEET)
        elif kind == _END:
            inside = inside[:-1]
        elif inside and inside[-1]:
            if kind in (_CELLS_OLDEST if oldest else _CELLS):
                count += 1
            elif kind == _RUN and not oldest:
                count += (size - _RUN_ENDS) // _RUN_CELL
    return count


def _stream(content: bytes) -> bytes:
    if not content.startswith(SIGNATURE):
        return content
    document = CompDoc(content, logfile=io.StringIO())
    return bytes(document.get_named_stream("Workbook") or document.get_named_stream("Book") or b"")


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Number, start and size of each record."""
    at = 0
    while at + _HEAD <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        at += _HEAD
        if at + size > len(stream):
            return
        yield kind, at, size
        at += size
