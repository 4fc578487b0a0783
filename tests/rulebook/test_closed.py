from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, OccurrenceKey
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus

FIRST, SECOND = OccurrenceKey("aksaysky", "2"), OccurrenceKey("aksaysky", "3")
DONE = RoadmapAnswer(TypedStatus.DONE, date(2020, 10, 5), "Протокол № 1")
IN_WORK = RoadmapAnswer(TypedStatus.IN_WORK, note="начали")
POSTPONED = RoadmapAnswer(TypedStatus.POSTPONED, note="приказ № 7")


@pytest.fixture
def closed(rulebook: Rulebook) -> ClosedPeriods:
    """2020 and 2021 closed: the first occurrence done in 2020, the second begun, then postponed."""
    periods = rulebook.periods
    return ClosedPeriods(
        (
            ClosedPeriod(
                periods["2021"],
                2,
                date(2021, 12, 31),
                {("0501", FIRST): IN_WORK, ("0501", SECOND): POSTPONED},
                {("05", "involved_pupils"): Fraction(31, 100)},
            ),
            ClosedPeriod(
                periods["2020"],
                1,
                date(2020, 12, 31),
                {("0501", FIRST): DONE, ("0501", SECOND): IN_WORK, ("0502", SECOND): DONE},
                {("05", "involved_pupils"): Fraction(1, 6)},
            ),
        )
    )


def test_counts_are_those_of_the_period_before_as_the_rules_name_it(rulebook: Rulebook) -> None:
    periods, counted = rulebook.periods, {Address("101"): 120}
    before = ClosedPeriod(periods["2023"], 1, date(2023, 12, 31), counts={"0501": counted})
    school_year = ClosedPeriod(periods["2023-2024"], 1, date(2024, 5, 31), counts={"0501": {Address("101"): 99}})
    closed = ClosedPeriods((before, school_year))

    assert closed.counts("0501", periods["2024"]) == counted
    assert closed.counts("0502", periods["2024"]) == {}


def test_where_the_period_before_is_not_closed_no_counts_are_known(rulebook: Rulebook) -> None:
    """An earlier one is no substitute: rules would compare with the year before the last."""
    periods = rulebook.periods
    closed = ClosedPeriods(
        (ClosedPeriod(periods["2022"], 1, date(2022, 12, 31), counts={"0501": {Address("101"): 1}}),)
    )

    assert closed.counts("0501", periods["2024"]) == {}
    assert closed.counts("0501", periods["2020"]) == {}


def test_what_was_done_once_stays_done(closed: ClosedPeriods, rulebook: Rulebook) -> None:
    assert closed.answers("0501", rulebook.periods["2024"])[FIRST] == DONE
    assert closed.done("0501", rulebook.periods["2024"]) == {FIRST}


def test_of_what_is_not_done_the_latest_word_counts(closed: ClosedPeriods, rulebook: Rulebook) -> None:
    assert closed.answers("0501", rulebook.periods["2024"])[SECOND] == POSTPONED


def test_only_periods_that_ended_before_count(closed: ClosedPeriods, rulebook: Rulebook) -> None:
    assert [each.period.id for each in closed.before(rulebook.periods["2021"])] == ["2020"]
    assert closed.answers("0501", rulebook.periods["2021"])[SECOND] == IN_WORK
    assert closed.answers("0501", rulebook.periods["2020"]) == {}


def test_answers_are_the_places_own(closed: ClosedPeriods, rulebook: Rulebook) -> None:
    assert closed.done("0502", rulebook.periods["2024"]) == {SECOND}
    assert closed.answers("0503", rulebook.periods["2024"]) == {}


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2020, 12, 31), Fraction(1, 6)),
        (date(2021, 1, 1), Fraction(31, 100)),
        (date(2022, 1, 1), None),
    ],
)
def test_coverage_is_that_of_the_closed_period_that_holds_the_day(
    closed: ClosedPeriods, day: date, share: Fraction | None
) -> None:
    assert closed.coverage_on("05", "involved_pupils", day) == share


def test_coverage_that_was_not_measured_is_not_known(closed: ClosedPeriods) -> None:
    assert closed.coverage_on("05", "mentees_10_19", date(2021, 12, 31)) is None


def test_new_workspace_has_no_past(rulebook: Rulebook) -> None:
    assert rulebook.closed.answers("0501", rulebook.periods["2024"]) == {}
    assert rulebook.closed.coverage_on("05", "involved_pupils", date(2021, 12, 31)) is None


def test_like_periods_are_those_of_the_same_kind_that_ended_before_the_earliest_first(
    closed: ClosedPeriods, rulebook: Rulebook
) -> None:
    periods = rulebook.periods
    school_year = ClosedPeriod(periods["2022-2023"], 1, date(2023, 5, 31))
    everything = ClosedPeriods((*closed.periods, school_year))

    assert [each.period.id for each in everything.alike_before(periods["2024"])] == ["2020", "2021"]
    assert [each.period.id for each in everything.alike_before(periods["2023-2024"])] == ["2022-2023"]
    assert everything.alike_before(periods["2020"]) == ()
