"""One consolidation of a small region, worked out by hand."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from random import Random

import pandas as pd
from pandas.testing import assert_frame_equal
from support.small_region import AS_OF, PERIOD, decision, error, reading, school, small_rulebook, submission, warning

from engine.consolidation.result import ACTIVITIES, COMPLETENESS, COVERAGE, FACTS, TOTALS, Consolidation
from engine.consolidation.run import consolidate
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding, FindingState

RULES = small_rulebook()
FRAMES = {
    "facts": FACTS,
    "totals": TOTALS,
    "coverage": COVERAGE,
    "activities": ACTIVITIES,
    "completeness": COMPLETENESS,
}

# What the region sent: school 0101 twice (80 of 200, corrected to 140 of 200), school 0102 with an error, the
# kindergarten with a warning and late, school 0201 33 of 50, the district its own form, the closed school 0202, a scan.
FIRST = school("0101", 200, 80, 1, path="2025-01-10/школа 1.xlsx", received_on=date(2025, 1, 10))
CORRECTED = school(
    "0101",
    200,
    140,
    1,
    path="2025-01-20/школа 1.xlsx",
    revision=1,
    received_on=date(2025, 1, 20),
    occurrences={"7001": "1"},
)
FAULTY = school("0102", 100, 170, 5, path="школа 2.xlsx")
KINDERGARTEN = submission(
    "0103", {"101": 60, "203.1": 4, "203.2": 4, "402": 2}, path="сад.xlsx", received_on=date(2025, 1, 21)
)
OTHER_DISTRICT = school("0201", 50, 33, 3, path="школа 4.xlsx")
DISTRICT = submission(
    "01", {"7001.1": "выполнено", "7001.2": date(2024, 5, 30)}, path="район.xlsx", occurrences={"7001": "2"}
)
CLOSED = school("0202", 40, 40, 9, path="школа 5.xlsx")

READINGS = (
    reading(FIRST),
    reading(CORRECTED),
    reading(FAULTY),
    reading(KINDERGARTEN, warning(KINDERGARTEN.path)),
    reading(OTHER_DISTRICT),
    reading(DISTRICT),
    reading(CLOSED),
    FileReading("скан.pdf", 10, "pdf", "pdf", ignored=True),
)
FINDINGS: tuple[Finding, ...] = (error(FAULTY.path, "K07"),)


def consolidated() -> Consolidation:
    return consolidate(READINGS, FINDINGS, RULES, PERIOD, AS_OF)


def columns(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    return [tuple(None if value is pd.NA else value for value in row) for row in frame[list(names)].to_numpy().tolist()]


def test_every_file_has_its_row() -> None:
    assert {row.path: str(row.status) for row in consolidated().register} == {
        "2025-01-10/школа 1.xlsx": "superseded",
        "2025-01-20/школа 1.xlsx": "accepted",
        "район.xlsx": "accepted",
        "сад.xlsx": "warned",
        "скан.pdf": "ignored",
        "школа 2.xlsx": "rejected",
        "школа 4.xlsx": "accepted",
        "школа 5.xlsx": "ignored",
    }


def test_totals_are_what_a_hand_would_sum() -> None:
    totals = consolidated().totals
    upper = totals[totals["place_id"].isin(["00", "01", "02"]) & totals["line"].isin(["101", "290", "402"])]
    assert columns(upper, "place_id", "line", "column", "value", "reported", "expected") == [
        ("00", "101", "1", 310, 3, 4),
        ("00", "290", "1", 12, 3, 4),
        ("00", "290", "2", 16, 3, 4),
        ("00", "402", "1", 6, 3, 4),
        ("01", "101", "1", 260, 2, 3),
        ("01", "290", "1", 8, 2, 3),
        ("01", "290", "2", 10, 2, 3),
        ("01", "402", "1", 3, 2, 3),
        ("02", "101", "1", 50, 1, 1),
        ("02", "290", "1", 4, 1, 1),
        ("02", "290", "2", 6, 1, 1),
        ("02", "402", "1", 3, 1, 1),
    ]


def test_coverage_is_what_a_hand_would_divide() -> None:
    coverage = consolidated().coverage
    involved = coverage[coverage["indicator"] == "involved"]
    names = ("place_id", "numerator", "denominator", "value", "status", "people_short", "reported", "expected")
    assert columns(involved, *names) == [
        ("00", 173, 250, 0.692, "below", 2, 2, 3),
        ("01", 140, 200, 0.7, "met", 0, 1, 2),
        ("0101", 140, 200, 0.7, "met", 0, 1, 1),
        ("0102", None, None, None, "no_data", None, 0, 1),
        ("0103", None, None, None, "no_data", None, 0, 0),
        ("02", 33, 50, 0.66, "below", 2, 1, 1),
        ("0201", 33, 50, 0.66, "below", 2, 1, 1),
    ]


def test_activities_are_judged_at_the_as_of_date() -> None:
    assert columns(consolidated().activities, "place_id", "activity", "status", "days_overdue") == [
        ("01", "2", "done", None),
        ("01", "3", "met", None),
        ("0101", "1", "overdue", 61),
        ("0102", "1", "unknown", 61),
        ("0103", "1", "unknown", 61),  # its form does not list the line
    ]


def test_completeness_names_everyone_expected() -> None:
    names = ("place_id", "form", "status", "received_on", "days_late", "errors", "warnings")
    assert columns(consolidated().completeness, *names) == [
        ("01", "district", "reported", None, None, 0, 0),
        ("0101", "school", "on_time", date(2025, 1, 10), 0, 0, 0),
        ("0102", "school", "with_errors", None, None, 1, 0),
        ("0103", "school", "late", date(2025, 1, 21), 4, 0, 1),
        ("0201", "school", "reported", None, None, 0, 0),
    ]


def test_totals_agree_with_the_facts_behind_them() -> None:
    result = consolidated()
    counts = result.facts[result.facts["line"].isin(["101", "201", "203", "306", "402"])]
    by_hand = counts.groupby(["line", "column"])["value"].sum().to_dict()
    region = result.totals[(result.totals["place_id"] == "00") & (result.totals["line"] != "290")]
    assert {(row.line, row.column): row.value for row in region.itertuples()} == by_hand


def test_the_order_of_files_changes_nothing() -> None:
    shuffled = Random(4).sample(READINGS, len(READINGS))  # noqa: S311  not for secrets
    other, result = consolidate(shuffled, FINDINGS, RULES, PERIOD, AS_OF), consolidated()
    assert (other.register, other.findings, other.submissions) == (
        result.register,
        result.findings,
        result.submissions,
    )
    for name in FRAMES:
        assert_frame_equal(getattr(other, name), getattr(result, name))


def test_no_files_give_well_formed_frames() -> None:
    empty = consolidate([], [], RULES, PERIOD, AS_OF)
    assert {name: tuple(getattr(empty, name).columns) for name in FRAMES} == FRAMES
    for name in FRAMES:
        assert getattr(empty, name).dtypes.to_dict() == getattr(consolidated(), name).dtypes.to_dict()
    assert (empty.submissions, empty.register, empty.findings) == ((), (), ())
    assert set(empty.completeness["status"]) == {"silent"}


def test_what_was_read_is_left_as_it_was() -> None:
    before = deepcopy((READINGS, FINDINGS))
    consolidated()
    assert before == (READINGS, FINDINGS)


def settled() -> Consolidation:
    """The same mail after a day of decisions: a faulty report accepted, a silent due date extended, a school exempt."""
    decisions = (
        decision("0102", "accept"),
        decision("0103", "extend", until=date(2025, 1, 24)),
        decision("0201", "exempt"),
        decision("0101", "signed_copy"),
    )
    told = [each.with_(state=FindingState.EXPLAINED, explanation="так и есть") for each in (warning(CORRECTED.path),)]
    rules = small_rulebook(decisions=decisions)
    return consolidate(READINGS, (*FINDINGS, *told), rules, PERIOD, AS_OF)


def test_decisions_change_what_counts_and_who_is_expected() -> None:
    result = settled()
    names = ("place_id", "form", "status", "due_on", "days_late", "errors", "warnings")
    assert columns(result.completeness, *names) == [
        ("01", "district", "reported", PERIOD.due_districts, None, 0, 0),
        ("0101", "school", "on_time", PERIOD.due_schools, 0, 0, 0),
        ("0102", "school", "reported", PERIOD.due_schools, None, 0, 0),
        ("0103", "school", "on_time", date(2025, 1, 24), 0, 0, 1),
    ]
    totals = result.totals[(result.totals["place_id"] == "00") & (result.totals["line"] == "101")]
    assert columns(totals, "value", "reported", "expected") == [(360, 3, 3)]
    involved = result.coverage[(result.coverage["indicator"] == "involved") & (result.coverage["place_id"] == "00")]
    assert columns(involved, "numerator", "denominator", "reported", "expected") == [(310, 300, 2, 2)]


def test_decisions_are_seen_in_the_register_and_the_findings() -> None:
    result = settled()
    assert {row.path: (str(row.status), row.codes) for row in result.register if row.place_id in {"0102", "0201"}} == {
        "школа 2.xlsx": ("warned", ("E10", "K07")),
        "школа 4.xlsx": ("ignored", ("E15",)),
    }
    states = {(each.code, str(each.state)) for each in result.findings}
    assert states >= {("K07", "waived"), ("E10", "open"), ("E15", "open"), ("V02", "explained"), ("V02", "open")}
    assert not any(each.path == "rules/decisions.csv" for each in result.findings)


def test_activities_ask_nothing_of_an_exempt_school() -> None:
    frame = consolidate([], [], small_rulebook(decisions=(decision("0101", "exempt"),)), PERIOD, AS_OF).activities
    assert columns(frame[frame["place_id"] == "0101"], "status", "days_overdue") == [("not_applicable", None)]


def test_decisions_give_the_same_result_in_any_order_of_files() -> None:
    shuffled = Random(7).sample(READINGS, len(READINGS))  # noqa: S311  not for secrets
    rules = small_rulebook(decisions=(decision("0102", "accept"), decision("0201", "exempt")))
    one, other = (consolidate(each, FINDINGS, rules, PERIOD, AS_OF) for each in (READINGS, shuffled))
    assert (one.register, one.findings) == (other.register, other.findings)
