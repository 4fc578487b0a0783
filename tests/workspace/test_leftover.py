from pathlib import Path

import pytest

from engine.workspace.folders import Workspace
from engine.workspace.leftover import left_over, note_left_over


def test_what_was_left_is_known_until_nothing_is(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert left_over(workspace, "2024") == set()
    note_left_over(workspace, "2024", ["letters/a.eml", "b.xlsx"])
    assert left_over(workspace, "2024") == {"letters/a.eml", "b.xlsx"}
    assert left_over(workspace, "2025") == set()
    note_left_over(workspace, "2024", [])
    assert left_over(workspace, "2024") == set()
    assert not any((workspace.state / "left").iterdir())


@pytest.mark.parametrize("content", ["", "[]", '{"paths": 5}', '{"paths": [5, {}]}'])
def test_spoilt_note_is_none(tmp_path: Path, content: str) -> None:
    workspace = Workspace(tmp_path)
    note_left_over(workspace, "2024", ["a"])
    (workspace.state / "left" / "2024.json").write_text(content, encoding="utf-8")
    assert left_over(workspace, "2024") == set()
