"""Looks over the directory at the end of a zip, so that one which is too long or lies is never unpacked."""

from __future__ import annotations

import struct

from engine.intake.limits import MEMBERS
from engine.intake.refusal import Refused, damaged

_END = struct.Struct("<4s4H2LH")
_END_MARK, _END_COMMENT = b"PK\x05\x06", 1 << 16
_WIDE_END = struct.Struct("<4sQ2H2L4Q")  # of archives with 64-bit numbers
_WIDE_MARK = b"PK\x06\x06"
_LOCATOR_SIZE, _LOCATOR_MARK = 20, b"PK\x06\x07"
_ENTRY = struct.Struct("<4s24x3H12x")
_ENTRY_MARK = b"PK\x01\x02"


def directory_start(content: bytes) -> int:
    """Where the directory of a zip begins; its entries are counted before anything is made of them.

    Raises:
        Refused: there is no directory, it lists too many members, or other ones than the end of the file says.
    """
    end, count, size = _end(content)
    if count > MEMBERS:
        raise Refused("S02", count=count, limit=MEMBERS)
    position = start = end - size
    found = 0
    while 0 <= position < end and found <= MEMBERS:
        if position + _ENTRY.size > end:
            raise damaged("contents")
        mark, *lengths = _ENTRY.unpack_from(content, position)
        if mark != _ENTRY_MARK:
            raise damaged("contents")
        position += _ENTRY.size + sum(lengths)
        found += 1
    if found > MEMBERS:
        raise Refused("S02", count=found, limit=MEMBERS)
    if position != end or found != count:
        raise damaged("contents")
    return start


def _end(content: bytes) -> tuple[int, int, int]:
    """Where the directory ends, how many entries it says it has, and its size."""
    at = content.rfind(_END_MARK, max(0, len(content) - _END_COMMENT - _END.size))
    if content[-_END.size :].startswith(_END_MARK) and content.endswith(b"\0\0"):
        at = len(content) - _END.size  # no comment follows: the mark cannot be part of one
    if at < 0 or at + _END.size > len(content):
        raise damaged("cut")
    _, _, _, _, count, size, _, _ = _END.unpack_from(content, at)
    wide = at - _LOCATOR_SIZE - _WIDE_END.size
    if wide >= 0 and content.startswith(_LOCATOR_MARK, at - _LOCATOR_SIZE) and content.startswith(_WIDE_MARK, wide):
        _, _, _, _, _, _, _, count, size, _ = _WIDE_END.unpack_from(content, wide)
        at = wide
    return at, count, size
