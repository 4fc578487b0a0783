from __future__ import annotations

from datetime import date
from typing import Any

from engine.rulebook.deadlines.deadline import Confidence, Conventions
from engine.rulebook.roadmaps.resolving import outside_section, resolved
from engine.rulebook.roadmaps.roadmap import Activity, Roadmap
from engine.rulebook.roadmaps.written import WrittenRoadmap

ROW: dict[str, Any] = {
    "title": "Сбор отчётов",
    "responsible": "ОО",
    "reported_by": "schools",
    "confirmed": True,
    "reason": "Ответственные – ОО",
}
DECIDED: dict[str, Any] = {"confirmed": True, "reason": "Решено на совещании"}


def roadmap_of(*activities: dict[str, Any], sections: tuple[dict[str, Any], ...] = (), **fields: Any) -> Roadmap:  # noqa: ANN401  fields of a roadmap
    document = {"title": "Приказ", "source": "тест", "signed_on": "2020-09-25"}
    written = {
        "id": "plan",
        "title": "План",
        "document": document,
        "plan_from": "2020-01-01",
        "plan_to": "2024-12-31",
        "sections": sections,
        "activities": [{"number": "1", **ROW, **each} for each in activities],
        **fields,
    }
    return resolved(WrittenRoadmap.model_validate(written), Conventions())


def read(**activity: Any) -> Activity:  # noqa: ANN401  fields of an activity
    return roadmap_of(activity).activities[0]


def test_exact_deadline_is_confirmed_without_a_word_of_anybody() -> None:
    (once,) = read(deadline="Август 2020 г").occurrences
    assert (once.key, once.starts_on, once.due_on) == ("1", date(2020, 8, 1), date(2020, 8, 31))
    assert (once.confidence, once.confirmed, once.reason) == (Confidence.EXACT, True, None)


def test_deadline_read_with_an_assumption_waits_for_a_person_and_says_what_was_assumed() -> None:
    (once,) = read(deadline="2022-2023").occurrences
    assert (once.due_on, once.confidence, once.confirmed) == (date(2023, 12, 31), Confidence.ASSUMED, False)
    assert once.notes


def test_person_may_accept_the_engines_reading() -> None:
    (once,) = read(deadline="2022-2023", reading=DECIDED).occurrences
    assert (once.due_on, once.confirmed, once.reason) == (date(2023, 12, 31), True, "Решено на совещании")
    assert once.confidence is Confidence.ASSUMED


def test_person_may_say_it_in_other_words() -> None:
    activity = read(deadline="2022-2023", reading={**DECIDED, "text": "2022/2023 учебный год"})
    (once,) = activity.occurrences
    assert activity.deadline == "2022-2023"
    assert (once.key, once.starts_on, once.due_on) == ("1@2022-23", date(2022, 9, 1), date(2023, 8, 31))


def test_person_may_give_the_dates_themselves() -> None:
    dates = [{"key": "1/1", "due_on": "2020-10-01"}, {"key": "1/2", "starts_on": "2020-11-01"}]
    activity = read(deadline="по согласованию", reading={**DECIDED, "confirmed": False, "occurrences": dates})
    assert [(each.key, each.starts_on, each.due_on, each.confirmed) for each in activity.occurrences] == [
        ("1/1", None, date(2020, 10, 1), False),
        ("1/2", date(2020, 11, 1), None, False),
    ]


def test_recurring_activity_has_an_occurrence_a_year_with_the_year_in_its_key() -> None:
    activity = read(deadline="Май, ежегодно", key="5.2")
    assert [(each.key, each.due_on) for each in activity.occurrences] == [
        (f"5.2@{year}", date(year, 5, 31)) for year in (2021, 2022, 2023, 2024)
    ]


def test_blank_deadline_inherits_its_sections_and_waits_for_a_person() -> None:
    section = {"number": "2", "title": "Раздел", "deadline": "октябрь 2020 года"}
    roadmap = roadmap_of({"deadline": None, "section": "2"}, sections=(section,))
    (once,) = roadmap.activities[0].occurrences
    assert (once.starts_on, once.due_on, once.confirmed) == (date(2020, 10, 1), date(2020, 10, 31), False)


def test_section_is_read_as_decided_where_it_is_garbled() -> None:
    reading = {**DECIDED, "text": "октябрь-декабрь 2020 г."}
    section = {"number": "3", "title": "Раздел", "deadline": "Октябрь-декабрь 2620 г.", "reading": reading}
    roadmap = roadmap_of({"deadline": None, "section": "3"}, sections=(section,))
    assert roadmap.sections[0].windows[0].due_on == date(2020, 12, 31)
    assert roadmap.activities[0].occurrences[0].due_on == date(2020, 12, 31)


def test_blank_deadline_without_a_section_has_no_date_and_waits() -> None:
    (once,) = read(deadline=None).occurrences
    assert (once.key, once.starts_on, once.due_on, once.confirmed) == ("1", None, None, False)


def test_row_that_repeats_another_owes_nothing_of_its_own() -> None:
    roadmap = roadmap_of({"deadline": "31.12.2020"}, {"number": "2", "deadline": "до 31.12.2020", "repeats": "1"})
    assert [len(each.occurrences) for each in roadmap.activities] == [1, 0]


def test_section_itself_is_no_activity() -> None:
    section = {"number": "1", "title": "Раздел", "deadline": "сентябрь 2020 г."}
    roadmap = roadmap_of({"number": "1.1", "deadline": "2020 г.", "section": "1"}, sections=(section,))
    assert [each.number for each in roadmap.activities] == ["1.1"]


def test_rows_outside_their_sections_window_are_found() -> None:
    section = {"number": "3", "title": "Раздел", "deadline": "октябрь-декабрь 2020 г."}
    roadmap = roadmap_of(
        {"number": "3.1", "deadline": "Январь 2021", "section": "3"},
        {"number": "3.2", "deadline": "ноябрь 2020", "section": "3"},
        {"number": "3.3", "deadline": "сентябрь-ноябрь 2020", "section": "3"},
        {"number": "3.4", "deadline": None, "section": "3"},
        {"number": "4", "deadline": "2022 г."},
        sections=(section,),
    )
    assert [each.number for each in roadmap.activities if outside_section(each)] == ["3.1", "3.3"]


def test_horizon_bounds_what_recurs_without_an_end() -> None:
    written = {
        "id": "plan",
        "title": "План",
        "document": {"title": "Комплекс мер", "source": "тест"},
        "activities": [{"number": "2.1", **ROW, "deadline": "2021-2023 гг., далее – ежегодно"}],
    }
    roadmap = resolved(WrittenRoadmap.model_validate(written), Conventions(horizon=date(2025, 12, 31)))
    assert [each.key for each in roadmap.activities[0].occurrences] == [
        f"2.1@{year}" for year in (2021, 2022, 2023, 2024, 2025)
    ]
