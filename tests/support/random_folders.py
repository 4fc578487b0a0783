"""Folders full of anything, and how many rows their files must have in the register."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

_STEMS = (
    "a",
    "A",
    "ё",
    "е\u0308",
    "й",
    "и\u0306",
    "\udcff",
    "\\xff",
    "~$a",
    ".~lock.a#",
    " ",
    "=1+1",
    "a\nb",
    "\u202ea",
)
_ENDINGS = ("", ".xlsx", ".XLSX", ".xls", ".ods", ".zip", ".pdf", ".sig", ".part", ".tmp", ".eml", ".csv", "~")
_WHOLE = (".DS_Store", "Thumbs.db", "desktop.ini", "._a.xlsx", "2025-01-13", "x" * 120 + ".xlsx")
_JUNK = (
    b"",
    b"\0" * 600,
    b"PK\x03\x04junk",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html></html>",
    b"%PDF-1.4",
    b"text",
)
_BOOK = (".xlsx", ".xlsm", ".xls", ".ods", ".zip")


def fill(folder: Path, chance: random.Random, forms: tuple[bytes, ...], depth: int = 2) -> int:
    """Fill a folder with files, copies, archives, links, pipes and folders; return the rows that they must have."""
    rows = 0
    for _ in range(chance.randrange(5)):
        path = folder / _name(chance)
        if os.path.lexists(path):
            continue
        kind = chance.randrange(12)
        if kind == 0 and depth:
            path.mkdir()
            rows += path.suffix.lower() in _BOOK  # said, since somebody may have meant a file
            rows += fill(path, chance, forms, depth - 1)
        elif kind == 1:
            path.symlink_to(chance.choice([".", "..", "a.xlsx", "/dev/zero", path.name]))
            rows += 1
        elif kind == 2:
            os.mkfifo(path)
            rows += 1
        elif kind in (3, 4):
            archive, members = _archive(chance, forms)
            path = path.with_name(path.name + ".zip")
            if os.path.lexists(path):
                continue
            path.write_bytes(archive)
            rows += 1 + (0 if path.name.startswith(("~$", "._")) else members)
        else:
            path.write_bytes(chance.choice([*_JUNK, *forms]))
            os.utime(path, (1_700_000_000, 1_700_000_000))
            rows += 1
    return rows


def _name(chance: random.Random) -> str:
    return chance.choice(_WHOLE) if chance.random() < 0.2 else chance.choice(_STEMS) + chance.choice(_ENDINGS)


def _archive(chance: random.Random, forms: tuple[bytes, ...]) -> tuple[bytes, int]:
    """An archive with members of different names, and how many they are."""
    made = io.BytesIO()
    names = {
        f"{chance.choice(['', 'папка/'])}{number}{chance.choice(_ENDINGS)}" for number in range(chance.randrange(4))
    }
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(names):
            archive.writestr(zipfile.ZipInfo(name), chance.choice([*_JUNK, *forms]))
    return made.getvalue(), len(names)
