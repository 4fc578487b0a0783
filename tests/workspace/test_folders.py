from pathlib import Path

import pytest

from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import open_workspace


def test_folder_without_rules_is_no_workspace_and_the_message_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(tmp_path)
    assert "svod init" in caught.value.text("ru")
    assert "svod init" in caught.value.text("en")


def test_paths_are_told_relative_to_the_workspace_with_forward_slashes(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    workspace = open_workspace(tmp_path)
    assert workspace.relative(workspace.outgoing / "2024" / "run.json") == "outgoing/2024/run.json"
