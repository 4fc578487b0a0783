from __future__ import annotations

import struct

import pytest
from support.biff import biff2

from engine.intake.biffcells import cells_recorded
from engine.intake.grids import CellError
from engine.intake.refusal import Refused
from engine.intake.xls import read_xls

ROWS = [["текст", 1.0, None], [None, True, CellError("#REF!")]]
NUMBER_AT_A1 = struct.pack("<HHHHBBBd", 0x0003, 15, 0, 0, 0, 0, 0, 5.0)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def test_each_record_of_a_cell_is_counted() -> None:
    assert cells_recorded(biff2(ROWS)) == 4


def test_runs_of_numbers_count_for_each_and_charts_for_nothing() -> None:
    run = struct.pack("<HH", 0, 0) + b"\0" * 6 * 3 + struct.pack("<H", 2)
    chart = _record(0x0809, struct.pack("<HH", 0x0600, 0x0020)) + _record(0x0203, b"\0" * 14) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HH", 0x0600, 0x0010)) + _record(0x00BD, run) + chart
    assert cells_recorded(sheet + _record(0x0203, b"\0" * 14) + _record(0x000A, b"")) == 4


def test_a_record_that_is_cut_off_ends_the_count() -> None:
    assert cells_recorded(biff2(ROWS)[:-9]) == 3


def test_a_cell_that_is_recorded_twice_is_refused() -> None:
    twice = biff2(ROWS).replace(_record(0x000A, b""), NUMBER_AT_A1 + _record(0x000A, b""))
    with pytest.raises(Refused, match="F08"):
        read_xls(twice)
