"""One run per workspace at a time, with a word on who is running and since when."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace


@contextmanager
def locked(workspace: Workspace, since: str) -> Iterator[None]:
    """Hold the workspace for one run.

    ``since`` is the moment, in ISO form, to show to whoever comes second. The lock belongs to the process and is freed
    by the system even when the process is killed; the note beside it is only for people.

    Raises:
        WorkspaceError: another run holds it.
    """
    workspace.state.mkdir(parents=True, exist_ok=True)
    note = workspace.state / "run.txt"
    lock = FileLock(workspace.state / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        ru, en = _holder(note)
        raise WorkspaceError(
            f"Свод в этой папке уже собирается{ru}. Дождитесь окончания и запустите ещё раз.",
            f"Another run works in this folder{en}. Wait until it ends and run again.",
        ) from None
    try:
        content = {"user": _user(), "pid": os.getpid(), "since": since}
        note.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            note.unlink()
        lock.release()


def _user() -> str:
    # A service account may have no name at all.
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def _holder(note: Path) -> tuple[str, str]:
    """Who holds the lock and since when, in Russian and English; nothing where the note is not there or torn."""
    try:
        content = json.loads(note.read_text(encoding="utf-8"))
        user, pid, since = content["user"], content["pid"], datetime.fromisoformat(content["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""
    return (
        f": начал {user} в {since:%H:%M} {since:%d.%m.%Y} (процесс {pid})",
        f": begun by {user} at {since:%H:%M} on {since:%Y-%m-%d} (process {pid})",
    )
