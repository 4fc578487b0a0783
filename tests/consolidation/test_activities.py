"""Roadmap activities: what is done, due and overdue at the as-of date."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.roadmaps import activity, plan
from support.small_region import AS_OF, PERIOD, PLACES, school, small_rulebook, submission

from engine.consolidation.activities import activities_of, status_of
from engine.consolidation.coverage import Measure, Measures
from engine.consolidation.result import ACTIVITIES
from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.model import Decision
from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.vocabulary.fields import OccurrenceKey, Submission
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus

DUE = date(2024, 10, 31)


def activities(
    *sent: Submission, roadmap: Roadmap | None = None, measured: Measures | None = None, as_of: date = AS_OF
) -> pd.DataFrame:
    rules = small_rulebook() if roadmap is None else small_rulebook(roadmap=roadmap)
    return activities_of(sent, measured or {}, rules, PERIOD, as_of)


def judged(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Status and days overdue by place and activity."""
    return {
        (record["place_id"], record["activity"]): (record["status"], record["days_overdue"])
        for record in frame.to_dict("records")
    }


@pytest.mark.parametrize(
    ("status", "done_on", "due_on", "expected"),
    [
        ("выполнено", DUE, DUE, "done"),
        ("выполнено", date(2024, 11, 1), DUE, "done_late"),
        ("выполнено", None, DUE, "done"),
        ("выполнено", date(2024, 11, 1), None, "done"),
        ("срок перенесён", None, DUE, "postponed"),
        ("неприменимо", None, DUE, "not_applicable"),
        ("не начато", None, DUE, "overdue"),
        ("в работе", None, DUE, "overdue"),
        ("в работе", None, AS_OF, "due_soon"),
        ("в работе", None, date(2025, 1, 30), "due_soon"),
        ("в работе", None, date(2025, 1, 31), "not_due"),
        ("не начато", None, None, "no_deadline"),
    ],
)
def test_the_status_follows_from_the_answer_and_the_due_date(
    status: str, done_on: date | None, due_on: date | None, expected: str
) -> None:
    assert status_of(RoadmapAnswer(TypedStatus(status), done_on), due_on, AS_OF, 30) == expected


@given(st.sampled_from(TypedStatus), st.none() | st.dates(), st.dates())
def test_without_a_due_date_nothing_is_ever_overdue(status: TypedStatus, done_on: date | None, as_of: date) -> None:
    assert status_of(RoadmapAnswer(status, done_on), None, as_of, 30) not in {"overdue", "done_late", "due_soon"}


def test_a_blank_status_counts_as_not_started() -> None:
    sent = school("0101", 10, 7, occurrences={"7001": "1"})
    assert judged(activities(sent))["0101", "1"] == ("overdue", 61)


def test_what_was_answered_stands_with_its_date() -> None:
    sent = submission("0101", {"7001.1": "выполнено", "7001.2": date(2024, 11, 2)}, occurrences={"7001": "1"})
    frame = activities(sent)
    (record,) = frame[(frame["place_id"] == "0101")].to_dict("records")
    assert (record["status"], record["done_on"], record["due_on"]) == ("done_late", date(2024, 11, 2), DUE)
    assert record["days_overdue"] is None
    assert (record["district_id"], record["roadmap"], record["key"], record["deadline"]) == ("01", "plan", "1", "срок")


def test_a_silent_place_is_unknown_and_its_days_are_counted_all_the_same() -> None:
    assert judged(activities())["0101", "1"] == ("unknown", 61)


def test_of_a_place_exempted_from_reporting_nothing_is_asked() -> None:
    decision = Decision(
        place_id="0101",
        period="2024",
        decision="exempt",
        revision=None,
        basis="капитальный ремонт",
        decided_by="отдел",
        decided_on=date(2025, 1, 10),
    )
    for period_id, expected in (("2024", ("not_applicable", None)), ("2023", ("unknown", 61))):
        decided = replace(small_rulebook(), decisions=(decision.model_copy(update={"period": period_id}),))
        assert judged(activities_of([], {}, decided, PERIOD, AS_OF))["0101", "1"] == expected


def test_what_begins_after_the_period_is_not_asked_of_a_silent_place() -> None:
    later = plan(activity("1", date(2025, 9, 1), starts_on=date(2025, 2, 1)))
    assert judged(activities(roadmap=later))["0101", "1"] == ("not_due", None)


def test_an_undated_activity_is_never_overdue() -> None:
    undated = plan(activity("1", None, deadline=None))
    frame = judged(activities(school("0101", 10, 7, occurrences={"7001": "1"}), roadmap=undated))
    assert frame["0101", "1"] == ("no_deadline", None)
    assert frame["0102", "1"] == ("unknown", None)


def test_target_rows_stand_with_the_district_only_and_follow_coverage() -> None:
    measured = {("01", "involved"): Measure(70, 100, 1, 2)}
    frame = judged(activities(measured=measured))
    assert frame["01", "3"] == ("met", None)
    assert ("0101", "3") not in frame


def test_a_typed_status_never_decides_a_target() -> None:
    sent = submission("01", {"7001.1": "выполнено", "7001.2": DUE}, occurrences={"7001": "3"})
    frame = activities(sent, measured={("01", "involved"): Measure(10, 100, 1, 2)})
    (record,) = frame[frame["activity"] == "3"].to_dict("records")
    assert (record["status"], record["done_on"], record["days_overdue"]) == ("missed", None, None)


def test_targets_of_other_years_stay_in_the_list() -> None:
    roadmap = plan(activity("4", date(2023, 12, 31), minimum="0.60"), activity("5", date(2025, 12, 31), minimum="0.70"))
    assert judged(activities(roadmap=roadmap)) == {("01", "4"): ("unknown", None), ("01", "5"): ("not_due", None)}


def test_a_district_that_follows_no_roadmap_has_no_rows() -> None:
    assert set(activities()["district_id"]) == {"01"}


def test_what_was_done_only_after_the_day_asked_about_was_not_done_on_it() -> None:
    done = RoadmapAnswer(TypedStatus.DONE, date(2024, 12, 1))
    assert status_of(done, DUE, date(2024, 11, 15), 30) == "overdue"
    assert status_of(done, DUE, date(2024, 10, 15), 30) == "due_soon"
    assert status_of(done, DUE, date(2024, 12, 1), 30) == "done_late"


def after_closing(answer: RoadmapAnswer, *sent: Submission) -> pd.DataFrame:
    """Activities of 2024 where 0101 said this in the closed period 2023."""
    rules = small_rulebook()
    earlier = rules.periods["2023"].model_copy(update={"starts_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31)})
    said = {("0101", OccurrenceKey("plan", "1")): answer}
    closed = ClosedPeriods((ClosedPeriod(earlier, 1, date(2023, 12, 31), said),))
    return activities_of(sent, {}, replace(rules, closed=closed), PERIOD, AS_OF)


def test_what_was_done_in_a_closed_period_stays_done_even_of_a_silent_place() -> None:
    frame = after_closing(RoadmapAnswer(TypedStatus.DONE, date(2023, 12, 1)))
    (record,) = frame[frame["place_id"] == "0101"].to_dict("records")
    assert (record["status"], record["done_on"], record["days_overdue"]) == ("done", date(2023, 12, 1), None)


def test_what_was_only_begun_in_a_closed_period_is_asked_again() -> None:
    begun = RoadmapAnswer(TypedStatus.IN_WORK)
    assert judged(after_closing(begun))["0101", "1"] == ("unknown", 61)
    assert judged(after_closing(begun, school("0101", 10, 7, occurrences={"7001": "1"})))["0101", "1"] == (
        "overdue",
        61,
    )


def test_done_in_a_closed_period_cannot_be_taken_back_by_a_later_form() -> None:
    sent = submission("0101", {"7001.1": "в работе"}, occurrences={"7001": "1"})
    done = RoadmapAnswer(TypedStatus.DONE, date(2023, 12, 1))
    assert judged(after_closing(done, sent))["0101", "1"] == ("done", None)


def test_what_a_form_did_not_list_is_unknown_and_never_overdue() -> None:
    assert judged(activities(school("0101", 10, 7)))["0101", "1"] == ("unknown", 61)


def test_what_begins_after_the_period_is_unknown_once_it_is_past_due() -> None:
    later = plan(activity("1", date(2025, 3, 1), starts_on=date(2025, 2, 1)))
    sent = school("0101", 10, 7)
    assert judged(activities(sent, roadmap=later, as_of=date(2025, 4, 1)))["0101", "1"] == ("unknown", 31)
    assert judged(activities(sent, roadmap=later, as_of=date(2025, 2, 15)))["0101", "1"] == ("due_soon", None)
    assert judged(activities(roadmap=later, as_of=date(2025, 4, 1)))["0102", "1"] == ("unknown", 31)


def test_what_fell_due_before_a_place_opened_is_not_asked_of_it() -> None:
    opened = [replace(each, opened_on=date(2024, 11, 1)) if each.id == "0101" else each for each in PLACES]
    frame = activities_of([], {}, small_rulebook(places=tuple(opened)), PERIOD, AS_OF)
    assert ("0101", "1") not in judged(frame)
    assert ("0102", "1") in judged(frame)


def test_deadlines_before_tracking_began_are_nobodys_debt() -> None:
    old = plan(activity("1", date(2023, 10, 31)), activity("2", DUE), tracked_from=date(2024, 1, 1))
    assert {activity_number for _, activity_number in judged(activities(roadmap=old))} == {"2"}


def test_without_activities_the_frame_is_empty_and_well_formed() -> None:
    frame = activities(roadmap=plan())
    assert frame.empty
    assert tuple(frame.columns) == ACTIVITIES
    assert str(frame["days_overdue"].dtype) == "Int64"


def test_submissions_are_left_as_they_were() -> None:
    sent = school("0101", 10, 7, occurrences={"7001": "1"})
    before = deepcopy(sent)
    activities(sent)
    assert sent == before
