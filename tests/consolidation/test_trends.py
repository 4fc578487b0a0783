"""Earlier results of places: what may be compared, what goes first, what is added up and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.earlier import BEFORE, LAST_YEAR, closed, known, with_closed
from support.small_region import PERIOD, PLACES, small_rulebook

from engine.consolidation.result import TRENDS
from engine.consolidation.trends import Point, earlier_points, predecessors, trends_of
from engine.rulebook.model import HistoryRow, Period, PeriodKind
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Kind, Level, Place


def points(rulebook: Rulebook, place_id: str, indicator: str = "involved", period: Period = PERIOD) -> list[Point]:
    return list(earlier_points(rulebook, period).get((place_id, indicator), ()))


def counts(rulebook: Rulebook, place_id: str, indicator: str = "involved") -> list[tuple[int, int | None]]:
    return [(each.numerator, each.denominator) for each in points(rulebook, place_id, indicator)]


def test_without_anything_earlier_the_frame_is_empty_and_has_its_columns() -> None:
    rules = small_rulebook()
    frame = trends_of(earlier_points(rules, PERIOD), rules, PERIOD)

    assert (len(frame), tuple(frame.columns)) == (0, TRENDS)
    assert (str(frame["numerator"].dtype), str(frame["value"].dtype)) == ("Int64", "Float64")


def test_frame_says_where_each_point_comes_from_and_what_it_rests_on() -> None:
    history = (known("01", 31, 100, date(2022, 12, 31)),)
    rules = with_closed(small_rulebook(history=history), closed({"01": (45, 100, 1, 2)}))
    rows = trends_of(earlier_points(rules, PERIOD), rules, PERIOD).astype(object)

    assert rows.where(rows.notna(), None).to_numpy().tolist() == [
        ["district", "01", "involved", "share", date(2022, 12, 31), None, "history", 31, 100, 0.31, None, None],
        ["district", "01", "involved", "share", LAST_YEAR, "2023", "closed", 45, 100, 0.45, 1, 2],
    ]


def test_region_is_the_sum_of_its_districts_where_every_one_is_known_of() -> None:
    rules = small_rulebook(history=(known("01", 10, 100), known("02", 90, 100)))
    assert points(rules, "00") == [Point(LAST_YEAR, None, 100, 200, None, None)]
    assert points(small_rulebook(history=(known("01", 10, 100),)), "00") == []


def test_row_of_the_region_itself_goes_before_the_sum_of_its_districts() -> None:
    earlier = date(2022, 12, 31)
    rows = (known("01", 1, 10), known("02", 2, 10), known("01", 3, 10, earlier), known("02", 4, 10, earlier))
    assert counts(small_rulebook(history=(*rows, known("00", 9, 30))), "00") == [(7, 20), (9, 30)]


def test_district_that_was_not_there_yet_is_not_waited_for() -> None:
    places = [replace(each, opened_on=date(2024, 1, 1)) if each.id == "02" else each for each in PLACES]
    assert counts(small_rulebook(history=(known("01", 10, 100),), places=tuple(places)), "00") == [(10, 100)]


def test_closed_period_goes_before_what_history_says_of_the_same_year() -> None:
    rows = (known("01", 1, 100), known("01", 2, 100, date(2024, 1, 15)), known("01", 3, 100, date(2022, 12, 31)))
    rules = with_closed(small_rulebook(history=rows), closed({"01": (45, 100, 2, 2)}))
    assert counts(rules, "01") == [(3, 100), (45, 100)]


def test_history_fills_in_where_a_closed_period_measured_nothing() -> None:
    rules = with_closed(small_rulebook(history=(known("01", 45, 100),)), closed({"01": (None, None, 0, 2)}))
    assert counts(rules, "01") == [(45, 100)]


def test_only_closed_periods_of_the_same_kind_that_ended_before_are_compared_with() -> None:
    school_year = BEFORE.model_copy(update={"id": "2022-2023", "kind": PeriodKind.SCHOOL_YEAR})
    later = BEFORE.model_copy(update={"id": "2025", "ends_on": date(2025, 12, 31)})
    own = closed({"01": (1, 10, 1, 1)}, PERIOD)
    others = (closed({"01": (2, 10, 1, 1)}, school_year), closed({"01": (3, 10, 1, 1)}, later))
    assert points(with_closed(small_rulebook(), own, *others), "01") == []


@pytest.mark.parametrize(
    ("day", "counts_as_earlier"),
    [
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), True),  # «на 1 января» tells of the year that has just ended
        (date(2023, 11, 15), True),
        (date(2020, 12, 25), True),
        (date(2023, 5, 31), False),
        (date(2023, 9, 20), False),
        (date(2024, 12, 31), False),
        (date(2025, 12, 31), False),
    ],
)
def test_history_is_compared_with_at_about_the_same_time_of_earlier_years(day: date, counts_as_earlier: bool) -> None:  # noqa: FBT001  a column of the table above
    assert bool(points(small_rulebook(history=(known("01", 1, 10, day),)), "01")) is counts_as_earlier


def test_report_in_may_is_compared_with_mays() -> None:
    may = PERIOD.model_copy(
        update={"kind": PeriodKind.SCHOOL_YEAR, "starts_on": date(2023, 9, 1), "as_of": date(2024, 5, 31)}
    )
    rules = small_rulebook(history=(known("01", 1, 10), known("01", 2, 10, date(2023, 5, 31))))
    assert [each.numerator for each in points(rules, "01", period=may)] == [2]


def test_snapshot_is_compared_with_whatever_was_known_before_it() -> None:
    snapshot = PERIOD.model_copy(update={"kind": PeriodKind.SNAPSHOT})
    days = (date(2023, 3, 1), date(2023, 9, 20), date(2024, 3, 1))
    rules = small_rulebook(history=tuple(known("01", number, 10, each) for number, each in enumerate(days)))
    assert [each.as_of for each in points(rules, "01", period=snapshot)] == list(days[:2])


def test_period_closed_long_after_it_ended_stands_at_its_end() -> None:
    late = closed({"01": (1, 10, 1, 1)}, as_of=date(2024, 9, 1))
    assert [each.as_of for each in points(with_closed(small_rulebook(), late), "01")] == [LAST_YEAR]


def test_successor_has_its_predecessors_counts_added_also_through_one_that_closed_too() -> None:
    chain = (
        *PLACES,
        Place("0203", Level.SCHOOL, "02", "Школа № 6", Kind.SCHOOL, closed_on=date(2024, 2, 1), successor_id="0202"),
    )
    rules = with_closed(
        small_rulebook(places=chain),
        closed({"0201": (50, 100, 1, 1), "0202": (10, 40, 1, 1), "0203": (3, 10, 1, 1), "02": (63, 150, 3, 3)}),
    )
    assert points(rules, "0201") == [Point(LAST_YEAR, "2023", 63, 150, 3, 3)]
    assert counts(rules, "02") == [(63, 150)]
    assert [each.id for each in predecessors(rules.registry, PERIOD)["0201"]] == ["0202", "0203"]


def test_what_a_predecessor_did_not_report_shows_in_what_the_point_rests_on() -> None:
    rules = with_closed(small_rulebook(), closed({"0201": (50, 100, 1, 1), "0202": (None, None, 0, 1)}))
    assert points(rules, "0201") == [Point(LAST_YEAR, "2023", 50, 100, 1, 2)]


def test_history_of_a_successor_is_no_partial_sum() -> None:
    both = (known("0201", 50, 100), known("0202", 10, 40))
    assert counts(small_rulebook(history=both), "0201") == [(60, 140)]
    assert counts(small_rulebook(history=both[:1]), "0201") == []
    assert counts(small_rulebook(history=both[1:]), "0201") == []


def test_merger_before_the_earlier_result_adds_nothing() -> None:
    long_ago = [replace(each, closed_on=date(2022, 8, 31)) if each.id == "0202" else each for each in PLACES]
    rules = small_rulebook(history=(known("0201", 50, 100),), places=tuple(long_ago))
    assert counts(rules, "0201") == [(50, 100)]


def test_predecessor_of_a_kind_that_is_not_counted_is_not_waited_for() -> None:
    kindergarten = Place(
        "0203", Level.SCHOOL, "02", "Сад", Kind.KINDERGARTEN, closed_on=date(2024, 2, 1), successor_id="0201"
    )
    places = (*(each for each in PLACES if each.id != "0202"), kindergarten)
    assert counts(small_rulebook(history=(known("0201", 50, 100),), places=places), "0201") == [(50, 100)]


def test_places_that_name_each_other_as_successors_follow_nobody() -> None:
    gone = {"closed_on": date(2024, 2, 1)}
    circle = (
        *PLACES[:3],
        replace(PLACES[3], successor_id="0102", **gone),
        replace(PLACES[4], successor_id="0101", **gone),
    )
    assert predecessors(small_rulebook(places=circle).registry, PERIOD) == {}


def test_place_that_still_reports_is_nobodys_predecessor() -> None:
    leaving = [replace(each, closed_on=date(2025, 8, 31)) if each.id == "0202" else each for each in PLACES]
    assert predecessors(small_rulebook(places=tuple(leaving)).registry, PERIOD) == {}


def test_share_without_denominator_and_one_of_zero_are_no_results() -> None:
    assert points(small_rulebook(history=(known("01", 5, None),)), "01") == []
    assert points(small_rulebook(history=(known("01", 0, 0),)), "01") == []
    assert points(with_closed(small_rulebook(), closed({"01": (0, 0, 1, 1)})), "01") == []
    assert points(with_closed(small_rulebook(), closed({"01": (5, None, 1, 1)})), "01") == []


def test_count_needs_no_denominator() -> None:
    rules = with_closed(
        small_rulebook(history=(known("01", 5, None, date(2022, 12, 31), "partners"),)),
        closed({"01": (7, None, 2, 3)}, indicator="partners"),
    )
    assert [(each.numerator, each.denominator, each.value) for each in points(rules, "01", "partners")] == [
        (5, None, Fraction(5)),
        (7, None, Fraction(7)),
    ]


def test_share_is_exact() -> None:
    assert points(small_rulebook(history=(known("01", 1, 3),)), "01")[0].value == Fraction(1, 3)


ROWS = st.lists(
    st.builds(
        known,
        st.sampled_from(["00", "01", "02", "0101", "0201", "0202"]),
        st.integers(0, 50),
        st.integers(50, 90),
        st.sampled_from([date(year, 12, 31) for year in range(2019, 2024)]),
    ),
    unique_by=lambda row: (row.place_id, row.as_of),
    max_size=12,
)


@given(ROWS, st.randoms())
def test_order_of_history_changes_nothing_and_the_rules_stay_as_they_were(
    rows: list[HistoryRow], random: Random
) -> None:
    rules = small_rulebook(history=tuple(rows))
    shuffled = list(rows)
    random.shuffle(shuffled)
    other = small_rulebook(history=tuple(shuffled))

    first = earlier_points(rules, PERIOD)
    assert first == earlier_points(other, PERIOD)
    assert rules.history == tuple(rows)


@given(ROWS)
def test_region_never_rests_on_some_of_its_districts(rows: list[HistoryRow]) -> None:
    rules = small_rulebook(history=tuple(rows))
    said = {(row.place_id, row.as_of): row for row in rows}
    for point in points(rules, "00"):
        if ("00", point.as_of) not in said:
            parts = [said[district, point.as_of] for district in ("01", "02")]
            assert (point.numerator, point.denominator) == (
                sum(row.numerator for row in parts),
                sum(row.denominator or 0 for row in parts),
            )
