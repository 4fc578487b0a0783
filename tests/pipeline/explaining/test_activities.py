from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.explaining import Book, small_evidence
from support.roadmaps import activity as planned_once
from support.roadmaps import activity_of, occurrence, plan
from support.small_region import decision, reading, school, small_rulebook, submission

from engine.pipeline.explaining.activities import Limits, activities, activity, is_target, shown
from engine.pipeline.explaining.evidence import Evidence

#: One for schools by 31 October, one for the district, one that begins in years, one nobody has confirmed, one target.
PLAN = plan(
    planned_once("1", date(2024, 10, 31)),
    planned_once("2", date(2024, 5, 31), reported_by="district"),
    planned_once("3", date(2031, 12, 31), starts_on=date(2031, 1, 1)),
    activity_of("4", [occurrence("4", date(2024, 12, 1), confirmed=False)]),
    planned_once("5", date(2024, 12, 31), minimum="0.70"),
)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """0101 has done the first after its day and not begun the fourth; 0102 is silent, 0103 exempt, the district too."""
    said = {"7001.1": "выполнено", "7001.2": date(2024, 11, 5), "101": 200, "306": 140}
    sent = submission("0101", said, occurrences={"7001": "1", "7002": "4"})
    rulebook = small_rulebook(roadmap=PLAN, decisions=(decision("0103", "exempt"),))
    return small_evidence(tmp_path, rulebook, [reading(sent)])


def places(evidence: Evidence, what: str, **limits: object) -> list[str | None]:
    found = activities(evidence, "01", what, limits=Limits(**limits))  # type: ignore[arg-type]  # fields of limits
    return [each.place_id for each in found.parts]


def test_what_workbooks_do_not_show_is_not_counted(evidence: Evidence) -> None:
    rows = [(row.place_id, row.key) for row in shown(evidence, "01")]
    assert ("0103", "1") not in rows  # exempt
    assert ("0101", "3") not in rows  # begins in years
    assert ("0102", "1") in rows


@pytest.mark.parametrize(
    ("what", "places_of"),
    [
        ("done", ["0101"]),
        ("late", ["0101"]),
        ("done_late", ["0101"]),
        ("overdue", ["0101"]),
        ("unconfirmed", ["0101"]),
        ("unknown", ["01", "0102", "0102"]),
        ("unaccounted", ["01", "0102", "0102"]),
        ("answering", ["01", "0101", "0101", "0102", "0102"]),
        ("open", []),
        ("met", ["01"]),
        ("missed", []),
    ],
)
def test_activities_of_a_state_are_told_one_by_one(evidence: Evidence, what: str, places_of: list[str]) -> None:
    assert places(evidence, what) == places_of


def test_states_of_one_cell_are_counted_together(evidence: Evidence) -> None:
    node = activities(evidence, "01", "done", "overdue")
    assert (node.value, node.meaning) == (2, "activities:done|activities:overdue")


def test_only_what_is_meant_is_counted(evidence: Evidence) -> None:
    assert places(evidence, "unknown", one=("plan", "1")) == ["0102"]
    assert places(evidence, "unknown", own=True) == ["01"]
    assert places(evidence, "unknown", roadmap="plan") == places(evidence, "unknown")
    assert places(evidence, "unknown", roadmap="another") == []


def test_longest_overdue_is_the_largest_of_the_days(evidence: Evidence) -> None:
    node = activities(evidence, "01", "longest")
    assert (node.value, node.how, [each.value for each in node.parts]) == (30, "largest", [30])
    assert activities(evidence, "02", "longest").value == 0


def test_region_counts_by_district(evidence: Evidence) -> None:
    assert [(each.place_id, each.value) for each in activities(evidence, "00", "answering").parts] == [("01", 5)]


def test_activity_says_when_it_was_due_and_what_the_place_said(evidence: Evidence) -> None:
    node = activity(evidence, "0101", "plan", "1", None)
    assert (node.value, node.facts["due_on"]) == ("done_late", date(2024, 10, 31))
    (said,) = node.parts
    assert (said.what, said.value, said.facts["done_on"]) == ("said", "выполнено", date(2024, 11, 5))
    assert said.leaf is not None
    assert said.leaf.path == "incoming/0101.xlsx"


def test_line_left_blank_says_nothing_and_a_silent_place_has_no_file(evidence: Evidence) -> None:
    (blank,) = activity(evidence, "0101", "plan", "4", None).parts
    (silent,) = activity(evidence, "0102", "plan", "4", None).parts
    assert (blank.what, silent.what) == ("nothing_said", "no_report")
    assert blank.leaf is not None
    assert silent.leaf is None


def test_exempt_place_owes_no_report(evidence: Evidence) -> None:
    (nothing,) = activity(evidence, "0103", "plan", "1", None).parts
    assert nothing.what == "not_expected"


@pytest.mark.parametrize(
    ("column", "value"),
    [("days_overdue", 30), ("due_on", date(2024, 12, 1)), ("done_on", None), (None, "overdue")],
)
def test_column_of_an_activity_is_shown(evidence: Evidence, column: str | None, value: object) -> None:
    assert activity(evidence, "0101", "plan", "4", column).value == value


def test_line_of_the_roadmap_is_the_orders_own(evidence: Evidence) -> None:
    node = activity(evidence, None, "plan", "1", None)
    assert (node.what, node.value) == ("deadline", date(2024, 10, 31))
    assert node.leaf is not None
    assert node.leaf.path == "rules/roadmaps/plan.yaml"


def test_activity_that_the_run_does_not_know_is_said_to_be_none(evidence: Evidence) -> None:
    assert activity(evidence, "0101", "plan", "99", None).what == "no_activity"


def test_target_row_is_told_by_the_roadmap_and_without_it_by_its_status(evidence: Evidence) -> None:
    row = next(each for each in evidence.activities if each.key == "5")
    assert is_target(evidence, row)
    assert is_target(evidence, row._replace(key="gone"))
    assert not is_target(evidence, row._replace(key="gone", status="done"))


def test_what_was_done_in_an_earlier_closed_period_is_told_by_that_periods_file(region: Book) -> None:
    row = next(each for each in region.evidence.activities if each.place_id == "0501" and each.status == "done")
    (said,) = activity(region.evidence, "0501", row.roadmap, row.key, None).parts
    assert (said.what, said.value, said.facts["version"]) == ("said_before", "выполнено", 1)
    assert said.leaf is not None
    assert said.leaf.path == "incoming/2024-01-10/0501.xlsx"


def test_form_that_is_all_zeros_counts_without_a_word_about_activities(tmp_path: Path) -> None:
    rulebook = small_rulebook(roadmap=PLAN)
    evidence = small_evidence(tmp_path, rulebook, [reading(school("0101", 10, 0))])
    (said,) = activity(evidence, "0101", "plan", "1", None).parts
    assert said.what == "nothing_said"
