"""Who is expected to report in a period, on which form and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.roadmaps import activity, plan
from support.small_region import AS_OF, PERIOD, PLACES, decision, small_rulebook

from engine.consolidation.expected import (
    exempt_places,
    expected_reports,
    form_of,
    open_districts,
    open_schools,
    owed_reports,
    owes_report,
    reporting_schools,
)


def test_schools_open_at_the_periods_end_are_expected_and_closed_ones_are_not() -> None:
    assert [place.id for place in open_schools(small_rulebook(), PERIOD)] == ["0101", "0102", "0103", "0201"]


def test_a_school_opened_after_the_period_is_not_expected() -> None:
    places = [replace(place, opened_on=date(2025, 1, 1)) if place.id == "0101" else place for place in PLACES]
    assert "0101" not in {place.id for place in open_schools(small_rulebook(places=tuple(places)), PERIOD)}


def test_each_expected_report_has_the_due_date_of_its_form() -> None:
    reports = expected_reports(small_rulebook(), PERIOD)
    assert [(each.place.id, each.form, each.due_on) for each in reports][:2] == [
        ("01", "district", PERIOD.due_districts),
        ("0101", "school", PERIOD.due_schools),
    ]


def test_a_district_whose_roadmap_holds_only_targets_has_nothing_to_report() -> None:
    rules = small_rulebook(roadmap=plan(activity("3", date(2024, 12, 31), minimum="0.7")))
    assert {each.form for each in expected_reports(rules, PERIOD)} == {"school"}


def test_a_closed_district_stands_as_long_as_it_has_an_open_school() -> None:
    closed = [replace(place, closed_on=date(2024, 6, 1)) if place.id == "02" else place for place in PLACES]
    assert [place.id for place in open_districts(small_rulebook(places=tuple(closed)), PERIOD)] == ["01", "02"]
    emptied = tuple(place for place in closed if place.id != "0201")
    assert [place.id for place in open_districts(small_rulebook(places=emptied), PERIOD)] == ["01"]


def test_schools_and_districts_fill_forms_and_the_region_does_not() -> None:
    assert {place.id: form_of(place) for place in PLACES[:4]} == {
        "00": None,
        "01": "district",
        "02": "district",
        "0101": "school",
    }


def test_an_exempt_place_is_not_expected_though_it_would_owe_a_report() -> None:
    rules = small_rulebook(decisions=(decision("0101", "exempt"), decision("01", "exempt")))
    assert [each.place.id for each in expected_reports(rules, PERIOD)] == ["0102", "0103", "0201"]
    assert [each.id for each in reporting_schools(rules, PERIOD)] == ["0102", "0103", "0201"]
    assert exempt_places(rules, PERIOD) == {"01", "0101"}
    assert [each.place.id for each in owed_reports(rules, PERIOD)] == ["01", "0101", "0102", "0103", "0201"]


def test_who_owes_nothing_cannot_be_exempted() -> None:
    rules = small_rulebook(decisions=(decision("0202", "exempt"), decision("02", "exempt"), decision("0101", "exempt")))
    assert exempt_places(rules, PERIOD) == {"0101"}
    assert {each: owes_report(rules, each, PERIOD) for each in ("00", "01", "02", "0101", "0202")} == {
        "00": False,
        "01": True,
        "02": False,
        "0101": True,
        "0202": False,
    }


def test_an_extended_due_date_is_the_due_date() -> None:
    until = date(2025, 1, 31)
    rules = small_rulebook(decisions=(decision("0101", "extend", until=until), decision("01", "extend", until=until)))
    due = {each.place.id: each.due_on for each in expected_reports(rules, PERIOD)}
    assert (due["01"], due["0101"], due["0102"]) == (until, until, PERIOD.due_schools)


def test_decisions_of_another_period_change_nothing() -> None:
    decisions = (decision("0101", "exempt", period="2023"), decision("0102", "extend", period="2023", until=AS_OF))
    assert expected_reports(small_rulebook(decisions=decisions), PERIOD) == expected_reports(small_rulebook(), PERIOD)
