"""However a run's districts are handed out, the outputs are the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.outputs_seen import seen
from support.workspaces import workspace_with_mail

from engine.intake.recorded import recorded
from engine.pipeline import region
from engine.pipeline.choices import asked_of
from engine.pipeline.closed import rules_of
from engine.pipeline.consolidation import run_consolidation
from engine.pipeline.crew import Crew
from engine.pipeline.districts import Commission, Mail, consolidated
from engine.pipeline.earlier import EarlierOutputs
from engine.pipeline.formcache import form_cache
from engine.pipeline.region import consolidated_parts
from engine.pipeline.teams import OneMachine
from engine.workspace.folders import Workspace


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    return workspace_with_mail(tmp_path / "ws", small_rules, kept_small_forms)


def outputs(workspace: Workspace, folder: Path, jobs: int) -> dict[str, str]:
    """What a first run with ``jobs`` processes gives of the same mail, the times of its files included."""
    there = Workspace(shutil.copytree(workspace.root, folder, symlinks=True))
    rulebook = rules_of(there)
    run_consolidation(there, rulebook, asked_of(rulebook, None, None), team=OneMachine(jobs))
    listed = seen(there.outgoing / "2024")
    assert listed is not None
    return listed


def test_the_outputs_do_not_depend_on_processes_or_batches(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = outputs(workspace, tmp_path / "alone", 1)
    assert list(outputs(workspace, tmp_path / "together", 3).items()) == list(alone.items())
    monkeypatch.setattr(region, "_FILES_TOGETHER", 1)
    assert outputs(workspace, tmp_path / "one by one", 1) == alone


@dataclass
class Noted:
    """A crew that notes which districts are asked for together."""

    hands: Crew
    batches: list[list[str]] = field(default_factory=list)

    def submit(self, function: Callable[..., object], *arguments: object) -> Future[object]:
        (mails,) = arguments
        assert function is consolidated
        assert isinstance(mails, list)
        self.batches.append([each.district_id for each in mails])
        return self.hands.submit(function, *arguments)


def test_whole_districts_are_judged_together_and_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = rules_of(workspace)
    given = Commission(
        rulebook=rulebook,
        asked=asked_of(rulebook, None, None),
        language="ru",
        returning="rejected",
        workspace=workspace,
        folder=workspace.state / "out",
        earlier=EarlierOutputs(workspace.outgoing),
        prefilled=form_cache(workspace, rulebook),
    )
    mails = {each: Mail(each, (recorded([]),) * number) for each, number in (("", 1), ("01", 2), ("05", 0))}
    told: list[tuple[int, int]] = []
    for together, expected in ((3, [["", "01"], ["05"]]), (9, [["", "01", "05"]])):
        monkeypatch.setattr(region, "_FILES_TOGETHER", together)
        (workspace.state / "districts.sqlite").unlink(missing_ok=True)
        with OneMachine().crew(given) as hands:
            first, again = Noted(hands), Noted(hands)
            parts = consolidated_parts(given, mails, first, lambda done, total: told.append((done, total)))
            assert first.batches == expected
            assert told[-1] == (3, 3)
            assert consolidated_parts(given, mails, again) == parts
            assert again.batches == []
