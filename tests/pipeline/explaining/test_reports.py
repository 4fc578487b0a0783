from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.explaining import Book, small_evidence
from support.small_region import error, reading, school, small_rulebook, submission, warning

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.reports import report, reports


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """0101 in time with a warning, 0102 with two errors, 0103 late, 0201 and the district 01 silent."""
    first, faulty = school("0101", 200, 140, received_on=date(2025, 1, 10)), school("0102", 50, 60)
    late = submission("0103", {"101": 60}, received_on=date(2025, 1, 24))
    sent = [reading(first, warning(first.path)), reading(faulty), reading(late)]
    return small_evidence(tmp_path, small_rulebook(), sent, [error(faulty.path), error(faulty.path, "V11")])


@pytest.mark.parametrize(
    ("what", "places"),
    [
        ("expected", ["01", "0101", "0102", "0103"]),
        ("counted", ["0101", "0103"]),
        ("on_time", ["0101"]),
        ("late", ["0103"]),
        ("with_errors", ["0102"]),
        ("silent", ["01"]),
        ("by_decision", []),
    ],
)
def test_reports_of_a_state_are_told_one_by_one(evidence: Evidence, what: str, places: list[str]) -> None:
    node = reports(evidence, "01", what)
    assert (node.value, sorted(each.place_id or "" for each in node.parts)) == (len(places), places)
    assert node.meaning == f"reports:{what}"


def test_states_of_one_cell_are_counted_together(evidence: Evidence) -> None:
    node = reports(evidence, "01", "on_time", "late")
    assert (node.value, node.meaning) == (2, "reports:on_time|reports:late")


def test_region_counts_by_district(evidence: Evidence) -> None:
    node = reports(evidence, "00", "expected")
    assert (node.value, [(each.place_id, each.value) for each in node.parts]) == (5, [("01", 4), ("02", 1)])


def test_beside_the_reports_that_count_stand_those_that_do_not(evidence: Evidence) -> None:
    (others,) = reports(evidence, "01", "counted").asides
    assert sorted((each.place_id or "", each.what) for each in others.parts) == [
        ("01", "no_report"),
        ("0102", "faulty_report"),
    ]


def test_report_that_counts_by_decision_is_neither_late_nor_in_time(region: Book) -> None:
    assert [each.place_id for each in reports(region.evidence, "05", "by_decision").parts] == ["0502"]
    assert reports(region.evidence, "05", "late").parts == ()
    assert "0502" in {each.place_id for each in reports(region.evidence, "05", "counted").parts}


def test_errors_of_a_report_are_its_findings_with_their_cells(evidence: Evidence) -> None:
    node = report(evidence, "0102", "school", "errors")
    assert (node.what, node.value, node.how) == ("faults", 2, "count")
    assert {each.leaf.cell for each in node.parts if each.leaf} == {"C101"}
    assert {each.facts["code"] for each in node.parts} == {"V09", "V11"}
    assert report(evidence, "0101", "school", "warnings").value == 1


def test_errors_of_a_report_that_counts_by_decision_are_the_waived_ones(region: Book) -> None:
    node = report(region.evidence, "0502", "school", "errors")
    assert node.value == region.evidence.waived["0502"] == len(node.parts)


def test_silent_place_has_no_errors_and_no_zero_of_them(evidence: Evidence) -> None:
    assert report(evidence, "0201", "school", "errors").value is None


@pytest.mark.parametrize(
    ("column", "value"),
    [("received_on", date(2025, 1, 24)), ("due_on", date(2025, 1, 17)), ("days_late", 7)],
)
def test_days_of_a_report_are_those_of_its_row(evidence: Evidence, column: str, value: object) -> None:
    node = report(evidence, "0103", "school", column)
    assert (node.what, node.value) == (column, value)


def test_report_itself_is_its_state(evidence: Evidence) -> None:
    assert report(evidence, "0103", "school", None).value == "late"
    assert report(evidence, "0103", "district", None).what == "not_expected"
