"""The order of Ayano-Maysky district (seed 000), as a clerk reads it with the order and a calendar in hand."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from roadmaps.expected import calendar, calendar_of, section_calendar_of

from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.roadmaps.written import Reporter
from engine.rulebook.rulebook import Rulebook

# 2.1 runs from the day of the order. May 2020 is over when the order is signed: 5.2 begins in 2021.
EXPECTED = """
1.1       01.07.2020  31.08.2020  exact
1.2       01.08.2020  31.08.2020  exact
1.3       01.09.2020  30.09.2020  exact
1.4       01.09.2020  30.09.2020  exact
2.1       25.09.2020  31.12.2020  assumed
2.2       01.10.2020  31.10.2020  exact
3.1@2021  01.09.2021  30.11.2021  exact
3.1@2022  01.09.2022  30.11.2022  exact
3.1@2023  01.09.2023  30.11.2023  exact
3.1@2024  01.09.2024  30.11.2024  exact
3.2@2021  01.09.2021  30.11.2021  exact
3.2@2022  01.09.2022  30.11.2022  exact
3.2@2023  01.09.2023  30.11.2023  exact
3.2@2024  01.09.2024  30.11.2024  exact
3.3       01.01.2021  31.01.2021  exact
4.1       01.01.2021  31.12.2024  exact
4.2       01.01.2021  31.12.2024  exact
4.3       01.01.2021  31.12.2024  exact
4.4       01.01.2021  31.12.2024  exact
4.5       01.01.2021  31.12.2024  exact
5.1       01.01.2021  31.12.2024  exact
5.2@2021  01.05.2021  31.05.2021  exact
5.2@2022  01.05.2022  31.05.2022  exact
5.2@2023  01.05.2023  31.05.2023  exact
5.2@2024  01.05.2024  31.05.2024  exact
5.3       01.01.2023  31.12.2023  exact
5.4       01.01.2024  31.12.2024  exact
"""

EXPECTED_OF_SECTIONS = """
1  01.05.2020  31.10.2020  exact
2  01.09.2020  30.09.2020  exact
3  01.10.2020  31.12.2020  repaired
4  01.10.2021  30.11.2024  exact
5  01.01.2023  31.12.2024  exact
"""

DEADLINES = {
    "1.1": "Июль- август 2020 г",
    "1.2": "Август 2020 г",
    "1.3": "Сентябрь 2020 г.",
    "1.4": "Сентябрь 2020 г",
    "2.1": "в течении года",
    "2.2": "Октябрь 2020 г",
    "3.1": "Сентябрь-ноябрь Ежегодно 2021-2024 гг.",
    "3.2": "Сентябрь-ноябрь Ежегодно 2021-2024 гг.",
    "3.3": "Январь 2021",
    "4.1": "2021-2024 гг.",
    "4.2": "2021-2024 гг.",
    "4.3": "2021-2024 гг.",
    "4.4": "2021—2024 гг.",
    "4.5": "2021-2024 гг.",
    "5.1": "2021-2024 гг",
    "5.2": "Май, ежегодно",
    "5.3": "2023 г",
    "5.4": "2024 г",
}

DEADLINES_OF_SECTIONS = {
    "1": "Май-октябрь 2020 г",
    "2": "Сентябрь 2020 г",
    "3": "Октябрь-декабрь 2620 г.",
    "4": "Октябрь 2021- ноябрь 2024 гг",
    "5": "2023-2024 гг.",
}

UNCONFIRMED = {
    "2.1": "Какой год, не сказано; взято время от приказа до конца 2020 года, на который назначен раздел. "
    "Может быть и 2020/2021 учебный год, и каждый год плана",
}

UNCONFIRMED_SECTIONS = {
    "2": "Срок раздела истекает раньше, чем сроки строк 2.1 и 2.2; для строк взяты их собственные сроки",
    "3": "Напечатано «2620»; если неверна одна цифра, в план 2020–2024 годов укладывается только 2020. "
    "Строки 3.1–3.3 назначены на 2021–2024 годы; для строк взяты их собственные сроки",
    "4": "Строки 4.1–4.5 начинаются раньше раздела, с января 2021 года, и кончаются позже, в декабре 2024 года; "
    "для строк взяты их собственные сроки",
    "5": "Строки 5.1 и 5.2 начинаются раньше раздела, с 2021 года; для строк взяты их собственные сроки",
}


@pytest.fixture
def roadmap(rulebook: Rulebook) -> Roadmap:
    return rulebook.roadmaps["ayano-maysky"]


def test_calendar_is_what_a_clerk_reads_from_the_order(roadmap: Roadmap) -> None:
    assert calendar_of(roadmap) == calendar(EXPECTED)


def test_headings_have_the_windows_printed_beside_them(roadmap: Roadmap) -> None:
    assert section_calendar_of(roadmap) == calendar(EXPECTED_OF_SECTIONS)


def test_order_has_18_activities_in_5_sections(roadmap: Roadmap) -> None:
    sections = [activity.section for activity in roadmap.activities]
    assert [section.number for section in roadmap.sections] == ["1", "2", "3", "4", "5"]
    assert Counter(section.number for section in sections if section) == {"1": 4, "2": 2, "3": 3, "4": 5, "5": 4}
    assert [activity.number for activity in roadmap.activities] == list(DEADLINES)
    assert None not in sections


def test_document_is_the_order_of_25_september_2020_with_its_plan(roadmap: Roadmap) -> None:
    assert (roadmap.document.number, roadmap.document.signed_on) == ("76/1", date(2020, 9, 25))
    assert roadmap.document.file == "000_d850926538980928.txt"
    assert roadmap.plan_stated == "2020-2024 гг."
    assert (roadmap.plan_from, roadmap.plan_to) == (date(2020, 1, 1), date(2024, 12, 31))


def test_years_before_2024_are_not_asked_about(roadmap: Roadmap) -> None:
    assert roadmap.tracked_from == date(2024, 1, 1)


def test_deadlines_stand_word_for_word(roadmap: Roadmap) -> None:
    assert {activity.key: activity.deadline for activity in roadmap.activities} == DEADLINES
    assert {section.number: section.deadline for section in roadmap.sections} == DEADLINES_OF_SECTIONS


def test_schools_report_on_their_own_papers_surveys_registers_publications_and_candidates(roadmap: Roadmap) -> None:
    reporters = {activity.key: activity.reported_by for activity in roadmap.activities}
    assert [key for key, reporter in reporters.items() if reporter is Reporter.SCHOOLS] == [
        "1.4",
        "2.2",
        "3.1",
        "3.2",
        "4.5",
    ]
    assert [key for key, reporter in reporters.items() if reporter is Reporter.BOTH] == ["4.3"]
    assert Reporter.OTHER not in reporters.values()


def test_order_settles_the_reporter_only_where_it_approves_the_roadmap_itself(roadmap: Roadmap) -> None:
    assert [activity.key for activity in roadmap.activities if activity.reporter_confirmed] == ["1.1"]


def test_unconfirmed_are_the_deadlines_that_somebody_must_decide(roadmap: Roadmap) -> None:
    occurrences = [each for activity in roadmap.activities for each in activity.occurrences]
    assert {each.key: each.reason for each in occurrences if not each.confirmed} == UNCONFIRMED


def test_headings_at_odds_with_their_rows_are_unconfirmed(roadmap: Roadmap) -> None:
    windows = [each for section in roadmap.sections for each in section.windows]
    assert {each.key: each.reason for each in windows if not each.confirmed} == UNCONFIRMED_SECTIONS


def test_titles_are_whole_where_the_scan_broke_them(roadmap: Roadmap) -> None:
    titles = {activity.key: activity.title for activity in roadmap.activities}
    assert titles["1.4"] == (
        "Разработка нормативно-правовых актов, обеспечивающих внедрение целевой модели наставничества: "
        "– дорожные карты ОО, – распорядительные акты о внедрении целевой модели наставничества на уровне ОО, "
        "– Положения о программе наставничества в ОО, – Программы наставничества обучающихся ОО. "
        "Определение и закрепление школьных кураторов."
    )
    assert titles["4.4"] == (
        "Трансляция лучших практик наставничества на образовательных мероприятиях: Слёт молодых педагогов и "
        "наставников «Педагогический дуэт», районная научно-практическая конференция педагогов, августовская "
        "научно-практическая конференция и другое"
    )
