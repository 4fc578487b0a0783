from __future__ import annotations

from collections import Counter

import pytest

from engine.pipeline.demo.numbers import counts_of
from engine.pipeline.demo.story import COURSES, MAIL_DAYS, PLANTED, PROGRESS, PUPILS, Mess, profile_of, reports
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


def test_every_organisation_open_at_the_end_of_the_period_has_its_numbers(rulebook: Rulebook) -> None:
    ends_on = rulebook.periods["2024"].ends_on
    registry = rulebook.registry

    assert [place.id for place in registry.schools() if reports(place)] == [
        place.id for place in registry.schools() if place.open_at(ends_on)
    ]


def test_everything_planted_is_planted_in_the_registry(rulebook: Rulebook) -> None:
    planted = {*PLANTED, *COURSES, *(place_id for place_id, _, _ in PROGRESS), *PUPILS}

    assert [place_id for place_id in sorted(planted) if place_id not in rulebook.registry] == []


@pytest.mark.parametrize("mess", Mess)
def test_every_mess_is_planted(mess: Mess) -> None:
    assert mess in PLANTED.values()


def test_sizes_run_from_a_small_rural_school_to_a_large_one() -> None:
    sizes = [size for district in PUPILS.values() for size in district.values()]

    assert (min(sizes), max(sizes)) == (35, 1400)


def test_schools_hand_in_on_the_working_days_before_the_due_date(rulebook: Rulebook) -> None:
    assert max(MAIL_DAYS) == rulebook.periods["2024"].due_schools
    assert all(day.weekday() < 5 for day in MAIL_DAYS)


def test_what_was_not_simply_done_belongs_to_a_roadmap(rulebook: Rulebook) -> None:
    period = rulebook.periods["2024"]
    asked = {
        (place.id, each.key.roadmap, each.key.key)
        for place in rulebook.registry.places.values()
        for each in owed_in_form(rulebook, place.id, period)
    }

    assert PROGRESS.keys() <= asked
    assert {roadmap for _, roadmap, _ in PROGRESS} == rulebook.roadmaps.keys()


def test_two_districts_meet_the_target_clearly_one_just_misses_it_and_two_are_far_below(rulebook: Rulebook) -> None:
    involved: Counter[str] = Counter()
    pupils: Counter[str] = Counter()
    for place in filter(reports, rulebook.registry.schools()):
        if place.kind is Kind.SCHOOL and PLANTED.get(place.id) not in {Mess.SILENT, Mess.ERRORS, Mess.NO_MENTORING}:
            counts = counts_of(place.id, profile_of(place))
            involved[str(place.parent_id)] += counts[Address("306")]
            pupils[str(place.parent_id)] += counts[Address("101")]
    coverage = {district_id: involved[district_id] / pupils[district_id] for district_id in pupils}

    assert min(coverage["01"], coverage["05"]) > 0.75
    assert 0.67 < coverage["03"] < 0.70
    assert max(coverage["02"], coverage["04"]) < 0.63
    assert 0.65 < involved.total() / pupils.total() < 0.70
