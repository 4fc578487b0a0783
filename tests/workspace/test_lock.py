import getpass
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.lock import locked

HOLD = """
import sys
from pathlib import Path
from engine.workspace.folders import Workspace
from engine.workspace.lock import locked

with locked(Workspace(Path(sys.argv[1])), since="2025-01-20T09:05:00+03:00"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_second_run_is_told_who_works_and_since_when(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceError) as caught, locked(Workspace(tmp_path), since="later"):
            pass
        other.communicate("")
    assert f": начал {getpass.getuser()} в 09:05 20.01.2025 (процесс {other.pid})" in caught.value.text("ru")
    assert f"at 09:05 on 2025-01-20 (process {other.pid})" in caught.value.text("en")


@pytest.mark.parametrize("note", ["", "{}", "[]", '{"user": "a", "pid": 1, "since": "вчера"}'])
def test_second_run_is_refused_whatever_the_note_says(tmp_path: Path, note: str) -> None:
    with locked(Workspace(tmp_path), since="2025-01-20T09:05:00+03:00"):
        (tmp_path / ".svod" / "run.txt").write_text(note, encoding="utf-8")
        with (
            pytest.raises(WorkspaceError, match=r"Another run works in this folder\. Wait"),
            locked(Workspace(tmp_path), since="later"),
        ):
            pass


def test_lock_of_a_killed_run_is_free_again(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        other.kill()
    with locked(Workspace(tmp_path), since="now"):
        assert str(os.getpid()) in (tmp_path / ".svod" / "run.txt").read_text(encoding="utf-8")


def test_lock_is_free_after_a_run_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(Workspace(tmp_path), since="now"):
        raise ZeroDivisionError
    with locked(Workspace(tmp_path), since="now"):
        assert (tmp_path / ".svod" / "run.txt").exists()
    assert not (tmp_path / ".svod" / "run.txt").exists()
