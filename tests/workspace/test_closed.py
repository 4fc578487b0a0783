from __future__ import annotations

from pathlib import Path

from engine.workspace.closed import last_closed_versions
from engine.workspace.folders import Workspace


def close(root: Path, name: str, contents: str | None = "{}") -> None:
    """A closed version's folder, with its table of contents unless told otherwise."""
    folder = root / "outgoing" / name
    folder.mkdir(parents=True)
    if contents is not None:
        (folder / "run.json").write_text(contents, encoding="utf-8")


def test_last_version_of_each_period_is_found_by_number(tmp_path: Path) -> None:
    for name in ("2023/closed/9", "2023/closed/10", "2022/closed/1"):
        close(tmp_path, name)

    found = last_closed_versions(Workspace(tmp_path))

    assert [(each.period_id, each.version) for each in found] == [("2022", 1), ("2023", 10)]
    assert found[1].folder == tmp_path / "outgoing" / "2023" / "closed" / "10"


def test_unfinished_version_and_strange_folders_do_not_count(tmp_path: Path) -> None:
    close(tmp_path, "2023/closed/1")
    close(tmp_path, "2023/closed/2", None)
    close(tmp_path, "2023/closed/2 (копия)")
    close(tmp_path, "2023/closed/²")

    assert [each.version for each in last_closed_versions(Workspace(tmp_path))] == [1]


def test_workspace_without_outputs_has_no_closed_periods(tmp_path: Path) -> None:
    assert last_closed_versions(Workspace(tmp_path)) == ()
