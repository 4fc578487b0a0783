from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.biff import biff2

from engine.intake.summary_stream import saved_at, saved_in

SAVED = datetime(2025, 1, 14, 9, 30, tzinfo=UTC)
TICKS = int((SAVED - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
TEXT, MOMENT = struct.pack("<II", 30, 4) + b"abc\0", struct.pack("<IQ", 64, TICKS)


def properties(*known: tuple[int, bytes]) -> bytes:
    """A property stream of one section with these properties, by number."""
    head = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"\xe0\x85\x9f\xf2", 48)
    offset, table, content = 8 + 8 * len(known), b"", b""
    for number, value in known:
        table += struct.pack("<II", number, offset + len(content))
        content += value
    return head + struct.pack("<II", offset + len(content), len(known)) + table + content


def test_the_moment_of_saving_is_found_among_other_properties() -> None:
    assert saved_in(properties((9, TEXT), (12, struct.pack("<IQ", 64, 1)), (13, MOMENT))) == SAVED


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        properties(),
        properties((9, TEXT)),
        properties((13, TEXT + TEXT)),
        properties((13, struct.pack("<IQ", 64, 0))),
        properties((13, struct.pack("<IQ", 64, 2**64 - 1))),
        properties((13, MOMENT))[:-4],
    ],
    ids=["empty", "no properties", "another", "no moment", "zero", "beyond all years", "cut"],
)
def test_without_a_moment_there_is_none(stream: bytes) -> None:
    assert saved_in(stream) is None


@given(st.binary(max_size=200))
def test_no_stream_raises(stream: bytes) -> None:
    found = saved_in(properties((13, MOMENT))[:44] + stream)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize("content", [biff2([["a"]]), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_file_that_has_no_such_stream_has_no_moment(content: bytes) -> None:
    assert saved_at(content) is None
