from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.pipeline.lost import lost_versions, lost_when_consolidated
from engine.workspace.closed import ClosedVersion
from engine.workspace.folders import Workspace
from engine.workspace.ledger import note_closed


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose period 2024 was closed as versions 1 and 2, of which 1 is there."""
    workspace = Workspace(tmp_path)
    folder = workspace.closed("2024") / "1"
    folder.mkdir(parents=True)
    (folder / "seal.json").write_text("{}", encoding="utf-8")
    note_closed(workspace, ClosedVersion("2024", 2, workspace.closed("2024") / "2"))
    return workspace


def described(workspace: Workspace, period_id: str, content: object) -> Path:
    """Outputs of a period that say which closed versions they rest on."""
    file = workspace.outgoing / period_id / "data" / "datapackage.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), encoding="utf-8")
    return file.parent.parent


def test_version_that_the_ledger_knows_and_that_is_not_there_is_lost(workspace: Workspace) -> None:
    assert lost_versions(workspace) == {"2024": 2}


def test_version_that_outputs_rest_on_and_that_is_not_there_is_lost(workspace: Workspace) -> None:
    described(workspace, "2025", {"closed": {"2023": 1, "2024": 1}, "closed_lost": {"2024": 3}})
    assert lost_versions(workspace) == {"2023": 1, "2024": 3}
    (workspace.outgoing / "closed.json").unlink()
    assert lost_versions(workspace) == {"2023": 1, "2024": 3}


def test_version_that_is_in_its_place_is_not_lost(workspace: Workspace) -> None:
    (workspace.closed("2024") / "1").rename(workspace.closed("2024") / "2")
    assert lost_versions(workspace) == {}


@pytest.mark.parametrize("content", [None, [], {"closed": [1]}, {"closed": {"2023": "1"}}])
def test_outputs_that_cannot_be_read_tell_of_no_version(workspace: Workspace, content: object) -> None:
    outputs = described(workspace, "2025", content)
    assert lost_versions(workspace) == {"2024": 2}
    assert lost_when_consolidated(outputs) == {}


def test_outputs_tell_which_versions_were_lost_when_they_were_made(workspace: Workspace) -> None:
    outputs = described(workspace, "2024", {"closed": {"2024": 1}, "closed_lost": {"2024": 2}})
    assert lost_when_consolidated(outputs) == {"2024": 2}
