"""Opens the zip container of a workbook or an archive within the limits, and hands out its parts."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise

from engine.intake.directory import directory_start
from engine.intake.limits import MEBIBYTE, MEMBER_SIZE, RATIO, RATIO_FROM, TOTAL_SIZE
from engine.intake.refusal import Refused, damaged

#: What zipfile raises for a damaged directory; NotImplementedError is its word for a later version of the format.
_FAULTS = (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_HEADER = struct.Struct("<4s2xHH16x2H")
_HEADER_MARK = b"PK\x03\x04"
_LOCKED, _UTF8_NAME = 0x1, 0x800
_NAME_PIECES_REFUSED = {"", ".", ".."}


@dataclass(frozen=True)
class Container:
    """A zip in memory; ``members`` in the order of its directory, ``parts`` by name, see `part_name`."""

    content: bytes
    members: tuple[zipfile.ZipInfo, ...]
    parts: dict[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            Refused: there is no such part, or it is damaged, locked or too large.
        """
        part = self.parts.get(name.lower())
        if part is None:
            raise Refused("F25", part=name)
        return self.unfold(part)

    def unfold(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of one member, never more of them than the directory says.

        Raises:
            Refused: the member is damaged, locked by a password, unfolds to too much or to another size than it says.
        """
        if member.flag_bits & _LOCKED:
            raise Refused("F09")
        if member.file_size > MEMBER_SIZE:
            raise Refused("S01", limit=MEMBER_SIZE // MEBIBYTE)
        start = _content_start(self.content, member)
        packed = memoryview(self.content)[start : start + member.compress_size]
        unfolded = _unfolded(packed, member)
        if len(unfolded) != member.file_size or zlib.crc32(unfolded) != member.CRC:
            raise damaged("part", member.filename)
        return unfolded

    def refuse_unless_workbook(self) -> None:
        """Check what holds for the parts of a workbook; in an archive of files each file answers for itself.

        Raises:
            Refused: parts have one name or one that leads elsewhere, are packed in odd ways, or unfold to too much.
        """
        if len(self.parts) != len(self.members):
            raise Refused("S13")
        for member in self.members:
            _refuse_unless_part(member)
        if sum(each.file_size for each in self.members) > TOTAL_SIZE:
            raise Refused("S01", limit=TOTAL_SIZE // MEBIBYTE)


def open_container(content: bytes) -> Container:
    """Open a zip held in memory.

    Raises:
        Refused: it is damaged, has too many members, or members that share their bytes.
    """
    directory = directory_start(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = tuple(archive.infolist())
    except _FAULTS as fault:
        raise damaged("contents") from fault
    _refuse_overlaps(content, members, directory)
    return Container(content, members, {part_name(each): each for each in members})


def part_name(member: zipfile.ZipInfo) -> str:
    """A member's name as a part of a workbook: lower case, forward slashes, counted from the top."""
    return member.filename.replace("\\", "/").lstrip("/").lower()


def _refuse_unless_part(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename.replace("\\", "/").removesuffix("/")
    if ":" in name or "\0" in name or not _NAME_PIECES_REFUSED.isdisjoint(name.split("/")):
        raise Refused("S12")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("S12")
    if member.file_size > MEMBER_SIZE:
        raise Refused("S01", limit=MEMBER_SIZE // MEBIBYTE)
    if member.file_size > max(RATIO_FROM, RATIO * member.compress_size):
        raise Refused("S03", limit=RATIO)


def _refuse_overlaps(content: bytes, members: tuple[zipfile.ZipInfo, ...], directory: int) -> None:
    """Refuse members of which one lies in another's bytes: so a small file unfolds to any size."""
    starts = sorted(members, key=lambda each: each.header_offset)
    ends = [_least_end(content, each) for each in starts]
    for end, (_, after) in zip(ends, pairwise(starts), strict=False):
        if end > after.header_offset:
            raise Refused("S12")
    if ends and ends[-1] > directory:
        raise damaged("contents")


def _least_end(content: bytes, member: zipfile.ZipInfo) -> int:
    names = sum(_HEADER.unpack_from(content, member.header_offset)[3:]) if _has_header(content, member) else 0
    return member.header_offset + _HEADER.size + names + member.compress_size


def _content_start(content: bytes, member: zipfile.ZipInfo) -> int:
    """Where a member's bytes begin; what stands before them must say the same as the directory."""
    if not _has_header(content, member):
        raise damaged("contents")
    flags, method, name, extra = map(int, _HEADER.unpack_from(content, member.header_offset)[1:])
    start = member.header_offset + _HEADER.size
    encoding = "utf-8" if member.flag_bits & _UTF8_NAME else "cp437"
    if content[start : start + name] != member.orig_filename.encode(encoding, "surrogateescape"):
        raise damaged("contents")
    if method != member.compress_type or flags & _LOCKED:
        raise damaged("contents")
    return start + name + extra


def _has_header(content: bytes, member: zipfile.ZipInfo) -> bool:
    at = member.header_offset
    return at >= 0 and at + _HEADER.size <= len(content) and content.startswith(_HEADER_MARK, at)


def _unfolded(packed: memoryview, member: zipfile.ZipInfo) -> bytes:
    if len(packed) != member.compress_size:
        raise damaged("cut")
    if member.compress_type == zipfile.ZIP_STORED:
        return bytes(packed[: member.file_size + 1])
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("F12", format="ZIP")
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unfolded = unpacking.decompress(packed, member.file_size + 1)
    except zlib.error as fault:
        raise damaged("part", member.filename) from fault
    if not unpacking.eof or unpacking.unused_data:
        raise damaged("part", member.filename)
    return unfolded
