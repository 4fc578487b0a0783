"""Runs among other programs: files that are open, another run, mail that nobody may write to."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.mail import small_mail
from support.outputs_seen import left_over, seen, untouched
from support.workspaces import made_workspace

from engine.cli.group import exit_code
from engine.workspace import publication
from engine.workspace.folders import Workspace
from engine.workspace.lock import locked

NAME = "Региональный свод 2024.xlsx"


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    """Two districts whose mail has everything in it, and documents' templates."""
    made = made_workspace(tmp_path / "small", small_rules, kept_small_forms, documents=True)
    made.incoming.rmdir()
    small_mail(made.incoming, small_rules)
    return made


def answer(capsys: pytest.CaptureFixture[str], workspace: Workspace, *arguments: str) -> tuple[int, str, str]:
    code = exit_code([*arguments, "--workspace", str(workspace.root), "-q"])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_workbook_that_is_open_elsewhere_is_written_beside_and_said_and_the_others_are_published(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = workspace.outgoing / "2024"
    assert answer(capsys, workspace, "consolidate")[0] == 3
    replace, tries = os.replace, []

    def refused(source: Path, goal: Path) -> None:
        if Path(goal).name == NAME:
            tries.append(goal)
            raise PermissionError(13, "open in Excel", str(goal))
        replace(source, goal)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refused)
        patched.setattr(publication, "_PAUSE_SECONDS", 0.0)
        code, out, _ = answer(capsys, workspace, "consolidate", "--as-of", "2025-01-31")
    assert (code, len(tries)) == (3, 3)
    beside = NAME.replace(".xlsx", " (новый).xlsx")
    assert f"«{NAME}» открыт в другой программе; новая версия записана рядом: «{beside}»" in out
    found = seen(target)
    assert answer(capsys, workspace, "consolidate", "--as-of", "2025-01-31")[0] == 3
    last = seen(target)
    assert found is not None
    assert last is not None
    assert found == {beside if path == NAME else path: sha256 for path, sha256 in last.items()}
    assert not (target / beside).exists()
    assert left_over(workspace) == set()


def test_workbook_that_is_open_elsewhere_and_stays_as_it_was_is_left_alone(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer(capsys, workspace, "consolidate")[0] == 3
    shutil.rmtree(workspace.state)  # nothing is remembered, so that everything is written anew
    first, replace = seen(workspace.outgoing / "2024"), os.replace

    def refused(source: Path, goal: Path) -> None:
        if Path(goal).suffix == ".xlsx":
            raise PermissionError(13, "open in Excel", str(goal))
        replace(source, goal)

    monkeypatch.setattr(os, "replace", refused)
    code, out, _ = answer(capsys, workspace, "consolidate", "--returns", "none")
    assert code == 3
    assert "(новый)" not in out
    found = seen(workspace.outgoing / "2024")
    assert found is not None
    assert first is not None
    assert found.items() <= first.items()


def test_second_run_is_refused_with_who_and_since_when_and_writes_nothing(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    since = datetime(2025, 1, 20, 9, 5, tzinfo=UTC).isoformat()
    for command in ("consolidate", "close"):
        with locked(workspace, since=since):
            code, out, err = answer(capsys, workspace, command)
        assert (code, out) == (2, "")
        assert "уже собирается: начал" in err
        assert "в 09:05 20.01.2025" in err
        assert not workspace.outgoing.exists()


def test_mail_that_nobody_may_write_to_is_read_and_left_as_it_is(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = [workspace.incoming, *workspace.incoming.rglob("*")]
    for each in everything:
        each.chmod(0o555 if each.is_dir() else 0o444)
    before = untouched(workspace.incoming)
    try:
        assert answer(capsys, workspace, "consolidate")[0] == 3
        assert answer(capsys, workspace, "status")[0] in (0, 1, 3)
        assert answer(capsys, workspace, "close", "--on", "2025-02-01")[0] == 0
        assert exit_code(["check", str(workspace.incoming), "--workspace", str(workspace.root)]) in (0, 1, 3)
        assert untouched(workspace.incoming) == before
    finally:
        for each in everything:
            each.chmod(0o755 if each.is_dir() else 0o644)


def test_outputs_that_were_published_only_now_are_looked_at_before_they_are_closed(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publication, "replaced", killed)
        assert answer(capsys, workspace, "consolidate")[0] == 130
    assert seen(workspace.outgoing / "2024") is None
    code, _, err = answer(capsys, workspace, "close", "--on", "2025-02-01")
    assert code == 2
    assert "Посмотрите их" in err
    assert seen(workspace.outgoing / "2024") is not None
    assert answer(capsys, workspace, "close", "--on", "2025-02-01")[0] == 0


def test_run_that_would_lose_a_file_publishes_nothing(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.pipeline import consolidation  # noqa: PLC0415  patched below

    real = consolidation.read_records

    def twice(*arguments: object, **options: object) -> object:
        records = real(*arguments, **options)  # type: ignore[arg-type]  handed through
        return [each for each in records if not each.heads[0].path.endswith(".pdf")] + [records[0]]

    monkeypatch.setattr(consolidation, "read_records", twice)
    code, _, err = answer(capsys, workspace, "consolidate")
    assert code == 4
    assert "Прежние результаты не изменены" in err
    assert not workspace.outgoing.exists()


def test_table_of_contents_names_every_file_once(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, workspace, "consolidate")[0] == 3
    contents = json.loads((workspace.outgoing / "2024" / "run.json").read_text(encoding="utf-8"))
    files = [each["path"] for each in contents["files"]]
    there = {
        each.relative_to(workspace.incoming).as_posix() for each in workspace.incoming.rglob("*") if each.is_file()
    }
    assert len(files) == len(set(files))
    assert set(files) == there | {"письмо.zip/0502.xlsx"}
