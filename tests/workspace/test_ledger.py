from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.workspace.closed import ClosedVersion
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.ledger import highest_versions, note_closed


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "outgoing").mkdir()
    return Workspace(tmp_path)


def put(workspace: Workspace, period_id: str, version: int) -> ClosedVersion:
    """A version as it lies in its place."""
    folder = workspace.closed(period_id) / str(version)
    folder.mkdir(parents=True)
    (folder / "seal.json").write_text("{}", encoding="utf-8")
    return ClosedVersion(period_id, version, folder)


def test_without_a_ledger_the_versions_that_are_there_count(workspace: Workspace) -> None:
    assert highest_versions(workspace) == {}
    put(workspace, "2024", 2)
    put(workspace, "2023", 1)
    assert highest_versions(workspace) == {"2023": 1, "2024": 2}


def test_version_noted_is_known_when_it_is_gone(workspace: Workspace) -> None:
    version = put(workspace, "2024", 2)
    note_closed(workspace, version)
    (version.folder / "seal.json").unlink()
    assert highest_versions(workspace) == {"2024": 2}
    note_closed(workspace, put(workspace, "2024", 1))
    assert highest_versions(workspace) == {"2024": 2}


def test_version_that_was_put_in_place_but_not_noted_is_noted_with_the_next(workspace: Workspace) -> None:
    put(workspace, "2023", 3)
    note_closed(workspace, put(workspace, "2024", 1))
    assert json.loads((workspace.outgoing / "closed.json").read_text(encoding="utf-8")) == {"2023": 3, "2024": 1}


@pytest.mark.parametrize("content", ["", "[]", '{"2024": "1"}', "\x00"])
def test_damaged_ledger_is_said_with_what_to_do(workspace: Workspace, content: str) -> None:
    (workspace.outgoing / "closed.json").write_text(content, encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        highest_versions(workspace)
    assert "удалите" in caught.value.text("ru")
    assert "delete" in caught.value.text("en")
