"""Rollup: sums of every count over schools, districts and the region."""

from __future__ import annotations

from copy import deepcopy
from random import Random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from support.small_region import PERIOD, PLACES, SCHOOL_FORM, school, small_rulebook, submission

from engine.consolidation.expected import open_schools
from engine.consolidation.result import TOTALS
from engine.consolidation.rollup import count_fields, roll_up, school_totals, totals_of
from engine.vocabulary.fields import Submission
from engine.vocabulary.places import Kind, Level, Place, Registry

RULES = small_rulebook()


def cell(totals: pd.DataFrame, place_id: str, line: str, column: str = "1") -> tuple[object, int, int]:
    """Value, reported and expected of one field of one place."""
    chosen = totals[(totals["place_id"] == place_id) & (totals["line"] == line) & (totals["column"] == column)]
    ((value, reported, expected),) = chosen[["value", "reported", "expected"]].itertuples(index=False)
    return (None if value is pd.NA else value), reported, expected


def test_districts_and_the_region_are_sums_of_their_schools() -> None:
    totals = totals_of([school("0101", 100, 70), school("0102", 30, 3), school("0201", 50, 10)], RULES, PERIOD)
    assert cell(totals, "01", "101") == (130, 2, 3)
    assert cell(totals, "02", "101") == (50, 1, 1)
    assert cell(totals, "00", "101") == (180, 3, 4)


def test_a_field_expects_only_the_kinds_that_are_asked_for_it() -> None:
    totals = totals_of([], RULES, PERIOD)
    assert cell(totals, "01", "306") == (None, 0, 2)
    assert cell(totals, "0103", "306") == (None, 0, 0)


def test_a_missing_value_is_not_zero() -> None:
    totals = totals_of([school("0101", 0, 0)], RULES, PERIOD)
    assert cell(totals, "0101", "306") == (0, 1, 1)
    assert cell(totals, "0102", "306") == (None, 0, 1)
    assert cell(totals, "02", "306") == (None, 0, 1)


def test_a_computed_line_is_the_sum_of_its_lines_and_rolls_up() -> None:
    totals = totals_of([school("0101", 100, 70), submission("0103", {"203.1": 5, "203.2": 6})], RULES, PERIOD)
    assert cell(totals, "0101", "290", "2") == (6, 1, 1)
    assert cell(totals, "0103", "290", "2") == (6, 1, 1)
    assert cell(totals, "01", "290", "2") == (12, 2, 3)


def test_lines_that_may_repeat_say_so() -> None:
    totals = totals_of([], RULES, PERIOD)
    assert dict(zip(totals["line"], totals["adds_up"], strict=True))["402"] == "may_repeat"
    assert dict(zip(totals["line"], totals["adds_up"], strict=True))["101"] == "sum"


def test_every_place_has_a_row_for_every_count_field_in_printed_order() -> None:
    totals = totals_of([], RULES, PERIOD)
    assert len(totals) == 7 * len(count_fields(SCHOOL_FORM))
    assert list(totals.loc[totals["place_id"] == "02", "line"]) == [
        "101",
        "201",
        "201",
        "203",
        "203",
        "290",
        "290",
        "306",
        "402",
    ]


def test_no_submissions_give_a_well_formed_frame() -> None:
    totals = totals_of([], RULES, PERIOD)
    assert tuple(totals.columns) == TOTALS
    assert totals["value"].isna().all()
    assert {name: str(totals[name].dtype) for name in ("value", "reported", "expected")} == {
        "value": "Int64",
        "reported": "Int64",
        "expected": "Int64",
    }


def test_a_district_form_adds_nothing() -> None:
    assert_frame_equal(totals_of([submission("01", {"101": 5})], RULES, PERIOD), totals_of([], RULES, PERIOD))


def test_submissions_and_frames_are_left_as_they_were() -> None:
    sent = [school("0101", 100, 70)]
    before = deepcopy(sent)
    own = school_totals(sent, open_schools(RULES, PERIOD), SCHOOL_FORM)
    copy = own.copy(deep=True)
    roll_up(own, {place.id: place.parent_id or "" for place in PLACES}, PLACES[1:3], SCHOOL_FORM)
    assert sent == before
    assert_frame_equal(own, copy)


REGION = Place("00", Level.REGION, None, "Регион")


@st.composite
def regions(draw: st.DrawFn) -> tuple[Registry, list[Submission]]:
    """Up to four districts of up to four schools, some of them silent, some fields blank."""
    districts = [
        Place(f"{number:02d}", Level.DISTRICT, "00", "Район") for number in range(1, draw(st.integers(1, 4)) + 1)
    ]
    schools = [
        Place(f"{district.id}{number:02d}", Level.SCHOOL, district.id, "Школа", draw(st.sampled_from(list(Kind))))
        for district in districts
        for number in range(draw(st.integers(0, 4)))
    ]
    count = st.none() | st.integers(0, 10**12)
    sent = [
        submission(place.id, {str(field.address): draw(count) for field in SCHOOL_FORM.counts})
        for place in schools
        if draw(st.booleans())
    ]
    return Registry.of([REGION, *districts, *schools]), sent


@given(regions())
@settings(max_examples=40, deadline=None)
def test_schools_to_region_equals_schools_to_districts_to_region(region: tuple[Registry, list[Submission]]) -> None:
    registry, sent = region
    own = school_totals(sent, registry.schools(), SCHOOL_FORM)
    parents = {place.id: place.parent_id or "" for place in registry.schools()}
    by_district = roll_up(own, parents, registry.districts, SCHOOL_FORM)
    in_two_steps = roll_up(
        by_district, dict.fromkeys((each.id for each in registry.districts), "00"), [REGION], SCHOOL_FORM
    )
    at_once = roll_up(own, dict.fromkeys(parents, "00"), [REGION], SCHOOL_FORM)
    assert_frame_equal(in_two_steps, at_once)


@given(regions(), st.integers())
@settings(max_examples=40, deadline=None)
def test_the_order_of_submissions_changes_no_sum(region: tuple[Registry, list[Submission]], seed: int) -> None:
    registry, sent = region
    rules = small_rulebook(places=tuple(registry.places.values()))
    shuffled = Random(seed).sample(sent, len(sent))  # noqa: S311  not for secrets
    assert_frame_equal(totals_of(shuffled, rules, PERIOD), totals_of(sent, rules, PERIOD))
