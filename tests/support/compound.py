"""Writes the oldest container of office files (OLE) by hand: .xls, .doc, .msg and encrypted workbooks are such."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_LEAST = 4096  # shorter streams would go into a stream of small sectors; padding spares that
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with streams in its root, each padded with zeros to a sensible size."""
    padded = {name: _padded(content.ljust(_LEAST, b"\0")) for name, content in streams.items()}
    directory_sectors = -(-(len(padded) + 1) * 128 // _SECTOR)
    data_sectors = sum(len(content) for content in padded.values()) // _SECTOR
    table_sectors = 1
    while table_sectors * _SECTOR // 4 < table_sectors + directory_sectors + data_sectors:
        table_sectors += 1
    chains = [_TABLE] * table_sectors + _chain(table_sectors, directory_sectors)
    entries, at = [], table_sectors + directory_sectors
    for number, (name, content) in enumerate(padded.items(), start=1):
        following = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, following=following, start=at, size=len(content)))
        count = len(content) // _SECTOR
        chains += _chain(at, count)
        at += count
    directory = _padded(_entry("Root Entry", 5, child=1, start=_END) + b"".join(entries))
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(table_sectors * _SECTOR, b"\xff")
    head = _MARK + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, table_sectors, table_sectors, 0, _LEAST, _END, 0, _END, 0)
    head += struct.pack(f"<{table_sectors}I", *range(table_sectors)).ljust(436, b"\xff")
    return head + table + directory + b"".join(padded.values())


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _padded(content: bytes) -> bytes:
    return content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0")


def _entry(name: str, kind: int, *, child: int = _FREE, following: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, following, child)
    return (head + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")
