"""Whole runs of commands that are refused something by the system, or killed, and what a reader sees afterwards."""

from __future__ import annotations

import gc
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import pytest
from support.outputs_seen import Outputs, left_over, seen, untouched
from support.refusals import Refusal, refuse
from support.sending import send_form
from support.workspaces import made_workspace

from engine.cli.group import exit_code
from engine.rulebook.loading import load_rulebook
from engine.workspace.closed import closed_versions
from engine.workspace.folders import Workspace
from engine.workspace.publication import finish_interrupted
from engine.workspace.sealing import verify

_CLOSED_ON = ("--on", "2025-02-01")
COMMANDS = {"consolidate": ("--jobs", "1"), "close": _CLOSED_ON}
_STARTER = """
import os, signal, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from support.interrupted import run
from engine.cli import closing, summary  # what a command would load first
from engine.pipeline import closing, consolidation
from engine.workspace.folders import Workspace

for line in sys.stdin:
    root, command, after = line.rstrip("\\n").split("\\t")
    begun = time.monotonic()
    if not (process := os.fork()):
        os._exit(run(Workspace(Path(root)), command)[0])
    if after:
        time.sleep(float(after))
        os.kill(process, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), time.monotonic() - begun, flush=True)
"""
#: Runs a command in a process of its own, kills it after so many seconds (None: never); exit code and seconds it took.
Start: TypeAlias = "Callable[[Workspace, str, float | None], tuple[int, float]]"


@dataclass(frozen=True)
class Prepared:
    """Workspaces as they are before a command, by the command, and the outputs before and after a consolidation.

    Both were closed once; in both a corrected form came since then, which one has consolidated. ``repeated`` are states
    that commands left when they were refused something, in which they were repeated and succeeded.
    """

    before: dict[str, Workspace]
    old: Outputs
    new: Outputs
    repeated: set[tuple[object, ...]] = field(default_factory=set)

    def trial(self, command: str) -> Workspace:
        """A fresh copy."""
        root = self.before[command].root.with_name("trial")
        shutil.rmtree(root, ignore_errors=True)
        return Workspace(Path(shutil.copytree(self.before[command].root, root, symlinks=True)))


def prepared(folder: Path, rules: Path, forms: Path) -> Prepared:
    """Consolidate and close, send a corrected form, and consolidate again in a copy."""
    rulebook = load_rulebook(rules)
    waiting = made_workspace(folder / "waiting", rules, forms, documents=True)
    send_form(waiting, rulebook, "0101", "2025-01-13/a.xlsx")
    send_form(waiting, rulebook, "0501", "2025-01-13/b.xlsx", {"306": 40})
    assert run(waiting, "consolidate")[0] == 1
    assert run(waiting, "close")[0] == 0
    send_form(waiting, rulebook, "0501", "2025-01-14/b.xlsx")
    old = seen(waiting.outgoing / "2024")
    consolidated = Workspace(Path(shutil.copytree(waiting.root, folder / "consolidated", symlinks=True)))
    assert run(consolidated, "consolidate")[0] == 0
    new = seen(consolidated.outgoing / "2024")
    assert old is not None
    assert new is not None
    assert old != new
    return Prepared({"consolidate": waiting, "close": consolidated}, old, new)


def run(workspace: Workspace, command: str) -> tuple[int, str]:
    """Run a command here; exit code and what was said on stderr."""
    errors = StringIO()
    with redirect_stdout(StringIO()), redirect_stderr(errors):
        code = exit_code([command, "--workspace", str(workspace.root), "-q", *COMMANDS[command]])
    return code, errors.getvalue()


def refused_run(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, command: str, error: int, at: int, stays: str
) -> bool:
    """Run a command with call number ``at`` refused, look, and run it again; tell whether it made so many calls."""
    workspace = prepared.trial(command)
    kept = untouched(workspace.incoming, workspace.closed("2024") / "1")
    refusal = Refusal(workspace.root, error, at, stays)
    with monkeypatch.context() as patched:
        refuse(patched, refusal)
        code, said = run(workspace, command)
    gc.collect()  # what was given up in the middle is cleared away here, not in another test
    assert code in (0, 2, 4), said
    if code:
        assert "Traceback" not in said
        assert "Внутренняя ошибка" not in said, said
        assert "ещё раз" in said or "повторите" in said
    found = seen(workspace.outgoing / "2024")
    if found is None:
        assert stays == "all"
        assert "не до конца" in said
    _look(prepared, workspace, command, kept, found)
    if code == 0 and command == "consolidate":
        assert found == prepared.new
    if code != 0 and (state := _finished_state(workspace, command)) not in prepared.repeated:
        _again(prepared, workspace, command, kept)
        prepared.repeated.add(state)
    return refusal.was_met


@contextmanager
def starter() -> Iterator[Start]:
    """Something that starts commands at once, since it has the whole program loaded; systems with forks only."""
    program = [sys.executable, "-c", _STARTER, str(Path(__file__).parent.parent)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        asked, told = process.stdin, process.stdout
        assert asked is not None
        assert told is not None

        def start(workspace: Workspace, command: str, after: float | None) -> tuple[int, float]:
            asked.write(f"{workspace.root}\t{command}\t{'' if after is None else after}\n")
            code, seconds = told.readline().split()
            return int(code), float(seconds)

        yield start


def killed_run(prepared: Prepared, command: str, start: Start, after: float) -> bool:
    """Kill a command, look, and finish as the next start does; tell whether it was still running."""
    workspace = prepared.trial(command)
    kept = untouched(workspace.incoming, workspace.closed("2024") / "1")
    code, _ = start(workspace, command, after)
    assert code in (0, -signal.SIGKILL), code
    found = seen(workspace.outgoing / "2024")
    if found is None:  # in the middle of the renamings
        assert (workspace.state / "staging" / "2024" / "publication.json").is_file()
    _look(prepared, workspace, command, kept, found)
    finish_interrupted(workspace)
    _look(prepared, workspace, command, kept, seen(workspace.outgoing / "2024"), finished=True)
    return code != 0


def duration(prepared: Prepared, command: str, start: Start) -> float:
    """Seconds that a command takes when nobody disturbs it."""
    code, seconds = start(prepared.trial(command), command, None)
    assert code == 0, code
    return seconds


def _look(
    prepared: Prepared,
    workspace: Workspace,
    command: str,
    kept: dict[str, tuple[int, int, str]],
    found: Outputs | None,
    *,
    finished: bool = False,
) -> None:
    """What must be true at any time; ``finished``: after the next start.

    A failure tells what was found: pytest explains the assertions of test modules only, and such a moment is rare.
    """
    sets = [prepared.old, prepared.new] if command == "consolidate" else [prepared.new]
    differing = [sorted((found or {}).items() ^ each.items()) for each in sets]
    assert found in (sets if finished else [*sets, None]), differing
    versions = closed_versions(workspace)
    numbers, altered = [each.version for each in versions], [verify(each) for each in versions]
    assert numbers in ([1], [1, 2]), numbers
    assert not any(altered), altered
    changed = untouched(workspace.incoming, workspace.closed("2024") / "1").items() ^ kept.items()
    assert not changed, sorted(changed)
    if finished:
        assert not left_over(workspace), left_over(workspace)


def _finished_state(workspace: Workspace, command: str) -> tuple[object, ...]:
    """All that a command finds when it is repeated, once it has finished what was interrupted."""
    root = workspace.root.with_name("finished")
    shutil.rmtree(root, ignore_errors=True)
    copy = Workspace(Path(shutil.copytree(workspace.root, root, symlinks=True)))
    finish_interrupted(copy)
    (copy.state / "run.txt").unlink(missing_ok=True)  # says when, to people only
    forms = (copy.state / "forms").resolve()  # a cache that workspaces share
    everything = untouched(copy.root, forms).items()
    return command, *sorted((path, mode, sha256) for path, (mode, _, sha256) in everything)


def _again(prepared: Prepared, workspace: Workspace, command: str, kept: dict[str, tuple[int, int, str]]) -> None:
    """Run the command once more with nothing refused."""
    code, said = run(workspace, command)
    assert code == 0, said
    _look(prepared, workspace, command, kept, seen(workspace.outgoing / "2024"), finished=True)
    if command == "consolidate":
        assert seen(workspace.outgoing / "2024") == prepared.new
    else:
        assert [each.version for each in closed_versions(workspace)] == [1, 2], said
