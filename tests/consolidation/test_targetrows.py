"""Target rows of a roadmap: met or missed by measured coverage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from support.small_region import AS_OF, PERIOD, small_rulebook

from engine.consolidation.coverage import Measure
from engine.consolidation.targetrows import target_status, value_when_due
from engine.rulebook.model import HistoryRow

LAST_DAY = date(2024, 12, 31)
MEASURED = {("01", "involved"): Measure(70, 100, 2, 2)}


def known(as_of: date, numerator: str, denominator: str | None, indicator: str = "involved") -> HistoryRow:
    below = None if denominator is None else Decimal(denominator)
    return HistoryRow(
        as_of=as_of, place_id="01", indicator=indicator, numerator=Decimal(numerator), denominator=below, source="отчёт"
    )


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
    assert value_when_due("01", "involved", LAST_DAY, MEASURED, rules, PERIOD) == Fraction(7, 10)


def test_an_earlier_target_is_decided_by_what_history_says_of_that_very_day() -> None:
    due_on = date(2023, 12, 31)
    rules = small_rulebook(history=(known(due_on, "61", "100"), known(date(2023, 12, 30), "1", "100")))
    assert value_when_due("01", "involved", due_on, MEASURED, rules, PERIOD) == Fraction(61, 100)
    assert value_when_due("02", "involved", due_on, MEASURED, rules, PERIOD) is None
    assert value_when_due("01", "involved", date(2022, 12, 31), MEASURED, rules, PERIOD) is None


def test_history_fills_in_where_this_period_measured_nothing() -> None:
    rules = small_rulebook(history=(known(LAST_DAY, "65", "100"),))
    silent = {("01", "involved"): Measure(None, None, 0, 2)}
    assert value_when_due("01", "involved", LAST_DAY, silent, rules, PERIOD) == Fraction(65, 100)


def test_a_share_in_history_without_a_denominator_is_not_known_and_a_count_is() -> None:
    rules = small_rulebook(history=(known(LAST_DAY, "65", None), known(LAST_DAY, "5", None, "partners")))
    assert value_when_due("01", "involved", LAST_DAY, {}, rules, PERIOD) is None
    assert value_when_due("01", "partners", LAST_DAY, {}, rules, PERIOD) == 5


def test_a_zero_denominator_in_history_and_a_target_without_a_date_are_not_known() -> None:
    rules = small_rulebook(history=(known(LAST_DAY, "0", "0"),))
    assert value_when_due("01", "involved", LAST_DAY, {}, rules, PERIOD) is None
    assert value_when_due("01", "involved", None, MEASURED, rules, PERIOD) is None
