from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.roadmaps import activity, activity_of, occurrence, plan

from engine.cli.radar import record, roadmap_lines, why_unsure
from engine.pipeline.roadmaps import Listed, PlaceStatus, chosen_roadmaps, listed
from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.rulebook import Rulebook

AS_OF = date(2022, 11, 15)


def shown(rulebook: Rulebook, *roadmaps: Roadmap, lang: str = "ru") -> list[str]:
    return list(roadmap_lines(roadmaps, listed(roadmaps, None), AS_OF, rulebook, lang))


def told(rulebook: Rulebook, roadmap: Roadmap, *places: PlaceStatus) -> str:
    """The last line of a roadmap of one activity with these places' statuses."""
    (only,) = roadmap.activities
    rows = [Listed(roadmap, only, each, places) for each in only.occurrences]
    return list(roadmap_lines([roadmap], rows, AS_OF, rulebook, "ru"))[-1].strip()


@pytest.mark.parametrize(
    ("starts_on", "due_on", "line"),
    [
        (date(2022, 9, 1), date(2022, 11, 30), "01.09.2022 – 30.11.2022; идёт, осталось 15 дн."),
        (None, date(2022, 11, 30), "до 30.11.2022; идёт, осталось 15 дн."),
        (None, date(2018, 11, 15), "до 15.11.2018; срок прошёл 1\u00a0461 дн. назад"),
        (None, AS_OF, "до 15.11.2022; срок в этот день"),
        (None, date(2022, 11, 1), "до 01.11.2022; срок прошёл 14 дн. назад"),
        (date(2022, 12, 1), date(2022, 12, 31), "01.12.2022 – 31.12.2022; ещё не началось, срок через 46 дн."),
        (date(2022, 12, 1), None, "с 01.12.2022"),
        (None, None, "даты нет"),
    ],
)
def test_line_says_how_an_activity_stands_on_the_day(
    rulebook: Rulebook, starts_on: date | None, due_on: date | None, line: str
) -> None:
    assert shown(rulebook, plan(activity("1", due_on, starts_on=starts_on)))[-1].strip() == line


def test_head_names_document_plan_followers_and_since_when_reports_are_asked(rulebook: Rulebook) -> None:
    head = shown(rulebook, *chosen_roadmaps(rulebook, "khasansky"))[:4]
    assert head[0].startswith("khasansky: Дорожная карта внедрения целевой модели наставничества")
    assert head[1].endswith("от 09.11.2021 № 134")
    assert head[2] == "Этой карте следуют: Тихореченский район."
    assert head[3] == "План: 01.01.2021 – 31.12.2024. В отчёт входят мероприятия со сроком 01.01.2024 и позже."


def test_roadmap_without_followers_and_plan_says_so(rulebook: Rulebook) -> None:
    head = shown(rulebook, plan())
    assert head[2:] == ["Этой карте никто не следует.", "Период плана в документе не назван."]


def test_recurring_activity_has_its_words_once_and_a_line_a_year(rulebook: Rulebook) -> None:
    years = [occurrence(f"5.2@{year}", date(year, 5, 31), date(year, 5, 1)) for year in (2022, 2023)]
    lines = shown(rulebook, plan(activity_of("5.2", years, deadline="Май, ежегодно")))
    assert [line.strip() for line in lines[4:]] == [
        "5.2   Мероприятие 5.2",
        "«Май, ежегодно»; отчитываются организации",
        "5.2 (2022): 01.05.2022 – 31.05.2022; срок прошёл 168 дн. назад",
        "5.2 (2023): 01.05.2023 – 31.05.2023; ещё не началось, срок через 197 дн.",
    ]


def test_proposal_is_marked_with_its_reason(rulebook: Rulebook) -> None:
    doubtful = activity_of("1", [occurrence("1", date(2020, 9, 8), confirmed=False)])
    assert shown(rulebook, plan(replace(doubtful, reporter_confirmed=False)))[-3:] == [
        "        «срок»; отчитываются организации (предложено, не подтверждено)",
        "        до 08.09.2020; срок прошёл 798 дн. назад",
        "        Срок требует уточнения. Возможно, в приказе опечатка.",
    ]


def test_without_a_persons_reason_the_readings_own_notes_say_why() -> None:
    noted = replace(occurrence("1", confirmed=False), reason=None, notes=(Note("no_year"),))
    assert why_unsure(noted, "ru")
    assert why_unsure(noted, "en")


def test_item_that_repeats_a_row_is_named_and_not_counted(rulebook: Rulebook) -> None:
    lines = shown(rulebook, *chosen_roadmaps(rulebook, "aksaysky"))
    assert "        «до 31.12.2020»; повторяет строку 4, отдельно не считается" in lines


def test_counts_and_the_worst_places_are_told(rulebook: Rulebook) -> None:
    line = told(
        rulebook,
        plan(activity("1", date(2022, 10, 31))),
        PlaceStatus("0501", "done", date(2022, 10, 1), None),
        PlaceStatus("0502", "done_late", date(2022, 11, 2), None),
        PlaceStatus("0503", "overdue", None, 15),
        PlaceStatus("0504", "unknown", None, 15),
    )
    assert line == (
        "до 31.10.2022; срок прошёл 15 дн. назад; выполнено: 2 из 4; просрочено: 1, больше всего на 15 дн.: "
        f"{rulebook.registry['0503'].name}; неизвестно (отчёта нет, он не принят или в нём нет строки): 1"
    )


def test_many_overdue_places_are_counted_after_the_first(rulebook: Rulebook) -> None:
    places = [PlaceStatus(f"05{number:02d}", "overdue", None, 15) for number in range(1, 11)]
    assert told(rulebook, plan(activity("1", date(2022, 10, 31))), *places).endswith(" и ещё 4")


def test_target_is_told_by_district_and_never_overdue(rulebook: Rulebook) -> None:
    target = plan(activity("4", date(2022, 10, 31), minimum="0.45"))
    assert told(rulebook, target, PlaceStatus("05", "missed", None, None)).endswith(
        "цель не достигнута: Старолуговской район"
    )
    assert "решается по охвату" in shown(rulebook, target)[-2]


def test_what_nobody_was_asked_about_says_so(rulebook: Rulebook) -> None:
    assert told(rulebook, plan(activity("1", date(2022, 10, 31)))).endswith("отчётов об этом не спрашивали")


def test_record_holds_the_contracts_columns() -> None:
    (row,) = listed([plan(activity("1", date(2022, 10, 31)))], None)
    written = record(row, "ru")
    assert {
        "roadmap": "plan",
        "activity": "1",
        "key": "1",
        "title": "Мероприятие 1",
        "deadline": "срок",
        "starts_on": None,
        "due_on": date(2022, 10, 31),
        "confidence": "exact",
        "confirmed": True,
        "reported_by": "schools",
    }.items() <= written.items()
    assert "places" not in written


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_roadmap_can_be_told_in_both_languages(rulebook: Rulebook, lang: str) -> None:
    assert len(shown(rulebook, *chosen_roadmaps(rulebook, None), lang=lang)) > 200


def test_postponed_and_undated_answers_are_counted_too(rulebook: Rulebook) -> None:
    statuses = ("postponed", "not_applicable", "not_applicable", "no_deadline", "due_soon")
    places = [PlaceStatus(f"05{number:02d}", status, None, None) for number, status in enumerate(statuses, 1)]
    line = told(rulebook, plan(activity("1", date(2022, 12, 31))), *places)
    assert line.endswith(
        "выполнено: 0 из 5; срок перенесён: 1; неприменимо: 2; не выполнено, срок впереди или не назначен: 2"
    )
