from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from support.sending import Send

from engine.pipeline.choices import asked_of
from engine.pipeline.closed import rules_of
from engine.pipeline.consolidation import Run, run_consolidation
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.vocabulary.fields import Address, OccurrenceKey, Value
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace

DONE: dict[str, Value] = {
    "7001.1": "выполнено",
    "7001.2": date(2020, 10, 12),
    "7001.3": "=Протокол\nот 12.10.2020",
    "7002.1": "в работе",
    "7002.2": None,
    "7002.4": "-встречи идут",
}


def close(run: Run, version: int = 1) -> Path:
    """Closes a period as the design says: its outputs are copied beside them."""
    target = run.folder / "closed" / str(version)
    shutil.copytree(run.folder, target, ignore=shutil.ignore_patterns("closed"))
    return target


@pytest.fixture
def closed_2020(workspace: Workspace, send: Send, rulebook: Rulebook) -> Path:
    """The period 2020, closed with one school's report: one activity done, one begun."""
    send("0501", "2021-01-12/0501.xlsx", DONE, "2020")
    return close(run_consolidation(workspace, rulebook, asked_of(rulebook, "2020", None)))


def keys(rulebook: Rulebook, place_id: str, period: str) -> list[str]:
    owed = owed_in_form(rulebook, place_id, rulebook.periods[period])
    return [each.key.key for each in owed if each.activity.target is None]


@pytest.mark.usefixtures("closed_2020")
def test_what_a_closed_period_says_comes_back_as_it_was_typed(workspace: Workspace) -> None:
    rulebook = rules_of(workspace)
    assert rulebook.closed.answers("0501", rulebook.periods["2024"]) == {
        OccurrenceKey("aksaysky", "2"): RoadmapAnswer(
            TypedStatus.DONE, date(2020, 10, 12), "=Протокол от 12.10.2020", None
        ),
        OccurrenceKey("aksaysky", "3"): RoadmapAnswer(TypedStatus.IN_WORK, None, None, "-встречи идут"),
    }


@pytest.mark.usefixtures("closed_2020")
def test_form_asks_no_more_about_what_was_done_and_comes_prefilled_with_the_rest(workspace: Workspace) -> None:
    rulebook = rules_of(workspace)
    assert keys(rulebook, "0501", "2021") == ["3"]
    assert keys(rulebook, "0502", "2021") == ["2", "3"]
    content = school_content(rulebook, rulebook.periods["2021"], "0501")
    assert {str(address): value for address, value in content.values.items()} == {
        "7001.1": "в работе",
        "7001.4": "-встречи идут",
    }


@pytest.mark.usefixtures("closed_2020")
def test_done_counts_in_later_periods_and_coverage_decides_targets_of_the_closed_one(
    workspace: Workspace, send: Send
) -> None:
    rulebook = rules_of(workspace)
    (workspace.incoming / "2021-01-12" / "0501.xlsx").unlink()
    send("0502", "2022-01-12/0502.xlsx", None, "2021")
    run = run_consolidation(workspace, rulebook, asked_of(rulebook, "2021", None))
    rows = {
        (row["place_id"], row["key"]): (row["status"], row["done_on"])
        for row in run.consolidation.activities.to_dict("records")
    }
    assert rows["0501", "2"] == ("done", date(2020, 10, 12))
    assert rows["0501", "3"] == ("unknown", None)
    # 15 % were due by 31.12.2020: the closed period measured 38 of 300, whatever rules/history.csv says.
    assert rulebook.closed.coverage_on("05", "involved_pupils", date(2020, 12, 31)) == Fraction(38, 300)
    assert rows["05", "4"] == ("missed", None)


def test_last_version_counts(workspace: Workspace, closed_2020: Path) -> None:
    second = closed_2020.parent / "2"
    shutil.copytree(closed_2020, second)
    answers = (second / "data" / "answers.csv").read_text(encoding="utf-8")
    (second / "data" / "answers.csv").write_text(answers.replace("в работе", "неприменимо"), encoding="utf-8")
    rulebook = rules_of(workspace)
    said = rulebook.closed.answers("0501", rulebook.periods["2024"])
    assert said[OccurrenceKey("aksaysky", "3")].status is TypedStatus.NOT_APPLICABLE


@pytest.mark.parametrize("damage", ["run.json", "data/answers.csv", "data/coverage.csv"])
def test_damaged_closed_period_stops_the_run_and_is_named(workspace: Workspace, closed_2020: Path, damage: str) -> None:
    (closed_2020 / damage).write_text("{", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="2020") as caught:
        rules_of(workspace)
    assert "резервной копии" in caught.value.text("ru")


def test_workspace_without_closed_periods_has_the_rules_alone(workspace: Workspace, rulebook: Rulebook) -> None:
    assert rules_of(workspace) == rulebook


def test_closed_period_that_the_rules_no_longer_know_is_left_alone(workspace: Workspace, closed_2020: Path) -> None:
    shutil.move(workspace.outgoing / "2020", workspace.outgoing / "1999")
    assert not closed_2020.exists()
    assert rules_of(workspace).closed.periods == ()


@pytest.mark.usefixtures("closed_2020")
def test_lines_of_the_form_are_those_still_owed(workspace: Workspace) -> None:
    rulebook = rules_of(workspace)
    content = school_content(rulebook, rulebook.periods["2021"], "0501")
    assert [line.line for line, owed in content.roadmap_lines if owed.activity.target is None] == ["7001"]
    assert Address("7001", "1") in content.values
