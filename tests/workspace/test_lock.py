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
    assert "2025-01-20T09:05:00+03:00" in caught.value.text("ru")
    assert str(other.pid) in caught.value.text("en")


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
