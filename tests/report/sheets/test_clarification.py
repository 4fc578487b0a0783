from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from support.consolidations import planned_scope
from support.roadmaps import activity, activity_of, occurrence, plan
from support.workbook_text import column, written

from engine.report.sheets import clarification
from engine.report.sheets.clarification import reason_words, unclear
from engine.rulebook.deadlines.deadline import Confidence, Surroundings
from engine.rulebook.deadlines.reading import read_deadline
from engine.rulebook.roadmaps.roadmap import Section
from engine.rulebook.rulebook import Rulebook

YEARLY = activity_of(
    "2", [occurrence(f"2@{year}", date(year, 12, 31), date(year, 1, 1), confirmed=False) for year in range(2021, 2029)]
)
SURE = activity("1", date(2024, 11, 30))
UNDATED = activity("3", None, reported_by="district", deadline=None)
PLAN = replace(plan(SURE, YEARLY, UNDATED, tracked_from=date(2024, 1, 1)), id="p", title="Карта")


def test_unconfirmed_and_undated_deadlines_are_listed_with_what_is_proposed_and_why(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(clarification.write, planned_scope(rulebook, [PLAN], {}), tmp_path)

    assert [cells[f"{letter}5"].value for letter in "ABCDEF"] == list(clarification.HEADS)
    assert cells["A6"].value == "Сроки, которые требуют уточнения: 2"
    assert cells["A7"].value == ("Карта · файл rules/roadmaps/p.yaml · спрашивается то, чей срок 01.01.2024 или позже")
    assert [cells[f"{letter}8"].value for letter in "ABCEF"] == [
        "2",
        "Мероприятие 2",
        "срок",
        "Возможно, в приказе опечатка.",
        "организации",
    ]
    proposed = str(cells["D8"].value).split("\n")
    assert (proposed[0], proposed[-1], len(proposed)) == ("2021: 01.01 – 31.12.2021", "и ещё 2", 7)
    assert [cells[f"{letter}9"].value for letter in "ACDF"] == ["3", "не указан", "даты нет", "муниципалитет"]
    assert "A10" not in cells


def test_summary_counts_the_same_deadlines(rulebook: Rulebook) -> None:
    assert unclear(planned_scope(rulebook, [PLAN], {})) == 2
    assert unclear(planned_scope(rulebook, [PLAN], {}, "02")) == 0


def test_deadline_that_nobody_is_asked_about_says_so(rulebook: Rulebook, tmp_path: Path) -> None:
    past = activity_of("1", [occurrence("1", date(2020, 12, 31), confirmed=False)])
    scope = planned_scope(rulebook, [replace(plan(past, tracked_from=date(2024, 1, 1)), id="p")], {}, "00")

    cells = written(clarification.write, scope, tmp_path)
    assert cells["F8"].value == "организации; не спрашивается: срок раньше"
    assert cells["A7"].value == (
        "План · по ней работают: Ручейский район · файл rules/roadmaps/p.yaml · спрашивается то, чей срок 01.01.2024 "
        "или позже"
    )


def test_section_whose_deadline_contradicts_its_rows_is_told_with_the_rows(rulebook: Rulebook, tmp_path: Path) -> None:
    window = occurrence("3", date(2022, 1, 31), date(2022, 1, 1))
    section = Section("3", "База наставников", "январь 2022", None, None, (window,))
    late = replace(activity("3.1", date(2022, 11, 30)), section=section)
    inside = replace(activity("3.2", date(2022, 1, 20)), section=section)
    scope = planned_scope(rulebook, [replace(plan(late, inside), id="p", sections=(section,))], {})

    cells = written(clarification.write, scope, tmp_path)

    assert str(cells["A6"].value).startswith("Разделы, чей срок расходится")
    assert [cells[f"{letter}8"].value for letter in "ABCDF"] == [
        "3",
        "База наставников",
        "январь 2022",
        "01.01 – 31.01.2022",
        "строки 3.1, 3.2",
    ]
    assert cells["E8"].value == "Вне срока раздела: 3.1; у них действуют свои сроки."


def test_reason_of_a_person_for_a_section_is_enough(rulebook: Rulebook, tmp_path: Path) -> None:
    window = occurrence("3", date(2022, 1, 31), date(2022, 1, 1), confirmed=False)
    section = Section("3", "База наставников", "январь 2022", None, None, (window,))
    late = replace(activity("3.1", date(2022, 11, 30)), section=section)
    scope = planned_scope(rulebook, [replace(plan(late), id="p", sections=(section,))], {})

    cells = written(clarification.write, scope, tmp_path)

    assert (cells["E8"].value, cells["F8"].value) == ("Возможно, в приказе опечатка.", "строка 3.1")


def test_proposed_reporter_is_told_with_the_reason(rulebook: Rulebook, tmp_path: Path) -> None:
    proposed = replace(SURE, reporter_confirmed=False, reporter_reason="Карта муниципальная", responsible=None)
    scope = planned_scope(rulebook, [replace(plan(proposed), id="p")], {})

    cells = written(clarification.write, scope, tmp_path)

    assert cells["A6"].value == "Кто отчитывается: предложено, но не подтверждено: 1"
    assert cells["A7"].value == clarification.REPORTERS_HINT
    assert [cells[f"{letter}9"].value for letter in "CDE"] == ["не указан", "организации", "Карта муниципальная."]


def test_blocks_follow_one_another(rulebook: Rulebook, tmp_path: Path) -> None:
    proposed = replace(UNDATED, reporter_confirmed=False)
    scope = planned_scope(rulebook, [replace(plan(proposed), id="p")], {})

    heads = column(written(clarification.write, scope, tmp_path), "A")

    assert heads[4:] == [
        "№",
        "Сроки, которые требуют уточнения: 1",
        "План · файл rules/roadmaps/p.yaml",
        "3",
        "Кто отчитывается: предложено, но не подтверждено: 1",
        clarification.REPORTERS_HINT,
        "План · файл rules/roadmaps/p.yaml",
        "3",
    ]


def test_head_stays_on_the_screen_and_on_every_page(rulebook: Rulebook, tmp_path: Path) -> None:
    written(clarification.write, planned_scope(rulebook, [PLAN], {}), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]

    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A6", "$5:$5")


def test_what_to_do_is_told_without_the_rules_own_words() -> None:
    for told in (clarification.WHAT_TO_DO, clarification.REPORTERS_HINT):
        assert "сообщите составителю правил" in told
        assert "confirmed" not in told


def test_nothing_to_clarify_is_said_in_a_sentence(rulebook: Rulebook, tmp_path: Path) -> None:
    sure = planned_scope(rulebook, [replace(plan(SURE), id="p")], {})

    assert written(clarification.write, sure, tmp_path)["A5"].value == clarification.NOTHING
    assert (
        written(clarification.write, planned_scope(rulebook, [], {}), tmp_path)["A5"].value == clarification.NO_ROADMAP
    )


def test_reason_is_a_persons_else_what_the_reading_noted(rulebook: Rulebook) -> None:
    read = read_deadline("Июнь-иголь 2020 года", Surroundings(), rulebook.programme.deadlines.conventions)
    noted = replace(occurrence("1"), notes=read.notes, confidence=read.confidence)

    assert reason_words(occurrence("1", confirmed=False)) == "Возможно, в приказе опечатка."
    assert "иголь" in reason_words(noted)
    assert reason_words(replace(occurrence("1"), confidence=Confidence.UNREADABLE)) == "Прочитать не удалось."


def test_every_roadmap_of_the_rules_can_be_shown(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = planned_scope(rulebook, rulebook.roadmaps.values(), {}, "00")

    shown = {str(value) for value in column(written(clarification.write, scope, tmp_path), "C")}

    assert {"Октябрь-декабрь 2620 г.", "Июнь- иголь 2020 года", "2021-2023 гг., далее – ежегодно", "не указан"} <= shown
