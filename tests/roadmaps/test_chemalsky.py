"""The plan of Chemalsky district (seed 002), as a clerk reads it with the plan and a calendar in hand."""

from __future__ import annotations

from datetime import date

import pytest
from roadmaps.expected import calendar, calendar_of

from engine.rulebook.deadlines.deadline import DeadlineKind
from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.rulebook import Rulebook

EXPECTED = """
1          01.06.2020  31.07.2020  repaired
2          01.06.2020  31.07.2020  exact
3          01.06.2020  31.07.2020  exact
4          –           15.07.2020  exact
5          –           15.07.2020  exact
6          01.08.2020  31.08.2020  assumed
7          –           04.08.2020  exact
8          –           10.08.2020  exact
9          01.08.2020  31.08.2020  exact
10         01.09.2020  31.10.2020  repaired
11         –           01.09.2020  repaired
12         –           01.09.2020  repaired
13         –           01.08.2020  exact
14         –           01.09.2020  repaired
15/1       01.09.2020  30.09.2020  repaired
15/2       01.09.2020  31.03.2021  repaired
16         01.10.2020  31.10.2020  exact
17@2020-21 01.09.2020  31.08.2021  repaired
18@2020-21 01.09.2020  31.08.2021  repaired
19         –           20.07.2020  exact
20         –           –           assumed
21         –           01.11.2020  exact
22         –           01.01.2021  exact
23         01.02.2021  28.02.2021  exact
24         01.02.2021  28.02.2021  exact
25         01.04.2021  31.05.2021  exact
26         01.05.2021  31.05.2021  exact
27         01.09.2021  31.10.2021  repaired
28         05.10.2021  31.10.2021  assumed
"""

DEADLINES = {
    "1": "Июнь- иголь 2020 года",
    "2": "Июнь- июль 2020 года",
    "3": "Июнь- июль 2020 года",
    "4": "15 июля 2020 года",
    "5": "15 июля 2020 года",
    "6": "август",
    "7": "04.08. 2020",
    "8": "10 августа 2020 года",
    "9": "Август 2020 года",
    "10": "Сентябр ь- октябрь 2020 года",
    "11": "До 1 сентябр я 2020 года",
    "12": "До 1 сентябр я 2020 года",
    "13": "До 1 августа 2020 года",
    "14": "До 1 сентябр я 2020 года",
    "15": "Сентябр ь 2020 года; Сентябр ь-март 2020 года",
    "16": "Октябрь 2020 года",
    "17": "В течение 2020/20 21 учебног о года",
    "18": "В течение 2020/20 21 учебног о года",
    "19": "20 июля 2020 года",
    "20": None,
    "21": "До 1 ноября 2020 года",
    "22": "До 1 января 2021 года",
    "23": "Февраль 2021 года",
    "24": "Февраль 2021 года",
    "25": "Апрель- май 2021 года",
    "26": "Май 2021 года",
    "27": "Сентябр ь- октябрь 2021 года",
    "28": "День учителя октябрь 2021 года",
}

#: Rows that the district is not named for alone: who reports on them, and whether the plan itself settles it.
REPORTERS = {
    "6": ("district", False),
    "7": ("schools", True),
    "8": ("both", True),
    "9": ("schools", True),
    "10": ("schools", True),
    "15": ("district", False),
    "16": ("district", False),
    "25": ("district", False),
    "26": ("both", False),
    "28": ("district", False),
}

UNCONFIRMED = {
    "1": "Напечатано «иголь»; похоже на «июль», как в строках 2 и 3",
    "6": "Год не указан; взят из соседних строк 5 и 7",
    "15/1": "Два срока на два действия; слова разорваны переносом строки. Март 2020 года прошёл бы раньше сентября, "
    "поэтому второй срок кончается в марте 2021 года",
    "15/2": "Два срока на два действия; слова разорваны переносом строки. Март 2020 года прошёл бы раньше сентября, "
    "поэтому второй срок кончается в марте 2021 года",
    "20": "Срок в плане не указан, взять его неоткуда",
    "28": "День учителя – 5 октября, но назван и весь октябрь; принято с 5 по 31 октября 2021 года",
}


@pytest.fixture
def roadmap(rulebook: Rulebook) -> Roadmap:
    return rulebook.roadmaps["chemalsky"]


def test_calendar_is_what_a_clerk_reads_from_the_plan(roadmap: Roadmap) -> None:
    assert calendar_of(roadmap) == calendar(EXPECTED)


def test_plan_has_28_activities_without_sections(roadmap: Roadmap) -> None:
    assert [activity.number for activity in roadmap.activities] == [str(number) for number in range(1, 29)]
    assert roadmap.sections == ()


def test_document_has_a_plan_period_but_no_order(roadmap: Roadmap) -> None:
    assert (roadmap.document.number, roadmap.document.signed_on) == (None, None)
    assert roadmap.document.file == "002_cbcfb3ca034f5f06.txt"
    assert roadmap.plan_stated == "2020 — 2021 гг."
    assert (roadmap.plan_from, roadmap.plan_to) == (date(2020, 1, 1), date(2021, 12, 31))


def test_only_the_second_year_of_the_plan_is_asked_about(roadmap: Roadmap) -> None:
    assert roadmap.tracked_from == date(2021, 1, 1)


def test_deadlines_stand_word_for_word(roadmap: Roadmap) -> None:
    assert {activity.key: activity.deadline for activity in roadmap.activities} == DEADLINES


def test_district_reports_on_everything_but_what_schools_are_named_for(roadmap: Roadmap) -> None:
    reporters = {
        activity.key: (activity.reported_by.value, activity.reporter_confirmed) for activity in roadmap.activities
    }
    assert reporters == dict.fromkeys(DEADLINES, ("district", True)) | REPORTERS


def test_rows_without_a_responsible_are_left_without_one(roadmap: Roadmap) -> None:
    assert [activity.key for activity in roadmap.activities if activity.responsible is None] == ["15", "16"]


def test_result_is_missing_only_where_the_plan_names_none(roadmap: Roadmap) -> None:
    assert [activity.key for activity in roadmap.activities if activity.result is None] == ["14"]


def test_unconfirmed_are_the_deadlines_that_somebody_must_decide(roadmap: Roadmap) -> None:
    occurrences = [each for activity in roadmap.activities for each in activity.occurrences]
    assert {each.key: each.reason for each in occurrences if not each.confirmed} == UNCONFIRMED


def test_blank_deadline_has_no_section_to_inherit_from(roadmap: Roadmap) -> None:
    (blank,) = [activity for activity in roadmap.activities if activity.deadline is None]
    assert (blank.key, blank.kind) == ("20", DeadlineKind.NONE)
