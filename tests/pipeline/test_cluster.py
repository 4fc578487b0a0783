"""A run on a real cluster gives what a run on one machine gives, also when a worker is lost in the middle."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from support.clusters import Started, started_cluster
from support.outputs_seen import seen
from support.workspaces import workspace_with_mail

from engine.cli.group import exit_code
from engine.pipeline import cluster as clusters
from engine.pipeline.choices import asked_of
from engine.pipeline.closed import rules_of
from engine.pipeline.cluster import cluster
from engine.pipeline.clustererrors import ClusterError
from engine.pipeline.clusterwork import Rules, read_there
from engine.pipeline.consolidation import run_consolidation
from engine.pipeline.generation import generation
from engine.workspace.folders import Workspace


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """A scheduler and two workers, as people start them."""
    with started_cluster(tmp_path_factory.mktemp("workers"), "first", "second", guarded=True) as started:
        yield started


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    return workspace_with_mail(tmp_path / "ws", small_rules, kept_small_forms)


@pytest.fixture
def expected(tmp_path: Path, workspace: Workspace) -> dict[str, str]:
    """What one machine makes of the same mail, the times of its files included."""
    local = Workspace(shutil.copytree(workspace.root, tmp_path / "local", symlinks=True))
    rulebook = rules_of(local)
    run_consolidation(local, rulebook, asked_of(rulebook, None, None))
    outputs = seen(local.outgoing / "2024")
    assert outputs is not None
    return outputs


def test_a_cluster_gives_what_one_machine_gives(pair: Started, workspace: Workspace, expected: dict[str, str]) -> None:
    code = exit_code(
        ["consolidate", "--workspace", str(workspace.root), "-q", "--executor", "dask", "--scheduler", pair.address]
    )
    assert code == 3  # one of the files cannot be used, as on one machine
    assert seen(workspace.outgoing / "2024") == expected
    assert not (workspace.state / "apart").exists()


def test_a_worker_lost_in_the_middle_costs_a_retry_and_nothing_else(
    tmp_path: Path, workspace: Workspace, expected: dict[str, str]
) -> None:
    rulebook, lost = rules_of(workspace), []
    with started_cluster(tmp_path / "workers", "first", "second") as started:

        def lose_one(stage: str, done: int = 0, total: int = 0) -> None:
            if stage == "workbooks" and not done and not total:
                losing.start()

        losing = Thread(target=lambda: lost.append(started.lose_while_working("first", "work_there")))
        with cluster(started.address, workspace) as team:
            run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), lose_one, team)
        losing.join()
        assert lost == [True]
        assert started.workers["first"].wait(10) != 0
    assert seen(workspace.outgoing / "2024") == expected


def test_a_worker_lost_while_reading_costs_no_file(
    tmp_path: Path, workspace: Workspace, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_FILES_PER_TASK", 2)
    rulebook, lost = rules_of(workspace), []
    with started_cluster(tmp_path / "workers", "first", "second") as started:
        losing = Thread(target=lambda: lost.append(started.lose_while_working("second", "read_there")))
        losing.start()
        with cluster(started.address, workspace) as team:
            run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), team=team)
        losing.join()
    assert lost == [True]
    assert seen(workspace.outgoing / "2024") == expected


def test_without_any_worker_left_the_run_ends_and_says_so(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_GIVEN_UP", 2.0)
    rulebook = rules_of(workspace)
    with started_cluster(tmp_path / "workers", "only") as started, cluster(started.address, workspace) as team:
        started.lose("only")
        with pytest.raises(ClusterError) as failed:
            run_consolidation(workspace, rulebook, asked_of(rulebook, None, None), team=team)
    assert failed.value.problem == "lost"
    assert not workspace.outgoing.exists()


def test_workers_with_other_rules_program_or_folder_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    rulebook = rules_of(workspace)
    problems = []
    for rules in (
        Rules(str(workspace.root), rulebook.sha256, "another"),
        Rules(str(tmp_path / "nowhere"), rulebook.sha256, generation()),
        Rules(str(workspace.root), "0" * 64, generation()),
    ):
        with pytest.raises(ClusterError) as failed:
            read_there(rules, ())
        problems.append(failed.value.problem)
    assert problems == ["other_program", "no_workspace", "other_rules"]


def test_a_scheduler_that_does_not_answer_is_named(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 1)
    asked = ["--executor", "dask", "--scheduler", "tcp://127.0.0.1:1"]
    assert exit_code(["consolidate", "--workspace", str(workspace.root), *asked]) == 2
    assert "Планировщик tcp://127.0.0.1:1 не отвечает" in capsys.readouterr().err
    assert not workspace.outgoing.exists()


def test_a_scheduler_without_workers_is_named(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 5)
    with (
        started_cluster(tmp_path) as started,
        pytest.raises(ClusterError) as failed,
        cluster(started.address, workspace),
    ):
        pass
    assert failed.value.problem == "no_workers"


def test_without_dask_the_way_to_install_it_is_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    asked = ["--executor", "dask", "--scheduler", "tcp://127.0.0.1:8786", "--lang", "en"]
    assert exit_code(["consolidate", "--workspace", str(workspace.root), *asked]) == 2
    assert 'pip install "svod[dask]"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--executor", "dask"), "нужен адрес планировщика"),
        (("--scheduler", "tcp://server:8786"), "вместе с --executor dask"),
    ],
)
def test_a_cluster_and_an_address_go_together(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], said: str
) -> None:
    assert exit_code(["consolidate", "--workspace", str(workspace.root), *asked]) == 2
    assert said in capsys.readouterr().err
