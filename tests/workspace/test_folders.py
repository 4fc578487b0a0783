from pathlib import Path

import pytest

from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace, open_workspace, require_incoming


def test_folder_without_rules_is_no_workspace_and_the_message_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(tmp_path)
    assert "svod init" in caught.value.text("ru")
    assert "svod init" in caught.value.text("en")


def test_paths_are_told_relative_to_the_workspace_with_forward_slashes(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    workspace = open_workspace(tmp_path)
    assert workspace.relative(workspace.outgoing / "2024" / "run.json") == "outgoing/2024/run.json"


def test_a_workspace_without_incoming_is_told_from_one_where_nothing_has_come(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(WorkspaceError) as caught:
        require_incoming(workspace)
    assert "incoming" in caught.value.text("ru")
    workspace.incoming.mkdir()
    require_incoming(workspace)
