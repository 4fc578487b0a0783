"""What the rules that come with the engine say, against the documents that they rest on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Kind, Level


def test_aksay_series_is_confirmed_for_the_district_that_follows_its_roadmap(rulebook: Rulebook) -> None:
    series = {
        target.year: (target.minimum, target.effective_on, target.confirmed)
        for target in rulebook.targets
        if (target.indicator, target.place_id) == ("involved_pupils", "05")
    }
    assert series == {
        year: (Decimal(minimum), date(year, 12, 31), True)
        for year, minimum in [(2020, "0.15"), (2021, "0.30"), (2022, "0.45"), (2023, "0.60"), (2024, "0.70")]
    }


def test_everyone_has_a_confirmed_seventy_percent_in_2024_and_nothing_before(rulebook: Rulebook) -> None:
    target = rulebook.target_for("involved_pupils", "0101", 2024)
    assert target is not None
    assert (target.minimum, target.confirmed, target.place_id) == (Decimal("0.70"), True, None)
    assert [rulebook.target_for("involved_pupils", "0101", year) for year in (2020, 2021, 2022, 2023)] == [None] * 4


def test_no_indicator_but_involved_pupils_has_a_confirmed_target(rulebook: Rulebook) -> None:
    assert {target.indicator for target in rulebook.targets if target.confirmed} == {"involved_pupils"}


def test_no_target_stands_after_2024(rulebook: Rulebook) -> None:
    assert max(target.year for target in rulebook.targets) == 2024
    assert rulebook.periods["2025"].target_year == 2025


def test_ranges_and_unknown_years_of_the_usual_table_are_left_out(rulebook: Rulebook) -> None:
    years = Counter((target.indicator, target.year) for target in rulebook.targets if target.place_id is None)
    assert {year for name, year in years if name == "mentee_satisfaction"} == {2020, 2024}
    assert {year for name, year in years if name == "early_career_teachers"} == {2024}
    assert {year for name, year in years if name == "partner_organisations"} == set()
    assert {year for name, year in years if name == "mentees_10_19"} == {2020, 2021, 2022, 2023, 2024}


def test_indicators_are_those_of_the_contract(rulebook: Rulebook) -> None:
    assert [(each.id, each.numerator, each.denominator) for each in rulebook.indicators] == [
        ("involved_pupils", "306", "101"),
        ("mentees_10_19", "302", "102"),
        ("mentors_15_19", "304", "103"),
        ("young_specialists", "307", "106"),
        ("early_career_teachers", "311", "107"),
        ("mentee_satisfaction", "502", "501"),
        ("mentor_satisfaction", "504", "503"),
        ("partner_organisations", "402", None),
    ]
    assert all(each.kinds == (Kind.SCHOOL,) for each in rulebook.indicators[:3])


def test_demo_region_is_as_large_and_mixed_as_it_should_be(rulebook: Rulebook) -> None:
    schools = rulebook.registry.schools()
    assert len(rulebook.registry.districts) == 5
    assert 60 <= len(schools) <= 80
    kinds = Counter(place.kind for place in schools)
    assert (kinds[Kind.KINDERGARTEN], kinds[Kind.SUPPLEMENTARY], kinds[Kind.VOCATIONAL]) == (2, 1, 1)


def test_one_school_opens_and_one_closes_inside_the_year(rulebook: Rulebook) -> None:
    schools = rulebook.registry.schools()
    opened = [place for place in schools if place.opened_on is not None and place.opened_on.year == 2024]
    closed = [place for place in schools if place.closed_on is not None and place.closed_on.year == 2024]
    assert (len(opened), len(closed)) == (1, 1)
    assert closed[0].successor_id in rulebook.registry


def test_registry_holds_no_real_addresses_and_no_persons(rulebook: Rulebook) -> None:
    places = rulebook.registry.places.values()
    assert all(place.contact is None for place in places)
    assert all(place.email is None or place.email.endswith("@example.org") for place in places)
    assert all(place.inn is None or place.inn.startswith("00") for place in places)  # no tax office has the number 00


def test_roadmaps_hold_every_row_and_every_expression_of_the_five_documents(rulebook: Rulebook) -> None:
    roadmaps = rulebook.roadmaps.values()
    rows = [each for roadmap in roadmaps for each in roadmap.activities if not each.key.startswith("order-")]
    items = [each for roadmap in roadmaps for each in roadmap.activities if each.key.startswith("order-")]
    headings = [each for roadmap in roadmaps for each in roadmap.sections if each.deadline is not None]
    blank = [each for each in rows if each.deadline is None]
    two_in_one = [each for each in rows if each.deadline is not None and ";" in each.deadline]

    assert (len(rows), len(rows) + len(headings), len(blank)) == (84, 93, 4)
    assert len(rows) - len(blank) + len(two_in_one) + len(headings) + len(items) == 95


def test_no_activity_is_without_an_occurrence_but_the_one_that_repeats_another(rulebook: Rulebook) -> None:
    without = [
        (roadmap.id, each.key)
        for roadmap in rulebook.roadmaps.values()
        for each in roadmap.activities
        if not each.occurrences
    ]
    assert without == [("aksaysky", "order-2.4")]


def test_every_deadline_of_the_shipped_roadmaps_that_is_not_confirmed_says_why(rulebook: Rulebook) -> None:
    unsure = [
        each
        for roadmap in rulebook.roadmaps.values()
        for activity in roadmap.activities
        for each in activity.occurrences
        if not each.confirmed
    ]
    assert unsure
    assert all(each.reason for each in unsure)


def test_every_district_follows_a_roadmap_and_one_follows_two(rulebook: Rulebook) -> None:
    followed = {place.id: place.roadmaps for place in rulebook.registry.districts}
    assert followed == {
        "01": ("ayano-maysky",),
        "02": ("khasansky",),
        "03": ("chemalsky", "raion-003"),
        "04": ("raion-003",),
        "05": ("aksaysky",),
    }


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023])
def test_earlier_targets_of_the_roadmap_can_be_decided_from_history(rulebook: Rulebook, year: int) -> None:
    rows = [row for row in rulebook.history if (row.place_id, row.as_of) == ("05", date(year, 12, 31))]
    assert [row.indicator for row in rows].count("involved_pupils") == 1
    assert all(row.source.startswith("ДЕМО") for row in rulebook.history)


@pytest.mark.parametrize("year", [2022, 2023])
def test_invented_history_of_a_district_is_the_sum_of_its_organisations(rulebook: Rulebook, year: int) -> None:
    rows = [row for row in rulebook.history if row.indicator == "involved_pupils" and row.as_of.year == year]
    for district in rulebook.registry.districts:
        own = next(row for row in rows if row.place_id == district.id)
        below = [row for row in rows if rulebook.registry[row.place_id].parent_id == district.id]
        assert sum(row.numerator for row in below) == own.numerator
        assert sum(row.denominator or 0 for row in below) == own.denominator


def test_demo_period_is_the_current_one(rulebook: Rulebook) -> None:
    period = rulebook.periods[rulebook.programme.current_period]
    assert (period.id, period.as_of, period.target_year) == ("2024", date(2024, 12, 31), 2024)
    assert (period.due_schools, period.due_districts) == (date(2025, 1, 17), date(2025, 1, 24))
    assert rulebook.programme.notice == "ДЕМО: территории, организации и числа вымышлены"


@pytest.mark.parametrize("period_id", ["2022-2023", "2023-2024", "2024-2025"])
def test_school_years_report_in_may(rulebook: Rulebook, period_id: str) -> None:
    as_of = rulebook.periods[period_id].as_of
    assert (as_of.month, as_of.day) == (5, 31)
    assert as_of.year == int(period_id[-4:])


def test_five_districts_belong_to_one_region(rulebook: Rulebook) -> None:
    assert {place.parent_id for place in rulebook.registry.districts} == {rulebook.registry.region.id}
    assert rulebook.registry.region.level is Level.REGION
