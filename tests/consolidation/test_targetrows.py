"""Target rows of a roadmap: met or missed by measured coverage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from support.small_region import AS_OF, PERIOD, small_rulebook

from engine.consolidation.coverage import Measure, Measures
from engine.consolidation.targetrows import Measured, measured_when_due, target_status
from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.model import HistoryRow
from engine.rulebook.rulebook import Rulebook

LAST_DAY = date(2024, 12, 31)
MEASURED = {("01", "involved"): Measure(70, 100, 2, 2)}


def known(as_of: date, numerator: str, denominator: str | None, indicator: str = "involved") -> HistoryRow:
    below = None if denominator is None else Decimal(denominator)
    return HistoryRow(
        as_of=as_of, place_id="01", indicator=indicator, numerator=Decimal(numerator), denominator=below, source="отчёт"
    )


def value_when_due(
    place_id: str, indicator: str, due_on: date | None, measured: Measures, rules: Rulebook, as_of: date = AS_OF
) -> Fraction | None:
    found = measured_when_due(place_id, indicator, due_on, measured, rules, PERIOD, as_of)
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("value", "due_on", "status"),
    [
        (Fraction(70, 100), LAST_DAY, "met"),
        (Fraction(6996, 10000), LAST_DAY, "missed"),
        (None, LAST_DAY, "unknown"),
        (Fraction(1), date(2025, 1, 30), "due_soon"),
        (Fraction(1), date(2025, 12, 31), "not_due"),
        (Fraction(1), None, "no_deadline"),
    ],
)
def test_a_target_is_judged_when_it_is_due_and_not_before(
    value: Fraction | None, due_on: date | None, status: str
) -> None:
    assert target_status(value, Decimal("0.70"), due_on, AS_OF, 30) == status


def test_a_target_due_within_the_period_is_decided_by_its_coverage() -> None:
    rules = small_rulebook(history=(known(LAST_DAY, "1", "100"),))
    assert value_when_due("01", "involved", LAST_DAY, MEASURED, rules) == Fraction(7, 10)


def test_an_earlier_target_is_decided_by_what_history_says_of_that_very_day() -> None:
    due_on = date(2023, 12, 31)
    rules = small_rulebook(history=(known(due_on, "61", "100"), known(date(2023, 12, 30), "1", "100")))
    assert value_when_due("01", "involved", due_on, MEASURED, rules) == Fraction(61, 100)
    assert value_when_due("02", "involved", due_on, MEASURED, rules) is None
    assert value_when_due("01", "involved", date(2022, 12, 31), MEASURED, rules) is None


def test_history_fills_in_where_this_period_measured_nothing() -> None:
    rules = small_rulebook(history=(known(LAST_DAY, "65", "100"),))
    silent = {("01", "involved"): Measure(None, None, 0, 2)}
    assert value_when_due("01", "involved", LAST_DAY, silent, rules) == Fraction(65, 100)


def test_a_share_in_history_without_a_denominator_is_not_known_and_a_count_is() -> None:
    rules = small_rulebook(history=(known(LAST_DAY, "65", None), known(LAST_DAY, "5", None, "partners")))
    assert value_when_due("01", "involved", LAST_DAY, {}, rules) is None
    assert value_when_due("01", "partners", LAST_DAY, {}, rules) == 5


def test_a_zero_denominator_in_history_and_a_target_without_a_date_are_not_known() -> None:
    rules = small_rulebook(history=(known(LAST_DAY, "0", "0"),))
    assert value_when_due("01", "involved", LAST_DAY, {}, rules) is None
    assert value_when_due("01", "involved", None, MEASURED, rules) is None


def test_measure_of_the_very_day_goes_before_one_of_another_day() -> None:
    due_on = date(2024, 6, 30)
    rules = small_rulebook(history=(known(due_on, "61", "100"),))
    assert value_when_due("01", "involved", due_on, MEASURED, rules) == Fraction(61, 100)
    assert value_when_due("01", "involved", due_on, MEASURED, rules, as_of=due_on) == Fraction(7, 10)
    assert value_when_due("01", "involved", due_on, MEASURED, small_rulebook()) == Fraction(7, 10)


def test_closed_period_of_the_very_day_goes_before_one_that_only_holds_it() -> None:
    due_on = date(2023, 12, 31)
    rules = small_rulebook()
    year = rules.periods["2023"].model_copy(update={"starts_on": date(2023, 1, 1), "ends_on": due_on, "as_of": due_on})
    school_year = year.model_copy(update={"starts_on": date(2023, 9, 1), "ends_on": date(2024, 5, 31)})
    closed = ClosedPeriods(
        (
            ClosedPeriod(school_year, 1, date(2024, 5, 31), {}, {("01", "involved"): Fraction(1, 10)}),
            ClosedPeriod(year, 1, due_on, {}, {("01", "involved"): Fraction(6, 10)}),
        )
    )
    assert value_when_due("01", "involved", due_on, {}, replace(rules, closed=closed)) == Fraction(6, 10)
    only = replace(rules, closed=ClosedPeriods(closed.periods[:1]))
    assert value_when_due("01", "involved", due_on, {}, only) == Fraction(1, 10)


def test_origin_of_the_measure_is_known() -> None:
    rules = small_rulebook(history=(known(date(2023, 12, 31), "61", "100"),))
    assert measured_when_due("01", "involved", LAST_DAY, MEASURED, rules, PERIOD, AS_OF) == Measured(
        Fraction(7, 10), by_this_run=True
    )
    earlier = measured_when_due("01", "involved", date(2023, 12, 31), MEASURED, rules, PERIOD, AS_OF)
    assert earlier == Measured(Fraction(61, 100), by_this_run=False)
