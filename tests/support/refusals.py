"""A system that refuses the n-th call by which files are written, as a full or failing disk does."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
_TAKES_ROOM = frozenset({"open", "write", "mkdir"})
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Refusal:
    """Refuses call number ``at`` within ``folder`` with ``error``; ``calls`` counts them.

    ``stays``: "no" refuses that call only, "room" also all later ones that take room on the disk, "all" all later ones.
    """

    folder: Path
    error: int
    at: int
    stays: str = "no"
    calls: int = 0

    @property
    def was_met(self) -> bool:
        """Whether there were so many calls."""
        return self.calls >= self.at

    def meet(self, operation: str) -> None:
        """Count a call, and refuse it when it is its turn."""
        self.calls += 1
        later = self.calls > self.at and (self.stays == "all" or (self.stays == "room" and operation in _TAKES_ROOM))
        if self.calls == self.at or later:
            raise OSError(self.error, os.strerror(self.error))

    def concerns(self, path: object) -> bool:
        """Whether a call is about this folder; a bare name is one within a folder that is being removed."""
        text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        return not Path(text).is_absolute() or Path(text).is_relative_to(self.folder)


class _File(io.FileIO):
    def __init__(self, path: Any, mode: str, refusal: Refusal) -> None:  # noqa: ANN401  whatever open() takes
        self._refusal = refusal
        refusal.meet("open")
        super().__init__(path, mode)

    def write(self, content: Any, /) -> int:  # noqa: ANN401  whatever a file takes
        try:
            self._refusal.meet("write")
        except OSError:
            super().write(bytes(content)[: len(content) // 2])  # a disk becomes full in the middle
            raise
        return super().write(content)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._refusal.meet("close")


def refuse(monkeypatch: pytest.MonkeyPatch, refusal: Refusal) -> None:
    """Let the system refuse from now on."""
    real_open, real_os_open = io.open, os.open

    def opened(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> IO[Any]:  # noqa: ANN401  as open() itself
        if not set(mode) & set("wax+") or isinstance(file, int) or not refusal.concerns(file):
            return real_open(file, mode, buffering, *args, **options)
        raw = _File(file, mode.replace("b", "").replace("t", ""), refusal)
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        return io.TextIOWrapper(buffered, *args, **options)

    def os_opened(path: Any, flags: int, *args: Any, **options: Any) -> int:  # noqa: ANN401  as os.open() itself
        if flags & _TO_WRITE and refusal.concerns(path):
            refusal.meet("open")
        return real_os_open(path, flags, *args, **options)

    def counted(operation: str, real: Callable[..., object]) -> Callable[..., object]:
        def called(path: object, *args: object, **options: object) -> object:
            if refusal.concerns(path):
                refusal.meet(operation)
            return real(path, *args, **options)

        return called

    monkeypatch.setattr(io, "open", opened)
    monkeypatch.setattr(builtins, "open", opened)
    monkeypatch.setattr(os, "open", os_opened)
    for name in ("fsync", "replace", "rename", "unlink", "mkdir", "rmdir", "chmod"):
        monkeypatch.setattr(os, name, counted(name, getattr(os, name)))
