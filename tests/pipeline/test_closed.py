from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from support.closings import CLOSED_ON, closed, consolidated, consolidated_and_closed, overwrite
from support.sending import Send, send_form

from engine.pipeline.closed import closed_data, rules_of, with_closed
from engine.rulebook.closed import ClosedMeasure
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Decision
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.vocabulary.fields import Address, OccurrenceKey, Value
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus
from engine.workspace.closed import closed_versions
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.sealing import verify

DONE: dict[str, Value] = {
    "7001.1": "выполнено",
    "7001.2": date(2020, 10, 12),
    "7001.3": "=Протокол\nот 12.10.2020",
    "7002.1": "в работе",
    "7002.2": None,
    "7002.4": "-встречи идут",
}


@pytest.fixture(scope="module")
def rulebook(small_rules: Path) -> Rulebook:
    return load_rulebook(small_rules)


@pytest.fixture(scope="module")
def closed_once(rulebook: Rulebook, small_rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which 2020 was closed with one school's report: one activity done, one begun."""
    workspace = Workspace(tmp_path_factory.mktemp("closed"))
    (workspace.root / "rules").symlink_to(small_rules, target_is_directory=True)
    send_form(workspace, rulebook, "0501", "2021-01-12/0501.xlsx", DONE, "2020")
    consolidated_and_closed(workspace, rulebook, "2020")
    return workspace.root


@pytest.fixture
def workspace(tmp_path: Path, closed_once: Path) -> Workspace:
    shutil.copytree(closed_once, tmp_path / "w", symlinks=True)
    return Workspace(tmp_path / "w")


@pytest.fixture
def closed_2020(workspace: Workspace) -> Path:
    return workspace.outgoing / "2020" / "closed" / "1"


def keys(rulebook: Rulebook, place_id: str, period: str) -> list[str]:
    owed = owed_in_form(rulebook, place_id, rulebook.periods[period])
    return [each.key.key for each in owed if each.activity.target is None]


def test_what_a_closed_period_says_comes_back_as_it_was_typed(workspace: Workspace, rulebook: Rulebook) -> None:
    rulebook = with_closed(rulebook, workspace)
    assert rulebook.closed.answers("0501", rulebook.periods["2024"]) == {
        OccurrenceKey("aksaysky", "2"): RoadmapAnswer(
            TypedStatus.DONE, date(2020, 10, 12), "=Протокол от 12.10.2020", None
        ),
        OccurrenceKey("aksaysky", "3"): RoadmapAnswer(TypedStatus.IN_WORK, None, None, "-встречи идут"),
    }


def test_form_asks_no_more_about_what_was_done_and_comes_prefilled_with_the_rest(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    rulebook = with_closed(rulebook, workspace)
    assert keys(rulebook, "0501", "2021") == ["3"]
    assert keys(rulebook, "0502", "2021") == ["2", "3"]
    content = school_content(rulebook, rulebook.periods["2021"], "0501")
    assert {str(address): value for address, value in content.values.items()} == {
        "7001.1": "в работе",
        "7001.4": "-встречи идут",
    }


def test_done_counts_in_later_periods_and_coverage_decides_targets_of_the_closed_one(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    rulebook = with_closed(rulebook, workspace)
    (workspace.incoming / "2021-01-12" / "0501.xlsx").unlink()
    send("0502", "2022-01-12/0502.xlsx", None, "2021")
    run = consolidated(workspace, rulebook, "2021")
    rows = {
        (row["place_id"], row["key"]): (row["status"], row["done_on"])
        for row in run.consolidation.activities.to_dict("records")
    }
    assert rows["0501", "2"] == ("done", date(2020, 10, 12))
    assert rows["0501", "3"] == ("unknown", None)
    # 15 % were due by 31.12.2020: the closed period measured 38 of 300, whatever rules/history.csv says.
    assert rulebook.closed.coverage_on("05", "involved_pupils", date(2020, 12, 31)) == Fraction(38, 300)
    assert rows["05", "4"] == ("missed", None)


def test_counts_that_coverage_was_measured_from_come_back_with_what_they_rest_on(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    (period,) = with_closed(rulebook, workspace).closed.periods
    assert period.measures["05", "involved_pupils"] == ClosedMeasure(38, 300, 1, 3)
    assert period.measures["0502", "involved_pupils"] == ClosedMeasure(None, None, 0, 1)
    assert {value.denominator for (_, indicator), value in period.measures.items() if "partner" in indicator} == {None}


def test_next_year_is_compared_with_what_was_closed(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    (workspace.incoming / "2021-01-12" / "0501.xlsx").unlink()
    send("0501", "2022-01-12/0501.xlsx", None, "2021")
    run = consolidated(workspace, rulebook, "2021")
    rows = {(row["place_id"], row["indicator"]): row for row in run.consolidation.progress.to_dict("records")}
    assert rows["0501", "involved_pupils"]["previous_period"] == "2020"
    assert rows["05", "involved_pupils"]["previous_numerator"] == 38
    text = (run.folder / "data" / "trends.csv").read_text(encoding="utf-8")
    assert "district,05,involved_pupils,share,2020-12-31,2020,closed,38,300," in text


def test_last_version_counts(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    send("0501", "2021-01-20/0501.xlsx", {**DONE, "7002.1": "неприменимо", "011": date(2021, 1, 20)}, "2020")
    assert consolidated_and_closed(workspace, rulebook, "2020").version == 2
    rulebook = with_closed(rulebook, workspace)
    said = rulebook.closed.answers("0501", rulebook.periods["2024"])
    assert said[OccurrenceKey("aksaysky", "3")].status is TypedStatus.NOT_APPLICABLE


@pytest.mark.parametrize("damage", ["run.json", "seal.json", "data/answers.csv", "data/coverage.csv", "data/facts.csv"])
def test_altered_data_of_a_closed_period_stop_the_run_and_are_named(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path, damage: str
) -> None:
    overwrite(closed_2020 / damage, "{")
    with pytest.raises(WorkspaceError, match=f"2020.*{damage}") as caught:
        with_closed(rulebook, workspace)
    assert "резервной копии" in caught.value.text("ru")
    assert str(closed_2020) in caught.value.text("ru")


@pytest.mark.parametrize("lost", ["run.json", "seal.json", "data/register.csv"])
def test_lost_data_of_a_closed_period_stop_the_run_and_are_named(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path, lost: str
) -> None:
    (closed_2020 / lost).unlink()
    with pytest.raises(WorkspaceError, match=f"missing: {lost}"):
        with_closed(rulebook, workspace)


def test_without_a_backup_a_damaged_version_is_renamed_and_the_one_before_counts(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path, send: Send
) -> None:
    send("0502", "2021-01-20/0502.xlsx", None, "2020")
    second = consolidated_and_closed(workspace, rulebook, "2020").folder
    (second / "data" / "facts.csv").unlink()
    with pytest.raises(WorkspaceError) as caught:
        with_closed(rulebook, workspace)
    told = caught.value.text("ru")
    assert "переименуйте эту папку в «2 (повреждена)»: сравнивать будут с версией 1" in told
    assert "svod consolidate --period 2020" in told

    second.rename(second.with_name("2 (повреждена)"))
    again = consolidated_and_closed(workspace, rulebook, "2020")

    assert (again.version, again.previous, again.is_new) == (3, 1, True)
    assert ("0502", "new") in {(each["place_id"], each["change"]) for each in again.changes}
    assert [bool(verify(each)) for each in closed_versions(workspace)] == [False, False]
    assert again.folder.parent == closed_2020.parent
    (period,) = with_closed(rulebook, workspace).closed.periods
    assert (period.version, period.altered, period.added) == (3, (), ())


def test_without_a_backup_the_only_version_is_renamed_and_the_period_is_open_again(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path
) -> None:
    consolidated(workspace, rulebook, "2020")
    (closed_2020 / "run.json").unlink()
    with pytest.raises(WorkspaceError) as caught:
        with_closed(rulebook, workspace)
    assert "в «1 (повреждена)»: сравнивать будет не с чем" in caught.value.text("ru")
    assert "to '1 (damaged)': there is nothing to compare with then" in caught.value.text("en")

    closed_2020.rename(closed_2020.with_name("1 (повреждена)"))
    with pytest.raises(WorkspaceError, match="svod consolidate --period 2020"):
        closed(workspace, rulebook, "2020")
    assert consolidated_and_closed(workspace, rulebook, "2020").version == 2


def test_altered_workbook_of_a_closed_period_is_noticed_and_work_goes_on(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path
) -> None:
    (workbook,) = closed_2020.glob("Региональный*.xlsx")
    overwrite(workbook, "edited")
    (district,) = closed_2020.glob("05*муниципальный*.xlsx")
    district.unlink()
    (closed_2020 / "заметка.txt").write_text("", encoding="utf-8")
    (period,) = with_closed(rulebook, workspace).closed.periods
    at = "outgoing/2020/closed/1"
    assert period.altered == (f"{at}/{district.name}", f"{at}/{workbook.name}")
    assert period.added == (f"{at}/заметка.txt",)


def test_altered_data_of_an_earlier_version_are_noticed_and_work_goes_on(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path, send: Send
) -> None:
    send("0502", "2021-01-20/0502.xlsx", None, "2020")
    consolidated_and_closed(workspace, rulebook, "2020")
    overwrite(closed_2020 / "data" / "facts.csv", "")
    overwrite(closed_2020 / "seal.json", "")
    (period,) = with_closed(rulebook, workspace).closed.periods
    assert period.altered == ("outgoing/2020/closed/1/seal.json",)


def test_data_of_a_version_read_back_are_those_that_were_closed(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path
) -> None:
    rulebook = with_closed(rulebook, workspace)
    data = closed_data(workspace, rulebook, rulebook.periods["2020"])
    assert data is not None
    assert (data.version, data.closed_on) == (1, CLOSED_ON)
    assert data.facts["0501", Address("101")] == "300"
    assert data.facts["0501", Address("7001", "3")] == "=Протокол от 12.10.2020"
    assert data.statuses["0501", OccurrenceKey("aksaysky", "2")] == "done"
    assert (data.reports["0501", "school"], data.reports["0502", "school"]) == ("on_time", "silent")
    assert data.coverage["05", "involved_pupils"] == Fraction(38, 300)
    run = json.loads((closed_2020 / "run.json").read_text(encoding="utf-8"))
    assert {sha256: (file.path, file.place_id, file.status) for sha256, file in data.files.items()} == {
        file["sha256"]: (file["path"], file["place_id"], file["status"]) for file in run["files"]
    }


def test_period_that_was_never_closed_has_no_data_to_compare_with(workspace: Workspace, rulebook: Rulebook) -> None:
    rulebook = with_closed(rulebook, workspace)
    assert closed_data(workspace, rulebook, rulebook.periods["2024"]) is None


def test_workspace_without_closed_periods_has_the_rules_alone(
    tmp_path: Path, small_rules: Path, rulebook: Rulebook
) -> None:
    (tmp_path / "rules").symlink_to(small_rules, target_is_directory=True)
    assert rules_of(Workspace(tmp_path)) == rulebook


def test_rules_come_with_what_closed_periods_settled(workspace: Workspace, rulebook: Rulebook) -> None:
    assert rules_of(workspace) == with_closed(rulebook, workspace)


def test_closed_period_that_the_rules_no_longer_know_is_left_alone(
    workspace: Workspace, rulebook: Rulebook, closed_2020: Path
) -> None:
    shutil.move(workspace.outgoing / "2020", workspace.outgoing / "1999")
    assert not closed_2020.exists()
    assert with_closed(rulebook, workspace).closed.periods == ()


def test_lines_of_the_form_are_those_still_owed(workspace: Workspace, rulebook: Rulebook) -> None:
    rulebook = with_closed(rulebook, workspace)
    content = school_content(rulebook, rulebook.periods["2021"], "0501")
    assert [line.line for line, owed in content.roadmap_lines if owed.activity.target is None] == ["7001"]
    assert Address("7001", "1") in content.values


def test_what_was_counted_comes_back_for_the_period_after_and_only_counts(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    rulebook = with_closed(rulebook, workspace)
    counts = rulebook.closed.counts("0501", rulebook.periods["2021"])

    assert (counts[Address("101")], counts[Address("201", "2")], counts[Address("202", "1")]) == (300, 30, 0)
    assert {address.line[0] for address in counts} <= set("12345")
    assert rulebook.closed.counts("0501", rulebook.periods["2022"]) == {}
    assert school_content(rulebook, rulebook.periods["2021"], "0501").previous == counts


def test_decisions_of_a_version_come_back_and_one_without_their_table_tells_nothing(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    taken = [
        Decision.model_validate({
            "place_id": "0501", "period": "2024", "decision": what, "revision": revision, "basis": "-звонок",
            "decided_by": "отдел", "decided_on": date(2025, 1, 20), "until": until,
        })
        for what, revision, until in (("signed_copy", 0, None), ("extend", None, date(2025, 1, 24)))
    ]  # fmt: skip
    known = replace(rulebook, decisions=tuple(taken))
    folder = consolidated_and_closed(workspace, known, on=date(2025, 2, 1)).folder
    period = known.periods["2024"]
    told = closed_data(workspace, with_closed(known, workspace), period)
    assert told is not None
    assert told.decisions == {("0501", "signed_copy/0"): "-звонок", ("0501", "extend/2025-01-24"): "-звонок"}
    rules = with_closed(known, workspace)
    folder.joinpath("data").chmod(0o755)
    folder.joinpath("data", "decisions.csv").unlink()
    without = closed_data(workspace, rules, period)
    assert without is not None
    assert without.decisions is None
