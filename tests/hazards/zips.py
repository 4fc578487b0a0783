"""Writes zips byte by byte, so that they may lie about what they hold."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

SHEET = "xl/worksheets/sheet3.xml"  # of a form: «Дорожная карта», which the rules of the cases leave empty
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"

_END_OF_CELLS = b"</sheetData>"
_MUCH = 1024 * 1024
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _NEW_YEAR = 20, 0x800, 0x21


@dataclass(frozen=True)
class Member:
    """A file's bytes as they are packed, and what the zip says: ``at`` where they lie, ``stated`` how many they are."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = zipfile.ZIP_DEFLATED
    at: int | None = None
    stated: int | None = None


def member(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> Member:
    """A file as it should be packed."""
    level = 1 if len(content) > _MUCH else 6
    packed = zlib.compress(content, level, wbits=-15) if method == zipfile.ZIP_DEFLATED else content
    return Member(name, packed, len(content), zlib.crc32(content), method)


def noise(size: int, letters: bytes = b"") -> bytes:
    """Bytes that hardly get smaller, always the same; of some letters where these are given."""
    made = random.Random(1).randbytes(size)  # noqa: S311  nobody's secret
    return made.translate((letters * 256)[:256]) if letters else made


def repeated(name: str, head: bytes, block: bytes, times: int, tail: bytes) -> Member:
    """A file in which a block stands so many times; it is packed once."""
    packing = zlib.compressobj(9, wbits=-15)
    begun = packing.compress(head) + packing.flush(zlib.Z_FULL_FLUSH)
    once = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    ended = packing.compress(tail) + packing.flush()
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    size = len(head) + len(block) * times + len(tail)
    return Member(name, begun + once * times + ended, size, zlib.crc32(tail, crc))


def zipped(members: Iterable[Member]) -> bytes:
    """A zip of these members."""
    body, directory, count = bytearray(), bytearray(), 0
    for each in members:
        name = each.name.encode()
        at = len(body) if each.at is None else each.at
        head = (_UTF8, each.method, 0, _NEW_YEAR, each.crc)
        if each.at is None:
            body += _LOCAL.pack(b"PK\x03\x04", _VERSION, *head, len(each.packed), each.size, len(name), 0)
            body += name + each.packed
        stated = (len(each.packed) if each.stated is None else each.stated, each.size, len(name))
        directory += _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *head, *stated, 0, 0, 0, 0, 0, at) + name
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory) + end


def members_of(content: bytes) -> dict[str, Member]:
    """The members of a zip by their names, packed as they are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {each.filename: member(each.filename, archive.read(each)) for each in archive.infolist()}


def with_members(content: bytes, members: Mapping[str, Member | bytes]) -> bytes:
    """A zip with some members in the place of others of their name, or after them."""
    given = {name: each if isinstance(each, Member) else member(name, each) for name, each in members.items()}
    return zipped({**members_of(content), **given}.values())


def lying(true: Member, size: int) -> Member:
    """A member that says it unfolds to so many bytes, with the sum that fits them."""
    whole = zlib.decompress(true.packed, wbits=-15)
    return replace(true, size=size, crc=zlib.crc32((whole + bytes(max(0, size - len(whole))))[:size]))


def part(content: bytes, name: str) -> bytes:
    """A part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_cells(form: bytes, rows: bytes) -> bytes:
    """A form with more rows in one of its sheets."""
    return with_members(form, {SHEET: part(form, SHEET).replace(_END_OF_CELLS, rows + _END_OF_CELLS)})


def with_block(form: bytes, block: bytes, times: int) -> bytes:
    """A form with more rows in one of its sheets, all alike, however many these are."""
    head, _, tail = part(form, SHEET).partition(_END_OF_CELLS)
    return with_members(form, {SHEET: repeated(SHEET, head, block, times, _END_OF_CELLS + tail)})
