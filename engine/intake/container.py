"""Opens the zip container of a workbook or an archive within the limits, and hands out its parts."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from engine.intake.limits import MEBIBYTE, MEMBER_SIZE, MEMBERS, TOTAL_SIZE
from engine.intake.refusal import Refused

#: What zipfile raises for a damaged archive; NotImplementedError is its word for a compression that it does not know.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Container:
    """An opened zip; ``parts`` by name in lower case with forward slashes, in the order of its directory."""

    archive: zipfile.ZipFile
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
        return read_part(self.archive, part)


def open_container(content: bytes) -> Container:
    """Open a zip held in memory.

    Raises:
        Refused: it is damaged, has too many parts, two parts of one name, or unfolds to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _FAULTS as fault:
        raise Refused("F08") from fault
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise Refused("S02", count=len(members), limit=MEMBERS)
    if sum(each.file_size for each in members) > TOTAL_SIZE:
        raise Refused("S01", limit=TOTAL_SIZE // MEBIBYTE)
    parts = {each.filename.replace("\\", "/").lower(): each for each in members}
    if len(parts) != len(members):
        raise Refused("S13")
    return Container(archive, parts)


def read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The bytes of one member.

    Raises:
        Refused: the member is damaged, locked by a password or unfolds to too much.
    """
    if part.flag_bits & 1:
        raise Refused("F09")
    try:
        with archive.open(part) as member:
            content = member.read(MEMBER_SIZE + 1)
    except _FAULTS as fault:
        raise Refused("F08") from fault
    if len(content) > MEMBER_SIZE:
        raise Refused("S01", limit=MEMBER_SIZE // MEBIBYTE)
    return content
