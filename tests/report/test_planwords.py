from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from support.consolidations import planned_scope, sample, sample_rulebook
from support.roadmaps import activity, activity_of, occurrence, plan

from engine.report.index import Index
from engine.report.plans import items
from engine.report.planwords import (
    REPORTERS,
    basis_words,
    days_words,
    document_words,
    due_words,
    goal_words,
    reporter_words,
    status_of,
    target_words,
    window_words,
)
from engine.report.scope import Scope
from engine.rulebook.model import HistoryRow
from engine.rulebook.roadmaps.roadmap import RoadmapDocument
from engine.rulebook.roadmaps.written import ActivityTarget, Reporter
from engine.rulebook.rulebook import Rulebook


def test_due_date_that_nobody_confirmed_is_marked() -> None:
    assert due_words(occurrence("1", date(2021, 12, 31))) == date(2021, 12, 31)
    assert due_words(occurrence("1", date(2021, 12, 31), confirmed=False)) == "31.12.2021?\nсрок требует уточнения"
    assert due_words(occurrence("1")) == "срок требует уточнения"


def test_window_is_said_in_dates() -> None:
    assert window_words(occurrence("1", date(2022, 11, 30), date(2022, 9, 1))) == "01.09 – 30.11.2022"
    assert window_words(occurrence("1", date(2021, 3, 31), date(2020, 9, 1))) == "01.09.2020 – 31.03.2021"
    assert window_words(occurrence("1", date(2020, 7, 15))) == "до 15.07.2020"
    assert window_words(occurrence("1", date(2020, 7, 15), date(2020, 7, 15))) == "до 15.07.2020"
    assert window_words(occurrence("1", None, date(2021, 9, 1))) == "с 01.09.2021, последнего дня нет"
    assert window_words(occurrence("1")) == "даты нет"


def test_document_says_where_the_roadmap_comes_from_and_what_is_asked_about() -> None:
    ordered = replace(
        plan(tracked_from=date(2024, 1, 1)),
        document=RoadmapDocument(title="О наставничестве", authority="Отдел", source="Приказ № 7."),
    )

    assert document_words(ordered) == ("Отдел. Приказ № 7. В отчёт входят мероприятия со сроком 01.01.2024 и позже.")
    assert document_words(plan()) == "Управление. тест."


def test_every_reporter_has_words() -> None:
    assert set(REPORTERS) == set(Reporter)
    assert reporter_words(activity("1", None, reported_by="both")) == "муниципалитет и организации"
    assert reporter_words(activity("4", date(2024, 12, 31), minimum="0.5")) == "никто: решается по охвату"


def test_days_agree_with_their_number() -> None:
    assert [days_words(days) for days in (1, 2, 11, 1575)] == [
        "1\u00a0день",
        "2\u00a0дня",
        "11\u00a0дней",
        "1\u00a0575\u00a0дней",
    ]


def target_scope(rulebook: Rulebook, due_on: date, status: str, indicator: str = "involved_pupils") -> Scope:
    target = ActivityTarget(indicator=indicator, minimum=Decimal("0.70"))
    roadmap = replace(plan(activity_of("8", [occurrence("8", due_on)], target=target)), id="p")
    planned = planned_scope(rulebook, [roadmap], {("01", "p", "8"): status})
    measured = sample(sample_rulebook(rulebook)).coverage
    return Scope(
        replace(planned.index, consolidation=replace(planned.index.consolidation, coverage=measured)), planned.place
    )


def test_decided_target_says_its_coverage_and_on_whom_it_rests(rulebook: Rulebook) -> None:
    scope = target_scope(rulebook, date(2024, 12, 31), "met")
    (item,) = items(scope)

    assert target_words(scope, item) == "▲ цель достигнута: 71,0\u00a0%, учтено 2 из 2"


def test_target_ahead_says_how_it_stands_now(rulebook: Rulebook) -> None:
    scope = target_scope(rulebook, date(2025, 12, 31), "not_due")
    (item,) = items(scope)

    assert target_words(scope, item) == "○ срок не наступил; сейчас 71,0\u00a0% при цели 70\u00a0%, учтено 2 из 2"
    assert basis_words(scope, item) is None


def test_target_of_an_earlier_year_rests_on_what_is_known_from_then(rulebook: Rulebook) -> None:
    scope = target_scope(rulebook, date(2020, 12, 31), "missed")
    row = HistoryRow(
        as_of=date(2020, 12, 31),
        place_id="01",
        indicator="involved_pupils",
        numerator=Decimal(156),
        denominator=Decimal(347),
        source="тест",
    )
    known = Scope(Index(scope.index.consolidation, replace(scope.rulebook, history=(row,))), scope.place)
    (item,) = items(known)

    assert target_words(known, item) == "▼ цель не достигнута: 45,0\u00a0%, данные прошлых лет"
    assert target_words(scope, item) == "▼ цель не достигнута (решается по охвату)"


def test_target_without_data_says_that_it_is_coverage_that_is_missing(rulebook: Rulebook) -> None:
    scope = target_scope(rulebook, date(2020, 12, 31), "unknown")
    (item,) = items(scope)

    assert status_of(item, item.rows[0]).text == "□ нет данных об охвате"


def test_target_that_counts_is_said_as_a_number(rulebook: Rulebook) -> None:
    count = target_scope(rulebook, date(2024, 12, 31), "met", "partner_organisations")
    (item,) = items(count)
    indicator = next(each for each in rulebook.indicators if each.id == "partner_organisations")
    hundred = replace(
        item,
        owed=replace(
            item.owed,
            activity=replace(item.activity, target=ActivityTarget(indicator=indicator.id, minimum=Decimal(100))),
        ),
    )

    assert target_words(count, item) == "▲ цель достигнута: 9, учтено 3 из 3"
    assert goal_words(hundred, indicator) == "100"
