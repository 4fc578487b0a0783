from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.consolidations import planned_scope
from support.roadmaps import activity, activity_of, occurrence, plan

from engine.report.plans import (
    DONE,
    OPEN,
    begins_or_ends,
    by_key,
    far_note,
    followed,
    in_view,
    indicator_of,
    items,
    occurrences,
    sections,
)
from engine.rulebook.roadmaps.roadmap import Section
from engine.rulebook.roadmaps.written import ActivityTarget
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Registry

YEARLY = activity_of("5.2", [occurrence(f"5.2@{year}", date(year, 5, 31), date(year, 5, 1)) for year in (2023, 2024)])
TWICE = replace(plan(activity("1", date(2024, 11, 30)), YEARLY), id="twice")


def test_every_occurrence_stands_once_per_district_with_those_who_answer(rulebook: Rulebook) -> None:
    statuses = {
        ("0101", "twice", "1"): "done",
        ("0102", "twice", "1"): "overdue",
        ("0101", "twice", "5.2@2024"): "not_due",
    }

    listed = items(planned_scope(rulebook, [TWICE], statuses))

    assert [(item.district_id, item.occurrence.key, len(item.rows)) for item in listed] == [
        ("01", "1", 2),
        ("01", "5.2@2024", 1),
    ]
    assert (listed[0].number_of(DONE), listed[0].number_of(OPEN), listed[0].longest) == (1, 0, 31)
    assert (listed[1].number_of(OPEN), listed[1].longest) == (1, None)


def test_what_begins_after_the_calendars_last_day_is_left_out_and_said(rulebook: Rulebook) -> None:
    years = [occurrence(f"5.2@{year}", date(year, 5, 31), date(year, 5, 1)) for year in (2024, 2025, 2026)]
    yearly = replace(plan(activity_of("5.2", years)), id="yearly")
    statuses = {
        ("0101", "yearly", "5.2@2024"): "overdue",
        ("0101", "yearly", "5.2@2025"): "not_due",
        ("0101", "yearly", "5.2@2026"): "not_applicable",
    }
    scope = planned_scope(rulebook, [yearly], statuses)

    shown = in_view(scope)

    assert [item.occurrence.key for item in shown] == ["5.2@2024", "5.2@2026"]
    assert far_note(scope, len(shown)) == " То, что начнётся после 31.03.2025, не показано."
    assert far_note(scope, 3) == ""


def test_silence_is_not_the_longest_overdue(rulebook: Rulebook) -> None:
    statuses = {("0101", "twice", "1"): "unknown", ("0102", "twice", "1"): "done"}

    (item,) = items(planned_scope(rulebook, [TWICE], statuses))

    assert item.longest is None


def test_roadmaps_stand_in_the_order_of_the_districts_that_follow_them(rulebook: Rulebook) -> None:
    scope = planned_scope(rulebook, [replace(TWICE, id="z"), replace(TWICE, id="a")], {}, "00")
    registry = scope.rulebook.registry
    school = replace(registry["0201"], roadmaps=("a",))
    own = Registry.of([*(place for place in registry.places.values() if place.id != "0201"), school])
    other = replace(scope, index=replace(scope.index, rulebook=replace(scope.rulebook, registry=own)))

    assert followed(scope) == {"z": ("01",), "a": ("01",)}
    assert followed(other) == {"z": ("01",), "a": ("01", "02")}


def test_headings_begin_where_the_roadmap_or_the_section_changes(rulebook: Rulebook) -> None:
    first = Section("I", "Первый", None, None, None, ())
    inside = replace(activity("1", date(2024, 12, 1)), section=first)
    also = replace(activity("2", date(2024, 12, 1)), section=first)
    without = activity("3", date(2024, 12, 1))
    roadmap = replace(plan(inside, also, without), id="p")
    listed = items(planned_scope(rulebook, [roadmap], {("0101", "p", key): "done" for key in "123"}))

    shown = [(roadmap and roadmap.id, section and section.number) for roadmap, section, _ in sections(listed)]

    assert shown == [("p", "I"), (None, None), (None, None)]


def test_target_row_knows_its_indicator(rulebook: Rulebook) -> None:
    target = ActivityTarget(indicator="mentees_10_19", minimum="0.5")
    once = [occurrence("4", date(2024, 12, 31))]
    roadmap = replace(plan(activity_of("4", once, target=target)), id="p")
    scope = planned_scope(rulebook, [roadmap], {("01", "p", "4"): "met"})
    (item,) = items(scope)

    assert item.is_target
    assert indicator_of(scope, item).id == "mentees_10_19"


def test_occurrences_are_found_by_what_the_rows_name(rulebook: Rulebook) -> None:
    scope = planned_scope(rulebook, [TWICE], {})

    assert [each.occurrence.key for each in occurrences([TWICE])] == ["1", "5.2@2023", "5.2@2024"]
    assert by_key(scope)["twice", "5.2@2024"].activity.number == "5.2"


def test_only_days_inside_are_beginnings_and_ends() -> None:
    may = occurrence("5.2@2024", date(2024, 5, 31), date(2024, 5, 1))

    assert list(begins_or_ends(may, date(2024, 5, 1), date(2024, 5, 31))) == [
        (date(2024, 5, 1), False),
        (date(2024, 5, 31), True),
    ]
    assert list(begins_or_ends(may, date(2024, 5, 2), date(2024, 5, 30))) == []
    assert list(begins_or_ends(occurrence("1"), date(2024, 5, 2), date(2024, 5, 30))) == []
