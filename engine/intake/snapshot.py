"""Takes one private copy of a file, so that what is hashed is what is read."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.intake.limits import FILE_SIZE, HASHED_SIZE, MEBIBYTE
from engine.intake.refusal import Refused

_BLOCK = MEBIBYTE
#: What has become of a file since it was listed: renamed or moved away, replaced by a link or by a pipe.
_CODES = {errno.ENOENT: "F06", errno.ELOOP: "F04", errno.ENXIO: "F03", errno.EISDIR: "F03"}
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file's bytes with their facts; ``content`` is empty for a file over the limit, which is only hashed.

    ``sha256`` is empty for one that is so large that even hashing it would take long.
    """

    content: bytes
    size: int
    sha256: str
    modified_ns: int


def take_snapshot(location: Path) -> Snapshot:
    """Read a regular file once.

    Raises:
        Refused: it is no regular file, may not be read, or changes while it is being read.
    """
    try:
        descriptor = os.open(location, _FLAGS)
    except OSError as fault:
        raise Refused(_CODES.get(fault.errno or 0, "F07")) from fault
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        os.close(descriptor)
        raise Refused("F03")
    with os.fdopen(descriptor, "rb") as file:
        try:
            snapshot = _read(file, before)
        except OSError as fault:
            raise Refused("F07") from fault
        after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or snapshot.size != after.st_size:
        raise Refused("F06")
    return snapshot


def snapshot_of(content: bytes, modified_ns: int) -> Snapshot:
    """The snapshot of bytes that are already in memory."""
    return Snapshot(content, len(content), hashlib.sha256(content).hexdigest(), modified_ns)


def _read(file: BinaryIO, facts: os.stat_result) -> Snapshot:
    if facts.st_size <= FILE_SIZE:
        return snapshot_of(file.read(FILE_SIZE + 1), facts.st_mtime_ns)
    if facts.st_size > HASHED_SIZE:
        return Snapshot(b"", facts.st_size, "", facts.st_mtime_ns)
    digest, size = hashlib.sha256(), 0
    while block := file.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return Snapshot(b"", size, digest.hexdigest(), facts.st_mtime_ns)
