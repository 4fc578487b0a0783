"""Whole runs of commands that are refused something by the system, or killed, and what a reader sees afterwards."""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import shutil
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from multiprocessing.connection import Connection
from pathlib import Path

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


@dataclass(frozen=True)
class Prepared:
    """Workspaces as they are before a command, by the command, and the outputs before and after a consolidation.

    Both were closed once; in both a corrected form came since then, which one has consolidated.
    """

    before: dict[str, Workspace]
    old: Outputs
    new: Outputs

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
    assert code in (0, 2, 4)
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
    if code != 0:
        _again(prepared, workspace, command, kept)
    return refusal.was_met


def killed_run(prepared: Prepared, command: str, longest: float, moment: random.Random) -> bool:
    """Kill a command at a random moment, look, and finish as the next start does; tell whether it was still running."""
    workspace = prepared.trial(command)
    kept = untouched(workspace.incoming, workspace.closed("2024") / "1")
    was_running = _killed(workspace, command, moment.uniform(0, longest))
    found = seen(workspace.outgoing / "2024")
    if found is None:  # in the middle of the renamings
        assert (workspace.state / "staging" / "2024" / "publication.json").is_file()
    _look(prepared, workspace, command, kept, found)
    finish_interrupted(workspace)
    _look(prepared, workspace, command, kept, seen(workspace.outgoing / "2024"), finished=True)
    return was_running


def duration(prepared: Prepared, command: str) -> float:
    """Seconds that a command takes in a process of its own when nobody disturbs it."""
    workspace = prepared.trial(command)
    begun = time.monotonic()
    assert not _killed(workspace, command, None)
    return time.monotonic() - begun


def _look(
    prepared: Prepared,
    workspace: Workspace,
    command: str,
    kept: dict[str, tuple[int, int, str]],
    found: Outputs | None,
    *,
    finished: bool = False,
) -> None:
    """What must be true at any time; ``finished``: after the next start."""
    sets = [prepared.old, prepared.new] if command == "consolidate" else [prepared.new]
    assert found in (sets if finished else [*sets, None])
    versions = closed_versions(workspace)
    assert [each.version for each in versions] in ([1], [1, 2])
    assert not any(verify(each) for each in versions)
    assert untouched(workspace.incoming, workspace.closed("2024") / "1") == kept
    if finished:
        assert left_over(workspace) == set()


def _again(prepared: Prepared, workspace: Workspace, command: str, kept: dict[str, tuple[int, int, str]]) -> None:
    """Run the command once more with nothing refused."""
    code, _ = run(workspace, command)
    assert code == 0
    _look(prepared, workspace, command, kept, seen(workspace.outgoing / "2024"), finished=True)
    if command == "consolidate":
        assert seen(workspace.outgoing / "2024") == prepared.new
    else:
        assert [each.version for each in closed_versions(workspace)] == [1, 2]


def _killed(workspace: Workspace, command: str, after: float | None) -> bool:
    """Run a command in a process and kill it; tell whether there was still something to kill."""
    known = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")
    ready, theirs = context.Pipe()
    process = context.Process(target=_command, args=(workspace, command, theirs))
    process.start()
    theirs.close()
    ready.recv()
    process.join(after)
    was_running = process.is_alive()
    process.kill()
    process.join()
    return was_running


def _command(workspace: Workspace, command: str, ready: Connection) -> None:
    from engine.cli import closing, summary  # noqa: F401, PLC0415  what the command would load first
    from engine.pipeline import consolidation  # noqa: F401, PLC0415

    ready.send(os.getpid())
    run(workspace, command)
