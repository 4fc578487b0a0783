"""Ctrl-C in every stage of a run of a region: a clean end in under two seconds."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from bench.generated import make_region, originals
from support.ctrl_c import interrupted
from support.outputs_seen import seen

from engine.cli.group import exit_code
from engine.workspace.folders import Workspace

_SECONDS = 2.0


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory, rules_dir: Path) -> Workspace:
    """A region of 60 schools in six districts; it was consolidated before the last of its files came."""
    folder = tmp_path_factory.mktemp("region") / "region"
    workspace = make_region(folder, rules_dir, originals(rules_dir), schools=60, districts=6).workspace
    last = max(each for each in workspace.incoming.rglob("*") if each.is_file())
    aside = last.rename(folder / "позже.xlsx")
    assert exit_code(["consolidate", "--workspace", str(folder), "-q"]) in (0, 1)
    aside.rename(last)
    shutil.rmtree(workspace.state)
    return workspace


@pytest.mark.parametrize("after", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("stage", ["Читаю", "Проверяю", "Пишу книги", "Складываю"])
def test_ctrl_c_ends_a_run_cleanly_and_soon(region: Workspace, tmp_path: Path, stage: str, after: float) -> None:
    workspace = Workspace(Path(shutil.copytree(region.root, tmp_path / "region")))
    before = seen(workspace.outgoing / "2024")
    done = interrupted(workspace.root, stage, after)
    left = seen(workspace.outgoing / "2024")
    assert left is not None
    if stage == "Складываю" and done.code in (0, 1, -signal.SIGINT):
        return  # it came too late
    assert done.code == 130
    assert done.seconds < _SECONDS
    assert "Traceback" not in done.said
    assert "Прервано." in done.said
    assert left == before or stage == "Складываю"
    if stage != "Читаю":
        with sqlite3.connect(workspace.state / "readings.sqlite") as store:
            assert store.execute("SELECT count(*) FROM kept").fetchone() == (66,)
