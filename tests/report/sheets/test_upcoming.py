from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.consolidations import planned_scope
from support.roadmaps import activity, activity_of, occurrence, plan
from support.workbook_text import column, written

from engine.report.plans import items, last_day
from engine.report.scope import Scope
from engine.report.sheets import upcoming
from engine.report.sheets.upcoming import Entry, answering_words, entries, left_words
from engine.rulebook.rulebook import Rulebook

Completed = Callable[[Scope, Mapping[str, str]], Scope]
MONTH = activity("3", date(2025, 1, 31), starts_on=date(2025, 1, 1))
BOTH = activity("1", date(2024, 12, 31), reported_by="both")
FAR = activity("9", date(2025, 4, 1))
PLAN = replace(plan(MONTH, BOTH, FAR), id="p")
STATUSES = {
    ("0101", "p", "3"): "not_due",
    ("0102", "p", "3"): "done",
    ("0103", "p", "3"): "postponed",
    ("01", "p", "1"): "due_soon",
    ("0101", "p", "1"): "unknown",
    ("0101", "p", "9"): "not_due",
}


def test_days_stand_in_order_and_what_lies_beyond_is_left_out(rulebook: Rulebook) -> None:
    scope = planned_scope(rulebook, [PLAN], STATUSES)

    assert last_day(scope) == date(2025, 3, 31)
    assert [(each.on, each.falls_due, each.item.activity.number, len(each.left)) for each in entries(scope)] == [
        (date(2024, 12, 31), True, "1", 1),
        (date(2025, 1, 1), False, "3", 1),
        (date(2025, 1, 31), True, "3", 1),
    ]


def test_deadlines_of_a_day_stand_before_what_begins_on_it(rulebook: Rulebook) -> None:
    begins = activity("1", date(2025, 6, 30), starts_on=date(2025, 1, 31))
    scope = planned_scope(
        rulebook,
        [replace(plan(begins, MONTH), id="p")],
        {("0101", "p", "1"): "not_due", ("0101", "p", "3"): "not_due"},
    )

    assert [each.falls_due for each in entries(scope) if each.on == date(2025, 1, 31)] == [True, False]


def test_what_everybody_has_done_is_no_task(rulebook: Rulebook) -> None:
    done = {(place_id, "p", "3"): "done" for place_id in ("0101", "0102")}

    assert entries(planned_scope(rulebook, [PLAN], done)) == []


def test_sheet_says_who_answers_how_many_have_done_it_and_who_has_not(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(upcoming.write, planned_scope(rulebook, [PLAN], STATUSES), tmp_path)

    assert [cells[f"A{row}"].value for row in (6, 8)] == [
        "Декабрь 2024 – сроков истекает: 1",
        "Январь 2025 – сроков истекает: 1, начинается: 1",
    ]
    assert [cells[f"{letter}7"].value for letter in "BCDGHI"] == [
        "в отчётную дату",
        "► скоро срок",
        "1",
        "муниципалитет и 1 организация",
        "0 из 2",
        "сам муниципалитет\nнет принятого отчёта: 1 – Ручейская СОШ № 1",
    ]
    assert [cells[f"{letter}9"].value for letter in "BCGHI"] == [
        "через 1\u00a0день (ср)",
        "○ начинается, выполнить до 31.01.2025",
        "3 организации",
        "1 из 3",
        "1: Ручейская СОШ № 1",
    ]
    assert cells["C10"].value == "► срок выполнения"
    assert (cells["C7"].tone, cells["C10"].tone) == ("warn", None)  # today, and in 31 days


def test_region_names_the_district(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(upcoming.write, planned_scope(rulebook, [PLAN], STATUSES, "00"), tmp_path)

    assert {"Муниципалитет", "Ручейский район"} <= set(column(cells, "D"))


def test_date_that_nobody_confirmed_is_marked(rulebook: Rulebook, tmp_path: Path) -> None:
    unsure = activity_of("2", [occurrence("2", date(2025, 1, 31), confirmed=False)])
    scope = planned_scope(rulebook, [replace(plan(unsure), id="p")], {("0101", "p", "2"): "not_due"})

    assert written(upcoming.write, scope, tmp_path)["C7"].value == "► срок выполнения\nсрок требует уточнения"


def test_target_ahead_is_decided_by_coverage_and_asks_nobody(rulebook: Rulebook, tmp_path: Path) -> None:
    target = activity("8", date(2025, 1, 31), minimum="0.7")
    known = replace(target, target=target.target.model_copy(update={"indicator": "involved_pupils"}))
    scope = planned_scope(rulebook, [replace(plan(known), id="p")], {("01", "p", "8"): "not_due"})

    cells = written(upcoming.write, scope, tmp_path)

    assert [cells[f"{letter}7"].value for letter in "GHI"] == [
        "решается по охвату",
        "–",
        "○ срок не наступил (решается по охвату)",
    ]


def test_nothing_ahead_is_said_in_a_sentence(rulebook: Rulebook, tmp_path: Path) -> None:
    quiet = planned_scope(rulebook, [PLAN], {("0101", "p", "9"): "not_due"})

    assert written(upcoming.write, quiet, tmp_path)["A5"].value == (
        "С 31.12.2024 по 31.03.2025 ничего не начинается, и сроков, к которым что-то ещё осталось выполнить, нет."
    )
    assert written(upcoming.write, planned_scope(rulebook, [PLAN], {}), tmp_path)["A5"].value == upcoming.NO_ROADMAP


def test_long_list_of_who_is_left_is_cut_shorter_in_the_region(rulebook: Rulebook) -> None:
    statuses = {(f"010{number}", "p", "3"): "not_due" for number in (1, 2, 3)} | {("0201", "p", "3"): "done"}
    scope = planned_scope(rulebook, [PLAN], statuses)
    (item,) = items(scope)
    entry = Entry(
        date(2025, 1, 31), falls_due=True, item=replace(item, rows=(*item.rows, item.rows[0])), left=item.rows
    )

    assert left_words(scope, entry) == "3: Ручейская СОШ № 1, Мостовская ООШ, Родничок"
    assert answering_words(item) == "3 организации"


def test_who_has_no_accepted_report_is_told_apart_from_who_owes(completed: Completed, rulebook: Rulebook) -> None:
    roadmap = replace(plan(activity("1", date(2025, 1, 31))), id="p")
    statuses = {("0101", "p", "1"): "not_due", ("0102", "p", "1"): "unknown", ("0103", "p", "1"): "unknown"}
    scope = completed(planned_scope(rulebook, [roadmap], statuses), {"0102": "with_errors", "0103": "on_time"})

    (entry,) = entries(scope)

    assert left_words(scope, entry) == (
        "1: Ручейская СОШ № 1\nнет принятого отчёта: 1 – Мостовская ООШ\nнет сведений: 1 – Родничок"
    )


def test_nobody_owes_where_no_report_is_accepted(rulebook: Rulebook) -> None:
    roadmap = replace(plan(activity("1", date(2025, 1, 31))), id="p")
    scope = planned_scope(rulebook, [roadmap], {(f"010{number}", "p", "1"): "unknown" for number in (1, 2)})

    (entry,) = entries(scope)

    assert left_words(scope, entry) == "нет принятого отчёта: 2 – Ручейская СОШ № 1, Мостовская ООШ"


def test_everybody_is_named_in_one_word(rulebook: Rulebook) -> None:
    roadmap = replace(plan(activity("1", date(2025, 1, 31))), id="p")
    scope = planned_scope(rulebook, [roadmap], {(f"010{number}", "p", "1"): "not_due" for number in (1, 2)})

    (entry,) = entries(scope)

    assert left_words(scope, entry) == "всем, кто отвечает"


@given(day=st.dates(date(2024, 12, 1), date(2025, 6, 30)))
def test_only_the_days_of_the_calendar_are_in_it(rulebook: Rulebook, day: date) -> None:
    roadmap = replace(plan(activity("1", day)), id="p")
    scope = planned_scope(rulebook, [roadmap], {("0101", "p", "1"): "not_due"})

    assert [each.on for each in entries(scope)] == ([day] if scope.as_of <= day <= last_day(scope) else [])
