"""Numbers that are none, and .xls files that lead astray."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from hazards.case import Case, Good, one
from hazards.zips import part, with_members
from support.compound import compound

from engine.intake.limits import FILLED_BOX, MEBIBYTE


def _value(raw: bytes) -> Callable[[Good], bytes]:
    """A form with anything at all where the number of line 102 stands."""

    def make(good: Good) -> bytes:
        form = good.form()
        name = "xl/worksheets/sheet2.xml"
        return with_members(form, {name: re.sub(rb'(<c r="C13"[^>]*><v>)([^<]*)', rb"\g<1>" + raw, part(form, name))})

    return make


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _xls(*cells: tuple[int, int]) -> bytes:
    """An .xls with a number in each of these cells."""
    globals_ = [
        _record(0x0809, struct.pack("<4H2L", 0x0600, 5, 0, 0, 0, 0)),
        _record(0x0031, struct.pack("<5H6B", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 0) + b"A"),
        _record(0x00E0, bytes(20)),
    ]
    end = _record(0x000A, b"")
    at = sum(map(len, globals_)) + 4 + 9 + len(end)
    numbers = (_record(0x0203, struct.pack("<3Hd", row, column, 0, 1)) for row, column in cells)
    sheet = [_record(0x0809, struct.pack("<4H2L", 0x0600, 0x10, 0, 0, 0, 0)), *numbers, end]
    listed = _record(0x0085, struct.pack("<L4B", at, 0, 0, 1, 0) + b"A")
    return compound({"Workbook": b"".join([*globals_, listed, end, *sheet])})


def _looping_xls(_: Good) -> bytes:
    """A compound file whose list of sectors goes on in a sector that leads back to itself."""
    content = bytearray(_xls((0, 0)))
    again = len(content) // 512 - 1
    struct.pack_into("<2L", content, 68, again, 0xFFFFFFFF)
    return bytes(content) + struct.pack("<128L", *[0] * 127, again)


def _circling_xls(_: Good) -> bytes:
    """A compound file whose stream goes round in a circle."""
    content = bytearray(_xls((0, 0)))
    struct.pack_into("<L", content, 512 + 4 * 9, 2)
    return bytes(content)


CASES: tuple[Case, ...] = (
    one("an .xls that leads back to itself", ".xls, looping DIFAT", _looping_xls, "rejected", "F08", path="form.xls"),
    one("an .xls with streams in a circle", ".xls, looping DIFAT", _circling_xls, "rejected", "F08", path="form.xls"),
    one(
        "the two corners of an .xls",
        "corners A1 + XFD1048576",
        lambda _: _xls((0, 0), (65_535, 255)),
        "rejected",
        "S05",
        path="form.xls",
        slow=True,
    ),
    one(
        "an .xls as wide and long as may be",
        "corners A1 + XFD1048576",
        lambda _: _xls((0, 0), (FILLED_BOX // 256 - 1, 255)),
        "rejected",
        "T01",
        path="form.xls",
        slow=True,
    ),
    *(
        one(f"{raw.decode()} as a number", "NaN, 1e999, 1 MB of digits", _value(raw), "rejected", absent=("V01",))
        for raw in (b"NaN", b"INF", b"1e999", b"-1e999", b"1e400000000", b"0x10", b"1_000")
    ),
    one(
        "a million digits as a number",
        "NaN, 1e999, 1 MB of digits",
        _value(b"1" * MEBIBYTE),
        "rejected",
        absent=("V01",),
    ),
    one(
        "a number of a million digits after a point",
        "NaN, 1e999, 1 MB of digits",
        _value(rb"\g<2>." + b"0" * MEBIBYTE),
        "accepted",
    ),
)
