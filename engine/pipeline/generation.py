"""What decides, beside their content, how files are written and read: the program itself and the libraries under it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import engine

_LIBRARIES = ("xlsxwriter", "docxtpl", "python-calamine", "xlrd", "pandas", "pandera")


@cache
def generation() -> str:
    """A hash over the engine's files and its libraries' versions: what another generation kept may not be used."""
    return hashlib.sha256("\n".join(_program()).encode()).hexdigest()


def _program() -> Iterator[str]:
    yield from (version(each) for each in _LIBRARIES)
    root = Path(engine.__file__).parent
    for path in sorted(each for each in root.rglob("*") if each.suffix in {".py", ".toml", ".lark"}):
        yield hashlib.sha256(path.read_bytes()).hexdigest()
