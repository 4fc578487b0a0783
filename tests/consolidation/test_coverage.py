"""Coverage: each indicator of each place against its target, exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from support.small_region import (
    INVOLVED,
    PARTNERS,
    PERIOD,
    PLACES,
    decision,
    school,
    small_rulebook,
    submission,
    target,
)

from engine.consolidation.coverage import (
    Basis,
    bases_of,
    basis_of,
    coverage_of,
    measure_of,
    measures,
    people_short,
    reaches,
)
from engine.consolidation.result import COVERAGE
from engine.consolidation.rollup import totals_of
from engine.rulebook.model import Denominator
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, Submission

RULES = small_rulebook()
SHARES = st.decimals(min_value=0, max_value=1, places=3)
COUNTS = st.integers(0, 10_000)


def coverage(*sent: Submission, rules: Rulebook = RULES) -> pd.DataFrame:
    return coverage_of(measures(bases_of(totals_of(sent, rules, PERIOD), rules, PERIOD), rules, PERIOD), rules, PERIOD)


def row(frame: pd.DataFrame, place_id: str, indicator: str = "involved") -> dict[str, Any]:
    chosen = frame[(frame["place_id"] == place_id) & (frame["indicator"] == indicator)]
    (record,) = chosen.to_dict("records")
    return {str(name): value for name, value in record.items()}


def test_a_share_is_the_sum_of_numerators_over_the_sum_of_denominators_and_never_an_average() -> None:
    frame = coverage(school("0101", 900, 90), school("0102", 100, 100))
    district = row(frame, "01")
    assert (district["numerator"], district["denominator"], district["value"]) == (190, 1000, 0.19)


def test_a_share_rests_on_the_places_that_have_both_numbers() -> None:
    frame = coverage(school("0101", 100, 60), submission("0102", {"306": 40}))
    district = row(frame, "01")
    assert (district["numerator"], district["denominator"]) == (60, 100)
    assert (district["reported"], district["expected"]) == (1, 2)


def test_only_the_kinds_of_the_indicator_count() -> None:
    frame = coverage(school("0101", 100, 60), submission("0103", {"101": 50, "306": 50, "402": 2}))
    assert row(frame, "01")["denominator"] == 100
    kindergarten = row(frame, "0103")
    assert (kindergarten["status"], kindergarten["expected"], kindergarten["target"]) == ("no_data", 0, None)
    assert row(frame, "0103", "partners")["value"] == 2


def test_an_exempt_school_is_not_among_the_expected() -> None:
    rules = small_rulebook(decisions=(decision("0102", "exempt"),))
    frame = coverage(school("0101", 100, 60), rules=rules)
    assert [(row(frame, each)["reported"], row(frame, each)["expected"]) for each in ("01", "00")] == [(1, 1), (1, 2)]
    exempt = row(frame, "0102")
    assert (exempt["status"], exempt["expected"], exempt["target"]) == ("no_data", 0, None)


def test_a_share_just_below_its_target_is_below_however_it_would_be_shown() -> None:
    frame = coverage(school("0101", 10_000, 6_996))
    below = row(frame, "0101")
    assert (below["status"], below["people_short"]) == ("below", 4)
    assert below["gap"] == float(Fraction(6_996, 10_000) - Fraction(7, 10))


def test_a_share_exactly_on_its_target_meets_it() -> None:
    met = row(coverage(school("0101", 10, 7)), "0101")
    assert (met["status"], met["gap"], met["people_short"]) == ("met", 0.0, 0)


def test_a_denominator_of_zero_is_no_data_rather_than_nought_or_one() -> None:
    empty = row(coverage(school("0101", 0, 0)), "0101")
    assert (empty["value"], empty["status"], empty["people_short"]) == (None, "no_data", None)
    assert (empty["reported"], empty["expected"]) == (1, 1)


def test_a_silent_place_has_no_data() -> None:
    silent = row(coverage(), "0101")
    assert (silent["numerator"], silent["denominator"], silent["status"]) == (None, None, "no_data")
    assert (silent["reported"], silent["expected"], silent["target"]) == (0, 1, 0.7)


def test_without_a_target_for_the_year_nothing_is_judged() -> None:
    last_year_only = small_rulebook(targets=(target("0.6", year=2023),))
    untargeted = row(coverage(school("0101", 10, 7), rules=last_year_only), "0101")
    assert (untargeted["status"], untargeted["target"], untargeted["gap"]) == ("no_target", None, None)
    assert (untargeted["value"], untargeted["target_year"]) == (0.7, 2024)


def test_a_districts_own_target_holds_for_its_schools() -> None:
    rules = small_rulebook(targets=(target("0.70"), target("0.50", "01")))
    frame = coverage(school("0101", 10, 6), school("0201", 10, 6), rules=rules)
    assert {place_id: row(frame, place_id)["status"] for place_id in ("0101", "01", "0201", "00")} == {
        "0101": "met",
        "01": "met",
        "0201": "below",
        "00": "below",
    }


def test_a_count_is_summed_and_never_short_of_people() -> None:
    rules = small_rulebook(targets=(target("5", indicator="partners"),))
    district = row(coverage(school("0101", 10, 6, 2), school("0102", 10, 6, 2), rules=rules), "01", "partners")
    assert (district["unit"], district["numerator"], district["denominator"]) == ("count", 4, None)
    assert (district["value"], district["status"], district["gap"], district["people_short"]) == (4, "below", -1, None)


def test_an_external_denominator_stands_for_the_territory_and_not_for_its_schools() -> None:
    living = Denominator(indicator="involved", place_id="01", period="2024", value=400, source="статистика")
    elsewhere = Denominator(indicator="involved", place_id="02", period="2023", value=9, source="статистика")
    rules = small_rulebook(denominators=(living, elsewhere))
    frame = coverage(school("0101", 100, 60), submission("0102", {"306": 40}), school("0201", 50, 5), rules=rules)
    assert (row(frame, "01")["numerator"], row(frame, "01")["denominator"], row(frame, "01")["reported"]) == (
        100,
        400,
        2,
    )
    assert row(frame, "0101")["denominator"] == 100
    assert row(frame, "02")["denominator"] == 50


def test_a_territory_with_an_external_denominator_and_no_reports_has_no_data() -> None:
    living = Denominator(indicator="involved", place_id="01", period="2024", value=400, source="статистика")
    silent = row(coverage(rules=small_rulebook(denominators=(living,))), "01")
    assert (silent["numerator"], silent["denominator"], silent["status"]) == (None, 400, "no_data")


def test_every_place_has_a_row_for_every_indicator() -> None:
    frame = coverage()
    assert tuple(frame.columns) == COVERAGE
    assert len(frame) == 7 * 2
    assert list(frame["place_id"].drop_duplicates()) == ["00", "01", "0101", "0102", "0103", "02", "0201"]


def test_the_rollup_is_left_as_it_was() -> None:
    totals = totals_of([school("0101", 10, 7)], RULES, PERIOD)
    before = totals.copy(deep=True)
    coverage_of(measures(bases_of(totals, RULES, PERIOD), RULES, PERIOD), RULES, PERIOD)
    assert_frame_equal(totals, before)


@pytest.mark.parametrize(
    ("numerator", "denominator", "minimum", "short"),
    [(63, 100, "0.70", 7), (0, 1, "0.70", 1), (2, 3, "0.70", 1), (70, 100, "0.70", 0), (3, None, "5", 2)],
)
def test_people_short_are_whole_persons(numerator: int, denominator: int | None, minimum: str, short: int) -> None:
    assert people_short(numerator, denominator, Decimal(minimum)) == short


@given(COUNTS, COUNTS, SHARES)
def test_people_short_is_enough_and_one_less_is_not(numerator: int, denominator: int, minimum: Decimal) -> None:
    assume(denominator > 0 and numerator <= denominator)
    short = people_short(numerator, denominator, minimum)
    assert reaches(Fraction(numerator + short, denominator), minimum)
    assert short == 0 or not reaches(Fraction(numerator + short - 1, denominator), minimum)


@given(st.lists(st.builds(Basis, *[COUNTS] * 6), max_size=6), st.integers(0, 6))
def test_bases_add_up_in_any_grouping(bases: list[Basis], cut: int) -> None:
    def together(some: list[Basis]) -> Basis:
        total = Basis()
        for each in some:
            total = total.plus(each)
        return total

    assert together(bases) == together(bases[cut:]).plus(together(bases[:cut]))


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 500)), min_size=4, max_size=4))
def test_the_region_is_the_measure_of_all_schools_together(numbers: list[tuple[int, int]]) -> None:
    schools = ["0101", "0102", "0201"]
    sent = [
        school(place_id, pupils, min(pupils, involved))
        for place_id, (pupils, involved) in zip(schools, numbers, strict=False)
    ]
    measured = measures(bases_of(totals_of(sent, RULES, PERIOD), RULES, PERIOD), RULES, PERIOD)
    pupils = sum(pupils for pupils, _ in numbers[:3])
    involved = sum(min(pupils, involved) for pupils, involved in numbers[:3])
    assert measured["00", "involved"].value == Fraction(involved, pupils)


def test_a_place_of_another_kind_contributes_nothing() -> None:
    values = {("0103", Address("306")): 5, ("0103", Address("101")): 5}
    assert basis_of(INVOLVED, PLACES[5], values) == Basis()


def test_a_count_needs_no_denominator() -> None:
    basis = basis_of(PARTNERS, PLACES[5], {("0103", Address("402")): 5})
    assert measure_of(PARTNERS, basis).value == 5


def test_a_share_whose_denominator_only_the_territory_has_shows_its_numerator_below() -> None:
    enterprises = INVOLVED.model_copy(update={"denominator": None})
    living = Denominator(indicator="involved", place_id="00", period="2024", value=400, source="статистика")
    rules = replace(small_rulebook(denominators=(living,)), indicators=(enterprises, PARTNERS))
    frame = coverage(school("0101", 100, 60), school("0201", 100, 40), rules=rules)
    region, district = row(frame, "00"), row(frame, "01")
    assert (region["numerator"], region["denominator"], region["value"], region["status"]) == (100, 400, 0.25, "below")
    assert (district["numerator"], district["denominator"], district["value"]) == (60, None, None)
    assert (district["status"], district["people_short"], district["reported"]) == ("no_data", None, 1)
