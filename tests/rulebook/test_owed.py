from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.roadmaps import activity_of, occurrence, plan

from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.model import Period
from engine.rulebook.owed import owed_in_form
from engine.rulebook.roadmaps.roadmap import Occurrence
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus

PLACE = "0501"


def changed(rulebook: Rulebook, *occurrences: Occurrence, tracked_from: date | None = None) -> Rulebook:
    """The rulebook with one roadmap of one activity, which schools report on and which has these occurrences."""
    roadmap = replace(plan(activity_of("1", occurrences), tracked_from=tracked_from), id="aksaysky")
    return replace(rulebook, roadmaps={"aksaysky": roadmap})


def keys(rulebook: Rulebook, period: Period, place_id: str = PLACE) -> list[str]:
    return [each.key.key for each in owed_in_form(rulebook, place_id, period)]


def test_earlier_deadlines_come_first_and_undated_ones_last(rulebook: Rulebook, period: Period) -> None:
    rules = changed(
        rulebook,
        occurrence("undated"),
        occurrence("late", date(2024, 11, 1)),
        occurrence("early", date(2021, 11, 1)),
    )

    assert keys(rules, period) == ["early", "late", "undated"]


def test_a_window_that_begins_after_the_period_is_not_asked_about(rulebook: Rulebook, period: Period) -> None:
    rules = changed(
        rulebook,
        occurrence("next", date(2025, 5, 31), date(2025, 1, 1)),
        occurrence("begun", date(2025, 5, 31), date(2024, 12, 31)),
    )

    assert keys(rules, period) == ["begun"]


def test_what_was_due_before_tracking_began_is_not_asked_about(rulebook: Rulebook, period: Period) -> None:
    occurrences = (
        occurrence("old", date(2021, 5, 31)),
        occurrence("new", date(2024, 5, 31)),
    )

    assert keys(changed(rulebook, *occurrences, tracked_from=date(2024, 1, 1)), period) == ["new"]


def test_a_target_row_stands_only_in_the_period_in_which_it_is_due(rulebook: Rulebook, period: Period) -> None:
    targets = [each for each in owed_in_form(rulebook, PLACE, period) if each.activity.target is not None]

    assert [each.occurrence.due_on for each in targets] == [date(2024, 12, 31)]


def test_the_district_is_asked_about_its_own_activities(rulebook: Rulebook, period: Period) -> None:
    typed = [each for each in owed_in_form(rulebook, "05", period) if each.activity.target is None]

    assert {each.activity.reported_by for each in typed} <= {"district", "both"}
    assert typed


def test_what_was_done_in_a_closed_period_is_owed_no_more(rulebook: Rulebook, period: Period) -> None:
    occurrences = (occurrence("done", date(2023, 5, 31)), occurrence("begun", date(2023, 5, 31)))
    said = {
        (PLACE, OccurrenceKey("aksaysky", "done")): RoadmapAnswer(TypedStatus.DONE, date(2023, 5, 30)),
        (PLACE, OccurrenceKey("aksaysky", "begun")): RoadmapAnswer(TypedStatus.IN_WORK),
    }
    closed = ClosedPeriods((ClosedPeriod(rulebook.periods["2023"], 1, date(2023, 12, 31), said),))
    rules = replace(changed(rulebook, *occurrences), closed=closed)

    assert keys(rules, period) == ["begun"]
    assert keys(rules, period, "0502") == ["done", "begun"]
    assert keys(rules, rulebook.periods["2023"]) == ["done", "begun"]


def test_nothing_is_owed_where_the_registry_names_no_roadmap(planless: Rulebook, period: Period) -> None:
    assert owed_in_form(planless, PLACE, period) == ()
