"""Small files of our own and names in folders that outlive a loss of power: whole and on the disk, or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from engine.vocabulary.seenjson import json_text


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a small file of our own."""
    write_bytes(path, (json_text(content, indent=2) + "\n").encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in the place of the one before; where that fails the one before stays."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_bytes(content)
        flush(beside)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def flush(path: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    # "r+b": Windows flushes only what is open for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk; not every system knows that of folders."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
