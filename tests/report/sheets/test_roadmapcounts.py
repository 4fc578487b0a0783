from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from support.consolidations import planned_scope
from support.roadmaps import activity, plan
from support.workbook_text import Shown, read

from engine.report.bookfile import open_book
from engine.report.plans import items
from engine.report.scope import Scope
from engine.report.sheets import roadmapcounts
from engine.rulebook.rulebook import Rulebook

Completed = Callable[[Scope, Mapping[str, str]], Scope]
ONE = replace(plan(activity("1", date(2024, 11, 30)), activity("2", date(2024, 1, 31))), id="one", title="Карта")
STATUSES = {
    ("0101", "one", "1"): "done",
    ("0102", "one", "1"): "overdue",
    ("0103", "one", "1"): "done_late",
    ("0101", "one", "2"): "overdue",
    ("0102", "one", "2"): "not_applicable",
    ("0103", "one", "2"): "postponed",
    ("0201", "one", "1"): "unknown",
    ("0202", "one", "1"): "done",
}


def both_districts(rulebook: Rulebook) -> Scope:
    return planned_scope(rulebook, [ONE], STATUSES, "00", following=("01", "02"))


def drawn(scope: Scope, folder: Path) -> dict[str, Shown]:
    path = folder / "sheet.xlsx"
    with open_book(path, "Проба", "Проба", scope.as_of) as book:
        roadmapcounts.write(book, scope, items(scope))
    return read(path)["Дорожная карта"]


def test_each_activity_is_counted_by_district(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(both_districts(rulebook), tmp_path)

    assert cells["A9"].value == "Карта"
    assert [[cells[f"{letter}{row}"].value for letter in "ACFGHIJKLM"] for row in (10, 11, 12, 13)] == [
        ["1", "муниципалитетов: 2", 5, 3, 1, 1, 31, 0, 0, 1],
        ["1", "Ручейский район", 3, 2, 1, 1, 31, 0, 0, 0],
        ["1", "Холмский городской округ", 2, 1, 0, 0, 0, 0, 0, 1],
        ["2", "Ручейский район", 3, 0, 0, 1, 335, 1, 1, 0],
    ]
    assert cells["F11"].formula == "=$G$11+$I$11+$K$11+$L$11+$M$11"
    assert (cells["G10"].formula, cells["J10"].formula) == ("=SUM($G$11:$G$12)", "=MAX($J$11:$J$12)")


def test_districts_that_share_a_roadmap_are_folded_under_their_sum(rulebook: Rulebook, tmp_path: Path) -> None:
    drawn(both_districts(rulebook), tmp_path)
    rows = load_workbook(tmp_path / "sheet.xlsx")["Дорожная карта"].row_dimensions

    assert [(rows[number].hidden, rows[number].outlineLevel) for number in (10, 11, 12, 13)] == [
        (False, 0),
        (True, 1),
        (True, 1),
        (False, 0),
    ]


def test_overdue_numbers_lead_to_the_list_of_overdue_activities(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(both_districts(rulebook), tmp_path)
    links = {address: cell.link for address, cell in cells.items() if cell.link and address[0] == "I"}

    assert links == {
        "I6": "'Просрочено'!A8",
        "I7": "'Просрочено'!A8",
        "I10": "'Просрочено'!A9",
        "I11": "'Просрочено'!A9",
        "I13": "'Просрочено'!A8",
    }
    assert (cells["B3"].value, cells["B3"].link) == ("► лист «Просрочено»", "'Просрочено'!A1")


def test_targets_of_several_districts_are_told_together(rulebook: Rulebook, tmp_path: Path) -> None:
    target = activity("4", date(2024, 12, 31), minimum="0.15")
    known = replace(target, target=target.target.model_copy(update={"indicator": "involved_pupils"}))
    statuses = {("01", "one", "4"): "met", ("02", "one", "4"): "missed"}
    scope = planned_scope(rulebook, [replace(plan(known), id="one")], statuses, "00", following=("01", "02"))

    assert drawn(scope, tmp_path)["F10"].value == "▲ цель достигнута – 1; ▼ цель не достигнута – 1"


def test_districts_and_the_region_stand_above_as_live_sums(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(both_districts(rulebook), tmp_path)

    assert [[cells[f"{letter}{row}"].value for letter in "CFGHIJKLM"] for row in (6, 7, 8)] == [
        ["Всего: Пробный регион", 8, 3, 1, 2, 335, 1, 1, 1],
        ["Ручейский район", 6, 2, 1, 2, 335, 1, 1, 0],
        ["Холмский городской округ", 2, 1, 0, 0, 0, 0, 0, 1],
    ]
    assert (cells["G6"].formula, cells["G7"].formula) == ("=SUM($G$7:$G$8)", "=SUMIF($C$9:$C$13,$C$7,$G$9:$G$13)")


def test_district_without_a_roadmap_has_no_row(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(planned_scope(rulebook, [ONE], {("0101", "one", "1"): "done"}, "00"), tmp_path)

    assert "Холмский городской округ" not in {cell.value for cell in cells.values()}


def test_target_stands_with_its_verdict_instead_of_counts(rulebook: Rulebook, tmp_path: Path) -> None:
    target = activity("4", date(2024, 12, 31), minimum="0.15")
    known = replace(target, target=target.target.model_copy(update={"indicator": "involved_pupils"}))
    roadmap = replace(plan(known, activity("1", date(2024, 11, 30))), id="one")
    statuses = {("01", "one", "4"): "met", ("0101", "one", "1"): "done"}

    cells = drawn(planned_scope(rulebook, [roadmap], statuses, "00"), tmp_path)

    assert (cells["F9"].value, cells["F9"].tone) == ("▲ цель достигнута (решается по охвату)", "good")
    assert cells["F6"].value == 1


def test_head_tells_reports_not_accepted_from_lines_not_listed(
    completed: Completed, rulebook: Rulebook, tmp_path: Path
) -> None:
    scope = both_districts(rulebook)

    assert drawn(scope, tmp_path)["M5"].value == "□ нет принятого отчёта"
    assert drawn(completed(scope, {"0201": "on_time"}), tmp_path)["M5"].value == "□ нет отчёта или сведений"


def test_heads_stay_and_repeat(rulebook: Rulebook, tmp_path: Path) -> None:
    drawn(both_districts(rulebook), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx")["Дорожная карта"]

    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A6", "$5:$5")
    assert sheet.auto_filter.ref == "A5:M13"
