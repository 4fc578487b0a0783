"""One run per workspace at a time, with a word on who is running and since when."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace


@contextmanager
def locked(workspace: Workspace, since: str) -> Iterator[None]:
    """Hold the workspace for one run.

    ``since`` is the moment to show to whoever comes second. The lock belongs to the process and is freed by the system
    even when the process is killed; the note beside it is only for people.

    Raises:
        WorkspaceError: another run holds it.
    """
    workspace.state.mkdir(parents=True, exist_ok=True)
    note = workspace.state / "run.txt"
    lock = FileLock(workspace.state / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = _holder(note)
        raise WorkspaceError(
            f"Свод в этой папке уже собирается{who and f' ({who})'}. Дождитесь окончания и запустите ещё раз.",
            f"Another run works in this folder{who and f' ({who})'}. Wait until it ends and run again.",
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


def _holder(note: Path) -> str:
    try:
        content = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return f"{content.get('user')}, PID {content.get('pid')}, {content.get('since')}"
