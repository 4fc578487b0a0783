from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.rulebook.model import OccurrenceRule, Period
from engine.rulebook.rulebook import Rulebook
from engine.template.owed import owed_in_form
from engine.vocabulary.places import Registry

PLACE = "0501"


def changed(rulebook: Rulebook, *occurrences: OccurrenceRule, tracked_from: date | None = None) -> Rulebook:
    """The rulebook with one roadmap whose first non-target school activity has these occurrences and no other rows."""
    roadmap = rulebook.roadmaps["aksaysky"]
    activity = next(each for each in roadmap.activities if each.reported_by == "schools" and each.target is None)
    only = activity.model_copy(update={"occurrences": occurrences})
    shown = roadmap.model_copy(update={"activities": (only,), "tracked_from": tracked_from})
    return replace(rulebook, roadmaps={"aksaysky": shown})


def keys(rulebook: Rulebook, period: Period, place_id: str = PLACE) -> list[str]:
    return [each.key.key for each in owed_in_form(rulebook, place_id, period)]


def test_earlier_deadlines_come_first_and_undated_ones_last(rulebook: Rulebook, period: Period) -> None:
    rules = changed(
        rulebook,
        OccurrenceRule(key="undated"),
        OccurrenceRule(key="late", due_on=date(2024, 11, 1)),
        OccurrenceRule(key="early", due_on=date(2021, 11, 1)),
    )

    assert keys(rules, period) == ["early", "late", "undated"]


def test_a_window_that_begins_after_the_period_is_not_asked_about(rulebook: Rulebook, period: Period) -> None:
    rules = changed(
        rulebook,
        OccurrenceRule(key="next", starts_on=date(2025, 1, 1), due_on=date(2025, 5, 31)),
        OccurrenceRule(key="begun", starts_on=date(2024, 12, 31), due_on=date(2025, 5, 31)),
    )

    assert keys(rules, period) == ["begun"]


def test_what_was_due_before_tracking_began_is_not_asked_about(rulebook: Rulebook, period: Period) -> None:
    occurrences = (
        OccurrenceRule(key="old", due_on=date(2021, 5, 31)),
        OccurrenceRule(key="new", due_on=date(2024, 5, 31)),
    )

    assert keys(changed(rulebook, *occurrences, tracked_from=date(2024, 1, 1)), period) == ["new"]


def test_a_target_row_stands_only_in_the_period_in_which_it_is_due(rulebook: Rulebook, period: Period) -> None:
    targets = [each for each in owed_in_form(rulebook, PLACE, period) if each.activity.target is not None]

    assert [each.occurrence.due_on for each in targets] == [date(2024, 12, 31)]


def test_the_district_is_asked_about_its_own_activities(rulebook: Rulebook, period: Period) -> None:
    typed = [each for each in owed_in_form(rulebook, "05", period) if each.activity.target is None]

    assert {each.activity.reported_by for each in typed} <= {"district", "both"}
    assert typed


def test_a_place_without_a_roadmap_owes_nothing(rulebook: Rulebook, period: Period) -> None:
    school = next(place for place in rulebook.registry.schools() if not rulebook.registry.roadmaps_of(place.id))

    assert owed_in_form(rulebook, school.id, period) == ()


def test_nothing_is_owed_where_the_registry_names_no_roadmap(rulebook: Rulebook, period: Period) -> None:
    places = [replace(place, roadmaps=()) for place in rulebook.registry.places.values()]

    assert owed_in_form(replace(rulebook, registry=Registry.of(places)), PLACE, period) == ()
