"""Whatever happened in between: a run that takes what it can from the one before gives the bytes of a first run."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.outputs_seen import seen
from support.sending import send_form
from support.templates import edited
from support.workspaces import workspace_with_mail

from engine.pipeline.choices import asked_of
from engine.pipeline.closed import rules_of
from engine.pipeline.closing import close_period
from engine.pipeline.consolidation import Run, run_consolidation
from engine.pipeline.earlier import EarlierOutputs, earlier_outputs
from engine.workspace.folders import Workspace

#: How many changes happen one after another; `make hazards` makes more.
STEPS = int(os.environ.get("SVOD_CHANGES", "6"))
_UNCHANGED = "05 "


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    return workspace_with_mail(tmp_path / "ws", small_rules, kept_small_forms)


def consolidated(workspace: Workspace, as_of: date | None = None, language: str = "ru") -> Run:
    rulebook = rules_of(workspace)
    return run_consolidation(workspace, rulebook, asked_of(rulebook, None, as_of), language=language)


def cold(workspace: Workspace, folder: Path, as_of: date | None, language: str) -> dict[str, str] | None:
    """What a first run gives: of the same mail, rules and closed versions, in a workspace without a past."""
    shutil.copytree(workspace.root, folder, symlinks=True, ignore=shutil.ignore_patterns(".svod", "2024"))
    if (workspace.outgoing / "2024" / "closed").is_dir():
        shutil.copytree(workspace.outgoing / "2024" / "closed", folder / "outgoing" / "2024" / "closed")
    elsewhere = Workspace(folder)
    consolidated(elsewhere, as_of, language)
    return seen(elsewhere.outgoing / "2024")


class Change:
    """What people do between two runs, each thing with equal chances."""

    def __init__(self, workspace: Workspace, chance: random.Random) -> None:
        self._workspace, self._chance = workspace, chance
        self.as_of: date | None = None
        self.language = "ru"

    def happen(self) -> str:
        """Let something happen; return what."""
        done: list[Callable[[], None]] = [
            self.a_form_comes,
            self.a_form_comes,
            self.a_form_goes,
            self.a_form_is_moved,
            self.a_form_is_touched,
            self.something_else_comes,
            self.a_decision_is_taken,
            self.a_day_passes,
            self.a_workbook_is_spoilt,
            self.the_language_changes,
            self.a_template_is_reworded,
        ]
        what = self._chance.choice(done)
        what()
        return what.__name__

    def a_form_comes(self) -> None:
        place = self._chance.choice(("0101", "0501", "0502", "0503"))
        day = f"2025-01-{self._chance.randrange(10, 28)}"
        changes = {"101": self._chance.choice((240, 250, 260)), "306": self._chance.choice((40, 45, None))}
        rulebook = rules_of(self._workspace)
        given = {line: value for line, value in changes.items() if value is not None}
        send_form(self._workspace, rulebook, place, f"{day}/{place}-{self._chance.randrange(3)}.xlsx", dict(given))

    def a_form_goes(self) -> None:
        self._any_file().unlink()

    def a_form_is_moved(self) -> None:
        file = self._any_file()
        file.rename(file.with_name(f"ещё {file.name}"))

    def a_form_is_touched(self) -> None:
        os.utime(self._any_file(), ns=(0, self._chance.randrange(10**18)))

    def something_else_comes(self) -> None:
        (self._workspace.incoming / f"письмо {self._chance.randrange(9)}.docx").write_bytes(b"PK\x03\x04")

    def a_decision_is_taken(self) -> None:
        place = self._chance.choice(("0101", "0501"))
        kind = self._chance.choice(("exempt", "accept"))
        file = self._workspace.rules / "decisions.csv"
        head = file.read_text(encoding="utf-8").splitlines()[0]
        file.write_text(f"{head}\n{place},2024,{kind},,служебная записка № 3,Иванова,2025-01-20\n", encoding="utf-8")

    def a_day_passes(self) -> None:
        self.as_of = (self.as_of or date(2024, 12, 31)) + timedelta(days=1)

    def a_workbook_is_spoilt(self) -> None:
        file = self._chance.choice(sorted((self._workspace.outgoing / "2024").glob("*.xlsx")))
        file.write_bytes(file.read_bytes() + b"\0")

    def the_language_changes(self) -> None:
        self.language = "en" if self.language == "ru" else "ru"

    def a_template_is_reworded(self) -> None:
        file = self._chance.choice(sorted(self._workspace.templates.glob("*.docx")))
        edited(file, "итог", "ИТОГ")

    def _any_file(self) -> Path:
        return self._chance.choice(sorted(each for each in self._workspace.incoming.rglob("*") if each.is_file()))


@pytest.mark.parametrize("seed", range(max(1, STEPS // 6)))
def test_after_any_changes_the_outputs_are_those_of_a_first_run(
    workspace: Workspace, tmp_path: Path, seed: int
) -> None:
    change = Change(workspace, random.Random(seed))  # noqa: S311  no secret
    consolidated(workspace)
    history = []
    for step in range(min(STEPS, 6)):
        history.append(change.happen())
        consolidated(workspace, change.as_of, change.language)
        found = seen(workspace.outgoing / "2024")
        expected = cold(workspace, tmp_path / f"cold {step}", change.as_of, change.language)
        assert found == expected, history


def test_after_closing_the_outputs_are_those_of_a_first_run(workspace: Workspace, tmp_path: Path) -> None:
    consolidated(workspace)
    rulebook = rules_of(workspace)
    close_period(workspace, rulebook, rulebook.periods["2024"], date(2025, 1, 20))
    send_form(workspace, rules_of(workspace), "0101", "2025-01-21/0101.xlsx", {"101": 245})
    consolidated(workspace)
    assert seen(workspace.outgoing / "2024") == cold(workspace, tmp_path / "cold", None, "ru")


def test_a_district_in_which_nothing_happened_is_not_written_again(workspace: Workspace) -> None:
    def at_hand() -> dict[str, bool]:
        """Of each workbook and document whether the next run finds it written, if it is to be as it is now."""
        earlier = earlier_outputs(workspace, "2024")
        return {path: earlier(path, data_sha256) is not None for path, (data_sha256, _) in before.written.items()}

    consolidated(workspace)
    before = earlier_outputs(workspace, "2024")
    assert len(before.written) == 10  # two districts with transmittals and the letters to them, the region; справки
    send_form(workspace, rules_of(workspace), "0101", "2025-01-21/0101.xlsx", {"101": 245})
    consolidated(workspace)
    assert {path for path, same in at_hand().items() if same} == {
        each for each in before.written if each.removeprefix("documents/").startswith(_UNCHANGED)
    }


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_an_output_that_was_touched_is_not_taken(workspace: Workspace, suffix: str) -> None:
    consolidated(workspace)
    earlier = earlier_outputs(workspace, "2024")
    path, (data_sha256, _) = next(each for each in earlier.written.items() if each[0].endswith(suffix))
    assert earlier(path, data_sha256) == (workspace.outgoing / "2024" / path).read_bytes()
    (workspace.outgoing / "2024" / path).write_bytes(b"spoilt")
    assert earlier(path, data_sha256) is None
    (workspace.outgoing / "2024" / path).unlink()
    assert earlier(path, data_sha256) is None


def test_nothing_is_taken_that_was_written_in_another_language_or_from_other_numbers(workspace: Workspace) -> None:
    consolidated(workspace)
    assert not earlier_outputs(workspace, "2024", "en").written
    earlier = earlier_outputs(workspace, "2024")
    assert all(earlier(path, "0" * 64) is None for path in earlier.written)
    assert (
        EarlierOutputs(earlier.folder, {path: ("", sha) for path, (_, sha) in earlier.written.items()})("", "") is None
    )


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"written_by": "x"}', '{"written_by": 1, "outputs": 5}'])
def test_a_spoilt_note_costs_time_only(workspace: Workspace, content: str) -> None:
    consolidated(workspace)
    (workspace.state / "written" / "2024.json").write_text(content, encoding="utf-8")
    assert not earlier_outputs(workspace, "2024").written
