from __future__ import annotations

from pathlib import Path

import pytest

from engine.workspace.closed import closed_versions, last_closed_versions
from engine.workspace.folders import Workspace


def close(root: Path, name: str, *files: str) -> None:
    """A closed version's folder with these files."""
    folder = root / "outgoing" / name
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).write_text("{}", encoding="utf-8")


def test_last_version_of_each_period_is_found_by_number(tmp_path: Path) -> None:
    for name in ("2023/closed/9", "2023/closed/10", "2022/closed/1"):
        close(tmp_path, name, "run.json", "seal.json")

    found = last_closed_versions(Workspace(tmp_path))

    assert [(each.period_id, each.version) for each in found] == [("2022", 1), ("2023", 10)]
    assert found[1].folder == tmp_path / "outgoing" / "2023" / "closed" / "10"


def test_every_version_is_listed_by_period_and_number(tmp_path: Path) -> None:
    for name in ("2023/closed/2", "2023/closed/1", "2022/closed/1"):
        close(tmp_path, name, "run.json", "seal.json")

    found = closed_versions(Workspace(tmp_path))

    assert [(each.period_id, each.version) for each in found] == [("2022", 1), ("2023", 1), ("2023", 2)]


@pytest.mark.parametrize("left", ["run.json", "seal.json"])
def test_version_that_lost_its_seal_or_its_table_of_contents_does_not_vanish(tmp_path: Path, left: str) -> None:
    close(tmp_path, "2023/closed/1", left)

    assert [each.version for each in closed_versions(Workspace(tmp_path))] == [1]


def test_empty_and_strange_folders_are_no_versions(tmp_path: Path) -> None:
    close(tmp_path, "2023/closed/1", "run.json", "seal.json")
    close(tmp_path, "2023/closed/2")
    for name in ("2 (копия)", "²", "02", "0"):
        close(tmp_path, f"2023/closed/{name}", "run.json", "seal.json")

    assert [each.version for each in last_closed_versions(Workspace(tmp_path))] == [1]


def test_workspace_without_outputs_has_no_closed_periods(tmp_path: Path) -> None:
    assert last_closed_versions(Workspace(tmp_path)) == ()
