"""The order of Khasansky district (seed 001), as a clerk reads it with the order and a calendar in hand."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from roadmaps.expected import calendar, calendar_of, section_calendar_of

from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.roadmaps.written import Reporter
from engine.rulebook.rulebook import Rulebook

# The autumn of 2021 is not over when the order is signed (09.11.2021), so it counts; May 2021 is.
EXPECTED = """
1          01.12.2021  31.12.2021  exact
1.1        01.01.2022  31.12.2023  assumed
1.2        01.12.2021  31.12.2021  exact
2.1        01.01.2022  31.12.2023  assumed
3.1@2021   01.09.2021  30.11.2021  exact
3.1@2022   01.09.2022  30.11.2022  exact
3.1@2023   01.09.2023  30.11.2023  exact
3.1@2024   01.09.2024  30.11.2024  exact
3.2@2021   01.09.2021  30.11.2021  exact
3.2@2022   01.09.2022  30.11.2022  exact
3.2@2023   01.09.2023  30.11.2023  exact
3.2@2024   01.09.2024  30.11.2024  exact
3.3        01.01.2022  31.01.2022  exact
4.1        01.01.2022  31.12.2024  exact
4.2        01.01.2022  31.12.2024  exact
4.3        01.01.2022  31.12.2024  exact
4.4        01.01.2022  31.12.2024  exact
4.5        01.01.2022  31.12.2024  exact
5.1        01.01.2022  31.12.2024  exact
5.2@2022   01.05.2022  31.05.2022  exact
5.2@2023   01.05.2023  31.05.2023  exact
5.2@2024   01.05.2024  31.05.2024  exact
5.3        01.01.2023  31.12.2023  exact
5.4        01.01.2024  31.12.2024  exact
order-2.1  –           25.01.2022  exact
order-2.2  –           25.01.2022  exact
order-2.3  –           20.12.2021  exact
"""

EXPECTED_OF_SECTIONS = """
2  01.01.2022  31.12.2023  assumed
3  01.01.2022  31.01.2022  exact
4  01.01.2022  30.11.2024  exact
5  01.01.2023  31.12.2024  exact
"""

DEADLINES = {
    "1": "декабрь 2021г.",
    "1.1": "2022-2023",
    "1.2": "декабрь 2021",
    "2.1": None,
    "3.1": "Сентябрь-ноябрь Ежегодно 2021 – 2024 гг.",
    "3.2": "Сентябрь-ноябрь Ежегодно 2021 – 2024 гг.",
    "3.3": "Январь, 2022",
    "4.1": "2022-2024 гг.",
    "4.2": "2022-2024 гг.",
    "4.3": "2022-2024 гг.",
    "4.4": "2022-2024 гг.",
    "4.5": "2022-2024 гг.",
    "5.1": "2022-2024 гг.",
    "5.2": "Май, ежегодно",
    "5.3": "2023 г.",
    "5.4": "2024 г.",
    "order-2.1": "на 2022 год в срок до 25.01.2022",
    "order-2.2": "на 2021-2024 гг. в срок до 25.01.2022",
    "order-2.3": "в срок до 20.12.2021",
}

DEADLINES_OF_SECTIONS = {
    "2": "2022-2023",
    "3": "январь 2022",
    "4": "январь 2022-ноябрь 2024 гг.",
    "5": "2023 – 2024 гг.",
}

UNCONFIRMED = {
    "1.1": "Не сказано, календарные годы или учебный; взяты календарные 2022 и 2023. "
    "Если это 2022/2023 учебный год, срок истекает 31.08.2023",
    "1.2": "Два срока на одни и те же документы: здесь декабрь 2021 года, а в п. 2.1 и 2.2 приказа карта и положение "
    "ОО – до 25.01.2022. Для строки взят её собственный срок",
    "2.1": "Срок не напечатан; взят срок раздела 2, который и сам требует уточнения",
}

UNCONFIRMED_SECTIONS = {
    "2": "Не сказано, календарные годы или учебный; взяты календарные 2022 и 2023. "
    "Если это 2022/2023 учебный год, срок истекает 31.08.2023",
    "3": "Строки 3.1 и 3.2 назначены на осень каждого года с 2021 по 2024; для строк взяты их собственные сроки",
    "4": "Строки 4.1–4.5 кончаются на месяц позже раздела, в декабре 2024 года; для строк взяты их собственные сроки",
    "5": "Строки 5.1 и 5.2 начинаются раньше раздела, с 2022 года; для строк взяты их собственные сроки",
}


@pytest.fixture
def roadmap(rulebook: Rulebook) -> Roadmap:
    return rulebook.roadmaps["khasansky"]


def test_calendar_is_what_a_clerk_reads_from_the_order(roadmap: Roadmap) -> None:
    assert calendar_of(roadmap) == calendar(EXPECTED)


def test_headings_have_the_windows_printed_beside_them(roadmap: Roadmap) -> None:
    assert section_calendar_of(roadmap) == calendar(EXPECTED_OF_SECTIONS)


def test_order_has_16_activities_and_3_items_of_its_own_text(roadmap: Roadmap) -> None:
    numbers = [activity.number for activity in roadmap.activities]
    assert numbers[:16] == list(DEADLINES)[:16]
    assert numbers[16:] == ["п. 2.1 приказа", "п. 2.2 приказа", "п. 2.3 приказа"]
    assert [activity.key for activity in roadmap.activities] == list(DEADLINES)


def test_row_1_is_an_activity_and_the_4_headings_begin_with_2(roadmap: Roadmap) -> None:
    sections = [activity.section for activity in roadmap.activities]
    assert [section.number for section in roadmap.sections] == ["2", "3", "4", "5"]
    assert Counter(section.number for section in sections if section) == {"2": 1, "3": 3, "4": 5, "5": 4}
    assert sections[:3] == [None, None, None]


def test_document_is_the_order_of_9_november_2021_with_its_plan(roadmap: Roadmap) -> None:
    assert (roadmap.document.number, roadmap.document.signed_on) == ("134", date(2021, 11, 9))
    assert roadmap.document.file == "001_3683449549ee6467.txt"
    assert roadmap.plan_stated == "2021-2024 гг."
    assert (roadmap.plan_from, roadmap.plan_to) == (date(2021, 1, 1), date(2024, 12, 31))


def test_years_before_2024_are_not_asked_about(roadmap: Roadmap) -> None:
    assert roadmap.tracked_from == date(2024, 1, 1)


def test_deadlines_stand_word_for_word(roadmap: Roadmap) -> None:
    assert {activity.key: activity.deadline for activity in roadmap.activities} == DEADLINES
    assert {section.number: section.deadline for section in roadmap.sections} == DEADLINES_OF_SECTIONS


def test_schools_report_on_their_own_papers_registers_publications_and_candidates(roadmap: Roadmap) -> None:
    reporters = {activity.key: activity.reported_by for activity in roadmap.activities}
    assert [key for key, reporter in reporters.items() if reporter is Reporter.SCHOOLS] == [
        "1.2",
        "3.1",
        "3.2",
        "4.5",
        "order-2.1",
        "order-2.2",
        "order-2.3",
    ]
    assert [key for key, reporter in reporters.items() if reporter is Reporter.BOTH] == ["2.1", "4.3"]
    assert Reporter.OTHER not in reporters.values()


def test_order_settles_the_reporter_where_one_column_is_filled_or_its_own_words_say_so(roadmap: Roadmap) -> None:
    assert [activity.key for activity in roadmap.activities if activity.reporter_confirmed] == [
        "2.1",
        "3.1",
        "3.2",
        "order-2.1",
        "order-2.2",
        "order-2.3",
    ]


def test_registers_are_the_only_rows_without_the_district_among_the_responsible(roadmap: Roadmap) -> None:
    rows = roadmap.activities[:16]
    assert [row.key for row in rows if "правление образования" not in (row.responsible or "")] == ["3.1", "3.2"]


def test_unconfirmed_are_the_deadlines_that_somebody_must_decide(roadmap: Roadmap) -> None:
    occurrences = [each for activity in roadmap.activities for each in activity.occurrences]
    assert {each.key: each.reason for each in occurrences if not each.confirmed} == UNCONFIRMED


def test_headings_at_odds_with_their_rows_are_unconfirmed(roadmap: Roadmap) -> None:
    windows = [each for section in roadmap.sections for each in section.windows]
    assert {each.key: each.reason for each in windows if not each.confirmed} == UNCONFIRMED_SECTIONS
