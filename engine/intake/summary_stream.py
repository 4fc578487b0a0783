"""Reads the last-saved moment of an .xls from its stream of document properties; xlrd itself does not look there."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime, timedelta

from xlrd.compdoc import SIGNATURE, CompDoc

_NAME = "\x05SummaryInformation"
_FIRST_SECTION = 44  # offset of the offset of the first section
_LAST_SAVED, _MOMENT = 13, 64  # the property's id, and the type of a moment
_MOST = 100  # properties: the format knows 19
_BEGINNING = datetime(1601, 1, 1, tzinfo=UTC)  # moments count tenths of a microsecond from here


def saved_at(content: bytes) -> datetime | None:
    """When a compound file says that it was last saved (UTC); None where it does not or cannot be asked."""
    if not content.startswith(SIGNATURE):
        return None
    try:
        stream = CompDoc(content, logfile=io.StringIO()).get_named_stream(_NAME)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  damage here only costs a date, and what else is damaged the reader finds
        return None
    return None if stream is None else saved_in(bytes(stream))


def saved_in(stream: bytes) -> datetime | None:
    """The last-saved moment in a stream of document properties; None where there is none."""
    try:
        (section,) = struct.unpack_from("<I", stream, _FIRST_SECTION)
        _, count = struct.unpack_from("<II", stream, section)
        properties = (struct.unpack_from("<II", stream, section + 8 + 8 * each) for each in range(min(count, _MOST)))
        offset = next((offset for name, offset in properties if name == _LAST_SAVED), None)
        if offset is None:
            return None
        kind, ticks = struct.unpack_from("<IQ", stream, section + offset)
        return _BEGINNING + timedelta(microseconds=ticks // 10) if kind == _MOMENT and ticks else None
    except (struct.error, OverflowError):
        return None
