"""Change and pace: exact, against the last result before and the first later target that is not reached."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.earlier import LAST_YEAR, closed, known, with_closed
from support.small_region import PERIOD, small_rulebook, target

from engine.consolidation.coverage import Measure, Measures, reaches
from engine.consolidation.progress import basis_change, next_target, progress_of
from engine.consolidation.result import PROGRESS
from engine.consolidation.trends import Point, earlier_points
from engine.rulebook.model import HistoryRow
from engine.rulebook.rulebook import Rulebook


def rows(measured: Measures, rules: Rulebook) -> list[dict[str, Any]]:
    frame = progress_of(measured, earlier_points(rules, PERIOD), rules, PERIOD).astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def row(measure: Measure, rules: Rulebook, place_id: str = "01", indicator: str = "involved") -> dict[str, Any]:
    (only,) = rows({(place_id, indicator): measure}, rules)
    return only


def compared(now: int, of_now: int, then: int, of_then: int) -> dict[str, Any]:
    return row(Measure(now, of_now, 2, 2), small_rulebook(history=(known("01", then, of_then),)))


def test_without_any_value_the_frame_is_empty_and_has_its_columns() -> None:
    rules = small_rulebook()
    frame = progress_of({("01", "involved"): Measure(None, None, 0, 2)}, {}, rules, PERIOD)

    assert (len(frame), tuple(frame.columns)) == (0, PROGRESS)
    assert (str(frame["pace_people"].dtype), str(frame["basis_changed"].dtype)) == ("Int64", "boolean")


def test_value_without_an_earlier_one_has_no_change() -> None:
    found = row(Measure(45, 100, 2, 2), small_rulebook())

    assert found["value"] == 0.45
    assert all(found[name] is None for name in PROGRESS[5:])


def test_change_is_since_the_last_result_before() -> None:
    history = (known("01", 30, 100, date(2022, 12, 31)), known("01", 40, 100))
    found = row(Measure(45, 120, 2, 2), small_rulebook(history=history))

    assert (found["previous_as_of"], found["previous_period"]) == (LAST_YEAR, None)
    assert (found["previous_numerator"], found["previous_denominator"], found["previous_value"]) == (40, 100, 0.4)
    assert (found["change"], found["denominator_change"]) == (-0.025, 0.2)


def test_previous_period_is_named_where_it_was_closed() -> None:
    rules = with_closed(small_rulebook(), closed({"01": (40, 100, 1, 2)}))
    assert row(Measure(45, 100, 2, 2), rules)["previous_period"] == "2023"


@pytest.mark.parametrize(
    ("now", "then", "changed"), [(120, 100, False), (121, 100, True), (80, 100, False), (79, 100, True)]
)
def test_denominator_that_changed_by_more_than_the_threshold_is_marked(now: int, then: int, changed: bool) -> None:  # noqa: FBT001  a column of the table above
    assert compared(30, now, 30, then)["basis_changed"] is changed


def test_count_is_marked_by_how_many_places_gave_it() -> None:
    rules = with_closed(small_rulebook(), closed({"01": (7, None, 2, 4)}, indicator="partners"))
    few = row(Measure(9, None, 2, 4, is_share=False), rules, indicator="partners")
    many = row(Measure(9, None, 4, 4, is_share=False), rules, indicator="partners")

    assert (few["change"], few["denominator_change"], few["basis_changed"]) == (2.0, None, False)
    assert (many["change"], many["denominator_change"], many["basis_changed"]) == (2.0, None, True)


def test_of_a_count_from_history_nobody_knows_what_it_rests_on() -> None:
    rules = small_rulebook(history=(known("01", 7, None, indicator="partners"),))
    assert row(Measure(9, None, 2, 4, is_share=False), rules, indicator="partners")["basis_changed"] is None
    assert basis_change(Measure(9, None, 2, 4, is_share=False), Point(LAST_YEAR, None, 7, None, None, None)) is None


def test_next_target_is_the_first_of_a_later_year_that_is_not_reached() -> None:
    targets = (
        target("0.40", year=2024),  # this year's, missed or not, is not the next one
        target("0.45", year=2025),
        target("0.60", year=2027),
        target("0.50", "01", year=2026),
        target("0.70", year=2028),
    )
    found = row(Measure(45, 100, 2, 2), small_rulebook(targets=targets))

    assert (found["next_year"], found["next_target"], found["next_confirmed"]) == (2026, 0.5, True)
    assert found["pace_people"] == 5


def test_where_every_later_target_is_reached_none_is_ahead() -> None:
    found = row(Measure(45, 100, 2, 2), small_rulebook(targets=(target("0.70"), target("0.45", year=2025))))
    assert (found["next_year"], found["next_target"], found["pace_people"]) == (None, None, None)


def test_share_just_below_a_target_is_one_person_short() -> None:
    found = row(Measure(6996, 10_000, 2, 2), small_rulebook(targets=(target("0.70", year=2025),)))
    assert (found["next_target"], found["pace_people"]) == (0.7, 4)


def test_target_of_what_counts_no_persons_has_no_people_missing() -> None:
    rules = small_rulebook(targets=(target("12", indicator="partners", year=2025),))
    found = row(Measure(9, None, 4, 4, is_share=False), rules, indicator="partners")
    assert (found["next_target"], found["pace_people"]) == (12.0, None)


def test_rows_stand_by_place_and_in_the_rules_order_of_indicators() -> None:
    measured = {
        (place_id, indicator): Measure(9, 10, 1, 1)
        for indicator in ("partners", "involved")
        for place_id in ("02", "0101", "00")
    }
    assert [(each["place_id"], each["indicator"]) for each in rows(measured, small_rulebook())] == [
        ("00", "involved"),
        ("00", "partners"),
        ("0101", "involved"),
        ("0101", "partners"),
        ("02", "involved"),
        ("02", "partners"),
    ]


COUNTS = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(COUNTS, COUNTS)
def test_change_is_what_leads_from_the_earlier_value_to_this_one(now: tuple[int, int], then: tuple[int, int]) -> None:
    found = compared(*now, *then)
    assert found["change"] == float(Fraction(*now) - Fraction(*then))
    assert found["denominator_change"] == float(Fraction(now[1], then[1]) - 1)
    assert found["basis_changed"] is (5 * abs(now[1] - then[1]) > then[1])


@given(COUNTS, st.lists(st.integers(0, 1000), min_size=1, max_size=4))
def test_pace_reaches_the_target_and_one_person_fewer_does_not(now: tuple[int, int], minima: list[int]) -> None:
    targets = tuple(target(f"{minimum / 1000}", year=2025 + number) for number, minimum in enumerate(minima))
    found = row(Measure(*now, 1, 1), small_rulebook(targets=targets))
    ahead = [each for each in targets if not reaches(Fraction(*now), each.minimum)]
    assert found["next_year"] == (ahead[0].year if ahead else None)
    if ahead:
        people, minimum = found["pace_people"], ahead[0].minimum
        assert reaches(Fraction(now[0] + people, now[1]), minimum)
        assert not reaches(Fraction(now[0] + people - 1, now[1]), minimum)


def test_what_was_given_stays_as_it_was() -> None:
    history: tuple[HistoryRow, ...] = (known("01", 40, 100),)
    rules = small_rulebook(history=history)
    measured, earlier = {("01", "involved"): Measure(45, 100, 2, 2)}, earlier_points(rules, PERIOD)
    before = dict(measured), dict(earlier)

    progress_of(measured, earlier, rules, PERIOD)

    assert (measured, earlier) == before
    assert rules.history == history


def test_year_without_a_target_is_passed_over() -> None:
    rules = small_rulebook(targets=(target("0.70", year=2027),))
    found = next_target(Fraction(1, 2), "involved", "01", rules, (2025, 2026, 2027))
    assert found is not None
    assert found.year == 2027
