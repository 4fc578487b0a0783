from __future__ import annotations

from datetime import date

import pytest
from support.consolidations import planned_scope
from support.document_text import sample_scope
from support.roadmaps import activity, activity_of, occurrence, plan

from engine.report.documents.plan import (
    NO_ROADMAP,
    by_district,
    overdue,
    overdue_note,
    overdue_rows,
    plan_words,
    unknown_rows,
    upcoming,
    upcoming_note,
)
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook


def said(scope: Scope) -> str:
    return " ".join(plan_words(scope)).replace("\u00a0", " ")


def planned(rulebook: Rulebook, statuses: dict[tuple[str, str], str], place_id: str = "01") -> Scope:
    """Ручейский район with a roadmap of three activities: two long due, one in January."""
    small = plan(
        activity("1", date(2024, 10, 31)),
        activity("2", date(2024, 12, 30)),
        activity("3", date(2025, 1, 31)),
    )
    return planned_scope(
        rulebook, [small], {(place, "plan", key): status for (place, key), status in statuses.items()}, place_id
    )


def test_district_without_a_roadmap_is_told_so(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "01")
    assert said(scope) == NO_ROADMAP
    assert (overdue(scope), upcoming(scope), upcoming_note(scope), overdue_note(scope)) == ((), (), "", "")


def test_states_are_counted_without_the_targets(rulebook: Rulebook) -> None:
    text = said(sample_scope(rulebook, "02"))
    assert (
        "По дорожной карте на 31.12.2024 отслеживается 9 мероприятий (каждое считается у каждого, кто за него "
        "отвечает): выполнено – 2 (из них с опозданием – 1), просрочено – 2, срок перенесён – 1, неприменимо – 1, "
        "срок требует уточнения – 1, срок прошёл, а сведений нет – 2."
    ) in text
    assert (
        "Просрочены 2 мероприятия у 2 исполнителей; наибольшая просрочка – 1 575 дней: Холмский городской округ."
        in text
    )


def test_only_what_the_workbook_shows_is_counted(rulebook: Rulebook) -> None:
    far = activity_of("9", [occurrence("9", date(2026, 3, 31), date(2026, 3, 1))])
    statuses = {("0101", "plan", "1"): "done", ("0101", "plan", "9"): "not_due"}
    text = said(planned_scope(rulebook, [plan(activity("1", date(2024, 10, 31)), far)], statuses))
    assert "отслеживается 1 мероприятие (" in text
    assert "Мероприятия, которые начнутся после 31.03.2025, сюда не входят." in text


def test_targets_that_were_missed_are_named(rulebook: Rulebook) -> None:
    text = said(sample_scope(rulebook, "00"))
    assert "Дорожные карты заданы у 1 из 2 муниципалитетов." in text
    assert "Целей дорожной карты, срок которых наступил: достигнуто – 2, не достигнуто – 1." in text
    assert "Не достигнуто: Холмский городской округ, № 7 (срок 31.12.2023) – цель 60 %" in text


def test_overdue_activities_stand_with_days_the_longest_first(rulebook: Rulebook) -> None:
    scope = planned(rulebook, {("0101", "1"): "overdue", ("0102", "2"): "overdue", ("0103", "1"): "unknown"})
    assert [(each.who, each.number, each.due_on, each.days) for each in overdue(scope)] == [
        ("МБОУ «Ручейская СОШ № 1»", "1", "31.10.2024", "61"),
        ("МБОУ «Мостовская ООШ»", "2", "30.12.2024", "1"),
    ]
    assert (len(overdue_rows(scope)), len(unknown_rows(scope))) == (2, 1)


def test_nothing_overdue_is_said_of_those_who_are_known(rulebook: Rulebook) -> None:
    assert "Просроченных мероприятий нет." in said(planned(rulebook, {("0101", "1"): "done"}))
    text = said(planned(rulebook, {("0101", "1"): "done", ("0102", "1"): "unknown"}))
    assert "Среди тех, о ком есть сведения, просроченных мероприятий нет." in text


def test_long_list_of_overdue_activities_is_cut_and_says_so(rulebook: Rulebook) -> None:
    many = plan(*(activity(str(number), date(2024, 10, 31)) for number in range(1, 31)))
    statuses = {("0101", "plan", str(number)): "overdue" for number in range(1, 31)}
    scope = planned_scope(rulebook, [many], statuses)
    assert len(overdue(scope)) == 25
    assert overdue_note(scope) == "Показано строк: 25 из 30; остальные – в своде на листе «Просрочено»."


@pytest.mark.parametrize(
    ("statuses", "left"),
    [
        ({("0101", "3"): "not_due"}, "Ручейская СОШ № 1"),
        ({("0101", "3"): "not_due", ("0102", "3"): "due_soon"}, "все, кто отвечает"),
        ({("0101", "3"): "not_due", ("0102", "3"): "done"}, "Ручейская СОШ № 1"),
        ({("0101", "3"): "not_due", ("0102", "3"): "unknown"}, "Ручейская СОШ № 1; нет сведений: Мостовская ООШ"),
        ({("01", "3"): "due_soon", ("0101", "3"): "done"}, "сам муниципалитет"),
    ],
)
def test_who_has_not_done_what_falls_due_is_named(
    rulebook: Rulebook, statuses: dict[tuple[str, str], str], left: str
) -> None:
    assert [(each.due_on, each.left) for each in upcoming(planned(rulebook, statuses))] == [("31.01.2025", left)]


def test_region_names_the_district_before_those_who_are_left(rulebook: Rulebook) -> None:
    scope = planned(rulebook, {("0101", "3"): "not_due", ("0102", "3"): "done"}, "00")
    assert upcoming(scope)[0].left == "Ручейский район: Ручейская СОШ № 1"


def test_nothing_ahead_is_said(rulebook: Rulebook) -> None:
    scope = planned(rulebook, {("0101", "3"): "done"})
    assert upcoming_note(scope) == "До 31.03.2025 сроков, к которым что-то ещё осталось выполнить, нет."


def test_region_has_a_row_per_district_and_says_where_there_is_no_roadmap(rulebook: Rulebook) -> None:
    first, second = by_district(sample_scope(rulebook, "00"))
    assert (first.name, first.done) == ("Ручейский район", "карта не задана")
    assert (second.done, second.overdue, second.unknown) == ("2", "2", "2")
    assert by_district(sample_scope(rulebook, "02")) == ()
