"""The measures on mentoring of teachers (seed 003), as a clerk reads them with the document and a calendar in hand.

«Далее – ежегодно» runs to the horizon of rules/programme.yaml, 31.12.2026.
"""

from __future__ import annotations

from datetime import date

import pytest
from roadmaps.expected import calendar, calendar_of

from engine.rulebook.deadlines.deadline import DeadlineKind
from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.rulebook import Rulebook

EXPECTED = """
1.1       01.04.2022  30.04.2022  exact
1.2       –           –           exact
1.3       –           –           exact
1.4       –           –           exact
2.1@2021  01.01.2021  31.12.2021  assumed
2.1@2022  01.01.2022  31.12.2022  assumed
2.1@2023  01.01.2023  31.12.2023  assumed
2.1@2024  01.01.2024  31.12.2024  assumed
2.1@2025  01.01.2025  31.12.2025  assumed
2.1@2026  01.01.2026  31.12.2026  assumed
2.2       –           –           assumed
2.3       –           –           exact
2.4       –           –           assumed
3.1       –           –           exact
3.2@2021  01.01.2021  31.12.2021  assumed
3.2@2022  01.01.2022  31.12.2022  assumed
3.2@2023  01.01.2023  31.12.2023  assumed
3.2@2024  01.01.2024  31.12.2024  assumed
3.2@2025  01.01.2025  31.12.2025  assumed
3.2@2026  01.01.2026  31.12.2026  assumed
3.3       –           –           exact
3.4       01.12.2022  31.12.2022  exact
3.5       01.12.2022  31.12.2022  exact
3.6       01.10.2022  30.11.2022  exact
"""

DEADLINES = {
    "1.1": "Апрель 2022",
    "1.2": "В течение всего периода",
    "1.3": "В течение всего периода",
    "1.4": "В течение всего периода",
    "2.1": "2021-2023 гг., далее – ежегодно",
    "2.2": None,
    "2.3": "В течение всего периода",
    "2.4": None,
    "3.1": "В течение всего периода",
    "3.2": "2021-2023 гг., далее – ежегодно",
    "3.3": "В течение всего периода",
    "3.4": "Декабрь 2022",
    "3.5": "Декабрь 2022",
    "3.6": "Октябрь- Ноябрь 2022",
}

REPORTERS = {
    "1.1": ("district", False),
    "1.2": ("schools", True),
    "1.3": ("schools", False),
    "1.4": ("district", False),
    "2.1": ("schools", True),
    "2.2": ("district", False),
    "2.3": ("both", False),
    "2.4": ("district", False),
    "3.1": ("district", False),
    "3.2": ("both", False),
    "3.3": ("both", False),
    "3.4": ("district", False),
    "3.5": ("district", False),
    "3.6": ("district", False),
}

UNKNOWN_PERIOD = "Какой это период, в документе не сказано"
ONE_OR_THREE = "Неясно, 2021–2023 годы – один срок или три; принято раз в год начиная с 2021 года"
UNCONFIRMED = {
    "1.2": UNKNOWN_PERIOD,
    "1.3": UNKNOWN_PERIOD,
    "1.4": UNKNOWN_PERIOD,
    "2.1": ONE_OR_THREE,
    "2.2": "Срок не указан; в названии сказано «ежегодного», но не сказано, когда",
    "2.3": UNKNOWN_PERIOD,
    "2.4": "Срок не указан, взять его неоткуда",
    "3.1": UNKNOWN_PERIOD,
    "3.2": ONE_OR_THREE,
    "3.3": UNKNOWN_PERIOD,
}


@pytest.fixture
def roadmap(rulebook: Rulebook) -> Roadmap:
    return rulebook.roadmaps["raion-003"]


def test_calendar_is_what_a_clerk_reads_from_the_document(roadmap: Roadmap) -> None:
    assert calendar_of(roadmap) == calendar(EXPECTED)


def test_document_has_14_activities_under_3_headings(roadmap: Roadmap) -> None:
    under = {section.number: [] for section in roadmap.sections}
    for activity in roadmap.activities:
        assert activity.section is not None
        under[activity.section.number].append(activity.number)
    assert under == {
        "I": ["1.1", "1.2", "1.3", "1.4"],
        "II": ["2.1", "2.2", "2.3", "2.4"],
        "III": ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"],
    }


def test_headings_have_no_deadlines_to_inherit(roadmap: Roadmap) -> None:
    assert [(section.deadline, section.windows) for section in roadmap.sections] == [(None, ())] * 3


def test_document_names_no_order_no_date_and_no_period(roadmap: Roadmap) -> None:
    document = roadmap.document
    assert (document.authority, document.number, document.signed_on, document.edition) == (None, None, None, None)
    assert (roadmap.plan_stated, roadmap.plan_from, roadmap.plan_to) == (None, None, None)
    assert document.file == "003_2be72e1eaea7fc4a.txt"


def test_what_ended_before_2024_is_not_asked_about(roadmap: Roadmap) -> None:
    assert roadmap.tracked_from == date(2024, 1, 1)


def test_deadlines_stand_word_for_word(roadmap: Roadmap) -> None:
    assert {activity.key: activity.deadline for activity in roadmap.activities} == DEADLINES


def test_reporters_are_confirmed_only_where_schools_alone_are_named(roadmap: Roadmap) -> None:
    reporters = {
        activity.key: (activity.reported_by.value, activity.reporter_confirmed) for activity in roadmap.activities
    }
    assert reporters == REPORTERS


def test_unconfirmed_are_the_deadlines_that_somebody_must_decide(roadmap: Roadmap) -> None:
    reasons = {
        activity.key: {each.reason for each in activity.occurrences if not each.confirmed}
        for activity in roadmap.activities
    }
    assert {key: each for key, each in reasons.items() if each} == {key: {each} for key, each in UNCONFIRMED.items()}


def test_yearly_rows_are_unconfirmed_in_every_year(roadmap: Roadmap) -> None:
    yearly = [activity for activity in roadmap.activities if activity.kind is DeadlineKind.RECURRING]
    assert [activity.key for activity in yearly] == ["2.1", "3.2"]
    assert not any(each.confirmed for activity in yearly for each in activity.occurrences)


def test_kind_of_document_stands_where_the_document_names_one(roadmap: Roadmap) -> None:
    assert [activity.key for activity in roadmap.activities if activity.document is None] == ["2.1", "2.3", "3.1"]
