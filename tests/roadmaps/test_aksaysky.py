"""The order of Aksaysky district (seed 004), as a clerk reads it with the order and a calendar in hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from roadmaps.expected import calendar, calendar_of

from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.rulebook import Rulebook

EXPECTED = """
1        –           08.09.2020  exact
2        01.09.2020  31.10.2020  exact
3        01.09.2020  31.10.2020  exact
4        –           31.12.2020  exact
5        –           31.12.2021  exact
6        –           31.12.2022  exact
7        –           31.12.2023  exact
8        –           31.12.2024  exact
order-3  –           31.12.2020  exact
"""

DEADLINES = {
    "1": "До 8.09.2020",
    "2": "Сентябрь-октябрь 2020",
    "3": "Сентябрь-октябрь 2020",
    "4": "31.12.2020",
    "5": "31.12.2021",
    "6": "31.12.2022",
    "7": "31.12.2023",
    "8": "31.12.2024",
    "order-2.4": "до 31.12.2020",
    "order-3": "до 31.12.2020 года",
}

REPORTERS = {
    "1": "district",
    "2": "schools",
    "3": "schools",
    "4": "schools",
    "5": "schools",
    "6": "schools",
    "7": "schools",
    "8": "schools",
    "order-2.4": "schools",
    "order-3": "district",
}

MINIMUMS = {"4": "0.15", "5": "0.30", "6": "0.45", "7": "0.60", "8": "0.70"}


@pytest.fixture
def roadmap(rulebook: Rulebook) -> Roadmap:
    return rulebook.roadmaps["aksaysky"]


def test_calendar_is_what_a_clerk_reads_from_the_order(roadmap: Roadmap) -> None:
    assert calendar_of(roadmap) == calendar(EXPECTED)


def test_order_has_8_rows_and_2_items_of_its_own_text(roadmap: Roadmap) -> None:
    assert [activity.number for activity in roadmap.activities] == [
        *(str(number) for number in range(1, 9)),
        "п. 2.4 приказа",
        "п. 3 приказа",
    ]
    assert roadmap.sections == ()


def test_document_is_the_order_of_8_october_2020(roadmap: Roadmap) -> None:
    assert (roadmap.document.number, roadmap.document.signed_on) == ("647", date(2020, 10, 8))
    assert roadmap.document.file == "004_db6ad4a8c8e3f537.txt"
    assert (roadmap.plan_stated, roadmap.plan_from, roadmap.plan_to) == (None, None, None)


def test_nothing_of_the_order_is_left_out_as_too_old(roadmap: Roadmap) -> None:
    due = [each.due_on for activity in roadmap.activities for each in activity.occurrences if each.due_on]
    assert roadmap.tracked_from == date(2020, 9, 1)
    assert roadmap.tracked_from <= min(due)


def test_deadlines_stand_word_for_word(roadmap: Roadmap) -> None:
    assert {activity.key: activity.deadline for activity in roadmap.activities} == DEADLINES


def test_reporters_are_those_whom_the_order_names_alone(roadmap: Roadmap) -> None:
    assert {activity.key: activity.reported_by.value for activity in roadmap.activities} == REPORTERS
    assert all(activity.reporter_confirmed for activity in roadmap.activities)


def test_item_of_the_order_that_repeats_a_row_owes_nothing_of_its_own(roadmap: Roadmap) -> None:
    assert {activity.key: activity.repeats for activity in roadmap.activities if activity.repeats} == {"order-2.4": "4"}


def test_rows_4_to_8_are_targets_for_the_share_of_pupils_involved(roadmap: Roadmap) -> None:
    targets = {activity.key: activity.target for activity in roadmap.activities if activity.target is not None}
    assert {key: target.indicator for key, target in targets.items()} == dict.fromkeys(MINIMUMS, "involved_pupils")
    assert {key: target.minimum for key, target in targets.items()} == {
        key: Decimal(minimum) for key, minimum in MINIMUMS.items()
    }


def test_only_the_deadline_before_the_order_itself_is_unconfirmed(roadmap: Roadmap) -> None:
    occurrences = [each for activity in roadmap.activities for each in activity.occurrences]
    assert {each.key: each.reason for each in occurrences if not each.confirmed} == {
        "1": "Срок раньше самого приказа (8.10.2020); возможно, в приказе опечатка. Взят напечатанный срок"
    }
