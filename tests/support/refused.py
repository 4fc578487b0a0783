"""Publishes and closes again and again, each time with another call refused, and looks at what a reader sees."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from support.outputs_seen import Outputs, left_over, seen, untouched
from support.refusals import Refusal, refuse

from engine.workspace.closed import closed_versions
from engine.workspace.errors import HalfPublishedError, WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.publication import finish_interrupted, publish, sha256_of, staging
from engine.workspace.sealing import seal_outputs, verify

OLD = {"Свод.xlsx": "old", "data/facts.csv": "old", "letters/01/a.txt": "old", "data/same.csv": "same"}
NEW = {"Свод.xlsx": "new", "data/facts.csv": "new", "returns/02/b.xlsx": "new", "data/same.csv": "same"}


def published(workspace: Workspace, texts: Mapping[str, str] = NEW) -> None:
    """Stage and publish outputs."""
    with staging(workspace, "2024") as folder:
        listed = []
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
            listed.append({"kind": "data", "path": path, "sha256": sha256_of(folder / path)})
        contents = {"as_of": "2024-12-31", "outputs": listed}
        publish(workspace, "2024", workspace.outgoing / "2024", contents, pause=lambda _: None)


def sealed(workspace: Workspace) -> None:
    """Close what was published."""
    restated = {"data": lambda content, version: content + str(version).encode()}
    seal_outputs(workspace, "2024", date(2025, 1, 20), "1.0", restated=restated, pause=lambda _: None)


def closed_once(root: Path) -> Workspace:
    """A workspace with outputs, closed once, as it is before each trial."""
    workspace = Workspace(root)
    workspace.rules.mkdir(parents=True)
    published(workspace, OLD)
    sealed(workspace)
    return workspace


def trial(before: Workspace) -> tuple[Workspace, Outputs]:
    """A copy of the workspace, and what a reader of it sees."""
    root = before.root.with_name("trial")
    shutil.rmtree(root, ignore_errors=True)
    workspace = Workspace(Path(shutil.copytree(before.root, root)))
    old = seen(workspace.outgoing / "2024")
    assert old is not None
    return workspace, old


def paths_of(workspace: Workspace) -> set[str]:
    """Every output in the period's folder, closed versions left out."""
    target = workspace.outgoing / "2024"
    files = {each.relative_to(target).as_posix() for each in target.rglob("*") if each.is_file()}
    return {each for each in files if not each.startswith("closed/")} - {"run.json"}


def refused_publications(
    before: Workspace, monkeypatch: pytest.MonkeyPatch, error: int, stays: str, step: int = 1
) -> int:
    """Publish with the first call refused, the next after ``step``, … until none is; return how many calls there are.

    After each a reader sees the old set or the new one, and closed versions are as they were. Nothing at all is seen
    only where the system goes on refusing everything, and then the fault says that the next start finishes.
    """
    for at in count(1, step):
        workspace, old = trial(before)
        closed = untouched(workspace.closed("2024"))
        refusal = Refusal(workspace.root, error, at, stays)
        fault: Exception | None = None
        with monkeypatch.context() as patched:
            refuse(patched, refusal)
            try:
                published(workspace, NEW)
            except (OSError, HalfPublishedError) as raised:
                fault = raised
        found = seen(workspace.outgoing / "2024")
        if found is None:
            assert stays == "all"
            assert isinstance(fault, HalfPublishedError)
        else:
            assert found == old or found.keys() == NEW.keys()
            assert fault is None or found == old
        finish_interrupted(workspace)
        assert seen(workspace.outgoing / "2024") is not None
        assert left_over(workspace) == set()
        published(workspace, NEW)
        after = seen(workspace.outgoing / "2024")
        assert after is not None
        assert after.keys() == NEW.keys() == paths_of(workspace)
        assert untouched(workspace.closed("2024")) == closed
        if not refusal.was_met:
            return at
    raise AssertionError  # count() has no end


def refused_closings(before: Workspace, monkeypatch: pytest.MonkeyPatch, error: int, stays: str, step: int = 1) -> int:
    """Close with the first call refused, the next after ``step``, … until none is; return how many calls there are.

    After each there is no new version or a whole one, the one before is as it was, and closing can be repeated.
    """
    for at in count(1, step):
        workspace, old = trial(before)
        first = untouched(workspace.closed("2024") / "1")
        refusal = Refusal(workspace.root, error, at, stays)
        with monkeypatch.context() as patched:
            refuse(patched, refusal)
            with suppress(OSError, WorkspaceError):
                sealed(workspace)
        versions = closed_versions(workspace)
        assert [each.version for each in versions] in ([1], [1, 2])
        assert not any(verify(each) for each in versions)
        finish_interrupted(workspace)
        assert left_over(workspace) == set()
        sealed(workspace)
        versions = closed_versions(workspace)
        assert [each.version for each in versions] in ([1, 2], [1, 2, 3])
        assert not any(verify(each) for each in versions)
        assert untouched(workspace.closed("2024") / "1") == first
        assert seen(workspace.outgoing / "2024") == old
        if not refusal.was_met:
            return at
    raise AssertionError  # count() has no end
