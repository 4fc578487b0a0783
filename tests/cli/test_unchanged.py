"""A run after which nothing happened is not repeated; whatever does happen is noticed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.outputs_seen import untouched
from support.workspaces import workspace_with_mail

from engine.cli.group import exit_code
from engine.workspace.folders import Workspace

_UNCHANGED = "С прошлого раза ничего не изменилось"
_FORM = "2025-01-13/школа.xlsx"


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    """A workspace whose mail was consolidated once."""
    made = workspace_with_mail(tmp_path / "ws", small_rules, kept_small_forms)
    assert exit_code(["consolidate", "--workspace", str(made.root), "-q"]) == 3
    return made


@pytest.fixture
def again(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, bool]]:
    """Consolidates once more: the exit code, what was printed, and whether it said that nothing has changed."""
    capsys.readouterr()

    def consolidated(*arguments: str) -> tuple[int, str, bool]:
        code = exit_code(["consolidate", "--workspace", str(workspace.root), *arguments])
        shown = capsys.readouterr()
        return code, shown.out, any(line.startswith(_UNCHANGED) for line in shown.err.splitlines())

    return consolidated


Again = Callable[..., tuple[int, str, bool]]


def test_nothing_is_written_where_nothing_has_changed_and_the_same_is_said(workspace: Workspace, again: Again) -> None:
    (workspace.state / "said" / "2024.json").unlink()
    code, out, unchanged = again()
    assert not unchanged
    before = untouched(workspace.outgoing)
    assert again() == (code, out, True)
    assert untouched(workspace.outgoing) == before


def test_programs_are_told_the_same_and_get_the_same_exit_codes(again: Again, workspace: Workspace) -> None:
    contents = json.loads((workspace.outgoing / "2024" / "run.json").read_text(encoding="utf-8"))
    code, out, unchanged = again("--format", "json")
    assert (code, unchanged) == (3, True)
    assert json.loads(out) == {name: value for name, value in contents.items() if name != "files"}
    strange = workspace.incoming / "письмо.html"
    strange.unlink()
    assert [again("--fail-on", each)[::2] for each in ("error", "error", "warning", "never")] == [
        (1, False),
        (1, True),
        (1, True),
        (0, True),
    ]


def _touch(workspace: Workspace) -> None:
    os.utime(workspace.incoming / _FORM, ns=(0, 10**18))


def _change_in_place(workspace: Workspace) -> None:
    file = workspace.incoming / "письмо.html"
    before = file.stat()
    file.write_bytes(b"<HTML></HTML>")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _decide(workspace: Workspace) -> None:
    with (workspace.rules / "decisions.csv").open("a", encoding="utf-8") as rules:
        rules.write("0501,2024,exempt,,служебная записка № 3,Иванова,2025-01-20\n")


def _spoil(name: str) -> Callable[[Workspace], None]:
    def spoil(workspace: Workspace) -> None:
        (file,) = workspace.root.glob(name)
        file.write_bytes(file.read_bytes().replace(b"a", b"b"))

    return spoil


@pytest.mark.parametrize(
    "happens",
    [
        _touch,
        _change_in_place,
        _decide,
        lambda workspace: (workspace.incoming / _FORM).unlink(),
        lambda workspace: (workspace.incoming / _FORM).rename(workspace.incoming / "другое имя.xlsx"),
        lambda workspace: (workspace.incoming / "~$новый.xlsx").write_bytes(b""),
        lambda workspace: (workspace.outgoing / "2024" / "Региональный свод 2024.xlsx").unlink(),
        lambda workspace: (workspace.outgoing / "2024" / "run.json").unlink(),
        _spoil("outgoing/2024/data/facts.csv"),
        _spoil("outgoing/2024/Региональный свод 2024.xlsx"),
        _spoil("outgoing/2024/run.json"),
        _spoil(".svod/said/2024.json"),
        lambda workspace: next(workspace.templates.glob("*.docx")).unlink(),
        lambda workspace: shutil.rmtree(workspace.state / "said"),
    ],
)
def test_whatever_happens_is_noticed(
    workspace: Workspace, again: Again, happens: Callable[[Workspace], object]
) -> None:
    happens(workspace)
    assert not again()[2]


@pytest.mark.parametrize(
    "asked", [("--as-of", "2025-01-31"), ("--returns", "none"), ("--strict",), ("--lang", "en"), ("--period", "2024")]
)
def test_whatever_else_is_asked_is_done(again: Again, asked: tuple[str, ...]) -> None:
    assert not again(*asked)[2]


def test_a_file_that_may_be_read_another_time_is_tried_each_time(workspace: Workspace, again: Again) -> None:
    (workspace.incoming / "занят.xlsx.part").write_bytes(b"PK")
    assert not again()[2]
    assert not again()[2]


def test_a_missing_template_is_said_each_time(workspace: Workspace, again: Again) -> None:
    next(workspace.templates.glob("*.docx")).unlink()
    assert not again()[2]
    assert not again()[2]
