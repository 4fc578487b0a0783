"""Unfolds a zip archive one level: its members are files of the register."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from engine.intake.container import Container
from engine.intake.limits import FILE_SIZE, MEBIBYTE, TOTAL_SIZE
from engine.intake.listing import is_enclosure, name_code, received_on, shown
from engine.intake.refusal import Refused
from engine.intake.snapshot import Snapshot, snapshot_of

_UTF8_NAME = 0x800
_BILLION = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive; ``refusal`` says why it has no snapshot."""

    path: str
    received_on: date | None
    enclosure: bool
    odd: bool
    snapshot: Snapshot | None = None
    refusal: Refused | None = None


def members_of(archive_path: str, container: Container) -> Iterator[Member]:
    """Every file of an archive, sorted by path, one at a time; folders are no files."""
    named = sorted(
        ((_path(archive_path, part), part) for part in container.members if not _is_folder(part)),
        key=lambda pair: (pair[0], pair[1].header_offset),
    )
    taken: set[str] = set()
    left = TOTAL_SIZE
    for (path, odd), part in named:
        unique = path
        while unique in taken:
            unique += "~"
        taken.add(unique)
        name = unique.rpartition("/")[2]
        refusal, snapshot = None, None
        try:
            snapshot = _snapshot(part, name, container, left)
            left -= snapshot.size
        except Refused as refused:
            refusal = refused
        yield Member(unique, received_on(unique), is_enclosure(name), odd or unique != path, snapshot, refusal)


def _is_folder(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith(("/", "\\")) and not part.file_size


def _path(archive_path: str, part: zipfile.ZipInfo) -> tuple[str, bool]:
    pieces = [shown(each) for each in member_name(part).replace("\\", "/").split("/") if each not in ("", ".", "..")]
    pieces = pieces or [("~", True)]
    return "/".join([archive_path, *(name for name, _ in pieces)]), any(odd for _, odd in pieces)


def member_name(part: zipfile.ZipInfo) -> str:
    """Return a member's name: UTF-8 where the archive says so or it is that, else cp866 as Russian programs write."""
    if part.flag_bits & _UTF8_NAME:
        return part.filename
    try:
        stored = part.filename.encode("cp437")
    except UnicodeEncodeError:
        return part.filename
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return stored.decode("cp866")


def _snapshot(part: zipfile.ZipInfo, name: str, container: Container, left: int) -> Snapshot:
    code = name_code(name)
    if code is not None:
        raise Refused(code)
    if stat.S_ISLNK(part.external_attr >> 16):
        raise Refused("F04")
    if part.file_size > FILE_SIZE:
        raise Refused("F15", limit=FILE_SIZE // MEBIBYTE)
    if part.file_size > left:
        raise Refused("S01", limit=TOTAL_SIZE // MEBIBYTE)
    return snapshot_of(container.unfold(part), _modified_ns(part))


def _modified_ns(part: zipfile.ZipInfo) -> int:
    """The zip's own clock, taken as UTC, 0 where it tells no time: it only orders several submissions of one place."""
    try:
        return int(datetime(*part.date_time, tzinfo=UTC).timestamp()) * _BILLION
    except ValueError:
        return 0
