from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.roadmaps import activity, activity_of, occurrence, plan


def test_stated_plan_tells_when_a_roadmap_begins() -> None:
    stated = replace(plan(activity("1", date(2020, 3, 1))), plan_from=date(2021, 1, 1))
    assert stated.begins_on == date(2021, 1, 1)


def test_without_a_stated_plan_it_begins_with_the_first_year_that_it_speaks_of() -> None:
    roadmap = plan(activity("1", date(2022, 3, 1)), activity("2", date(2024, 3, 1), starts_on=date(2021, 9, 1)))
    assert roadmap.begins_on == date(2021, 1, 1)


def test_order_may_be_older_than_its_deadlines() -> None:
    roadmap = plan(activity("1", date(2022, 3, 1)))
    signed = roadmap.document.model_copy(update={"signed_on": date(2020, 10, 8)})
    assert replace(roadmap, document=signed).begins_on == date(2020, 1, 1)


def test_roadmap_without_any_date_begins_nowhere() -> None:
    assert plan(activity("1", None)).begins_on is None


def test_activity_is_found_by_any_of_its_keys() -> None:
    recurring = activity_of("5.2", [occurrence("5.2@2021"), occurrence("5.2@2022")])
    roadmap = plan(activity("1", None), recurring)
    assert roadmap.activity_of["5.2@2022"] is recurring
    assert set(roadmap.activity_of) == {"1", "5.2@2021", "5.2@2022"}
