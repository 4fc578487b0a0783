"""Frames with what a transmittal tells in place of what was worked out here."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from support.small_region import AS_OF, PERIOD, reading, school, small_rulebook, submission
from support.transmittals import sent_up, with_rows

from engine.consolidation.result import Consolidation
from engine.consolidation.run import consolidate
from engine.consolidation.toldframes import activities_with, answers_with, completeness_with
from engine.consolidation.transmitted import Told

RULES = small_rulebook()
SENT = school("0101", 200, 140, occurrences={"7001": "1"}, received_on=date(2025, 1, 20))
ANSWERED = submission(
    "0101", {"7001.1": "выполнено", "7001.2": date(2024, 10, 1), "7001.4": "протокол"}, occurrences={"7001": "1"}
)


def region(*files: object) -> Consolidation:
    return consolidate([reading(each) for each in files], [], RULES, PERIOD, AS_OF)  # type: ignore[arg-type]  # submissions


@pytest.fixture(scope="module")
def told() -> Told:
    """What the first district tells: one late school, which said what it has done."""
    result = region(replace(SENT, values=(*SENT.values, *ANSWERED.values)))
    return Told(sent_up(result, RULES, "01"), RULES, PERIOD)


def rows(frame: pd.DataFrame, place_id: str, *names: str) -> list[tuple[object, ...]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [tuple(row) for row in plain.loc[plain["place_id"] == place_id, list(names)].to_numpy().tolist()]


def test_completeness_of_transmitted_places_is_what_their_district_saw(told: Told) -> None:
    here = region(school("0201", 50, 33)).completeness
    frame = completeness_with(here, [told])
    names = ("form", "status", "received_on", "due_on", "days_late", "errors", "warnings")
    assert rows(frame, "0101", *names) == [("school", "late", date(2025, 1, 20), PERIOD.due_schools, 3, 0, 0)]
    assert rows(frame, "0102", *names) == rows(here, "0102", *names)  # silent by either way
    assert rows(frame, "0201", *names) == rows(here, "0201", *names)
    assert frame.dtypes.to_dict() == here.dtypes.to_dict()


def test_a_report_that_the_district_does_not_know_of_keeps_its_own_row(told: Told) -> None:
    kept = [row for row in told.transmittal.tables["completeness"] if row["place_id"] != "0103"]
    frame = completeness_with(
        region().completeness, [Told(with_rows(told.transmittal, "completeness", kept), RULES, PERIOD)]
    )
    assert rows(frame, "0103", "status") == [("silent",)]


def test_activities_have_the_status_that_their_district_saw_and_our_own_words(told: Told) -> None:
    here = region().activities
    other = [row | {"title": "другое название"} for row in map(dict, told.transmittal.tables["activities"])]
    frame = activities_with(here, [Told(with_rows(told.transmittal, "activities", other), RULES, PERIOD)])
    assert rows(here, "0101", "status", "done_on", "days_overdue") == [("unknown", None, 61)]
    assert rows(frame, "0101", "status", "done_on", "days_overdue") == [("done", date(2024, 10, 1), None)]
    assert rows(frame, "0101", "title") == rows(here, "0101", "title")
    assert frame.dtypes.to_dict() == here.dtypes.to_dict()


def test_answers_of_transmitted_places_come_without_notes(told: Told) -> None:
    here = region(ANSWERED).answers
    names = ("roadmap", "key", "status", "done_on", "document", "note")
    assert rows(here, "0101", *names) == [("plan", "1", "выполнено", date(2024, 10, 1), None, "протокол")]
    assert rows(answers_with(here, [told]), "0101", *names) == [
        ("plan", "1", "выполнено", date(2024, 10, 1), None, None)
    ]


def test_without_transmittals_and_without_rows_nothing_changes() -> None:
    result = region(SENT)
    before = deepcopy(result.activities)
    assert_frame_equal(completeness_with(result.completeness, []), result.completeness)
    assert_frame_equal(activities_with(result.activities, []), result.activities)
    assert_frame_equal(answers_with(result.answers, []), result.answers)
    assert_frame_equal(activities_with(result.activities.iloc[:0], []), result.activities.iloc[:0])
    assert_frame_equal(before, result.activities)
