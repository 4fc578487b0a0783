from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from support.consolidations import planned_scope
from support.roadmaps import activity, activity_of, occurrence, plan
from support.workbook_text import column, sample_scope, written

from engine.report.sheets import overdue
from engine.report.sheets.overdue import count_formula, unconfirmed
from engine.rulebook.rulebook import Rulebook
from engine.template.textsize import text_width


def test_worst_stands_first_and_silent_places_stand_apart(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(overdue.write, sample_scope(rulebook, "02"), tmp_path)

    assert [value for value in column(cells, "A") if isinstance(value, int)] == [1575, 1522, 1522, 1522]
    assert cells["A11"].value == overdue.SILENT.format(number=2)
    assert {cells["B12"].value, cells["B13"].value} == {
        "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»"
    }


def test_both_tables_share_one_head_that_every_page_repeats(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(overdue.write, sample_scope(rulebook, "02"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]

    assert [address for address, cell in cells.items() if cell.value == "Дней после срока"] == ["A7"]
    assert sheet.print_title_rows == "$7:$7"


def test_bar_of_the_second_table_never_ends_a_page(rulebook: Rulebook, tmp_path: Path) -> None:
    for number in range(12, 30):
        late = [activity(f"{each}", date(2024, 1, 31)) for each in range(number)]
        statuses = {("0101", "p", each.key): "overdue" for each in late} | {("0102", "p", "0"): "unknown"}
        scope = planned_scope(rulebook, [replace(plan(*late), id="p")], statuses)
        cells = written(overdue.write, scope, tmp_path)
        sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
        bar = next(int(address[1:]) for address, cell in cells.items() if str(cell.value).startswith("Нет сведений"))

        assert bar not in {each.id for each in sheet.row_breaks.brk}  # a break stands below the row of its number


def test_overdue_by_a_deadline_that_nobody_confirmed_is_counted(rulebook: Rulebook) -> None:
    assert unconfirmed(sample_scope(rulebook, "02")) == 1
    assert unconfirmed(sample_scope(rulebook, "01")) == 0


def test_count_for_other_sheets_takes_in_the_overdue_only(rulebook: Rulebook) -> None:
    assert count_formula(sample_scope(rulebook, "02")) == ("=COUNT('Просрочено'!$A$8:$A$9)", 2)
    assert count_formula(sample_scope(rulebook, "01")) == ("=COUNT('Просрочено'!$A$8:$A$8)", 0)


def test_due_date_that_nobody_confirmed_is_marked(rulebook: Rulebook, tmp_path: Path) -> None:
    assert written(overdue.write, sample_scope(rulebook, "02"), tmp_path)["F8"].value == (
        "08.09.2020?\nсрок требует уточнения"
    )


def test_says_for_whom_nothing_can_be_overdue(rulebook: Rulebook) -> None:
    assert overdue.note(sample_scope(rulebook, "02")) == overdue.NOTE
    assert overdue.note(sample_scope(rulebook, "01")) == overdue.NO_ROADMAP
    assert "у 1 из 2 муниципалитетов" in overdue.note(sample_scope(rulebook, "00"))


def test_words_have_room_in_their_columns(rulebook: Rulebook, tmp_path: Path) -> None:
    written(overdue.write, sample_scope(rulebook, "02"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]

    assert sheet.column_dimensions["A"].width > text_width("По фильтру", 10.0) + 2
    assert sheet.column_dimensions["F"].width > text_width("Выполнить до", 9.0, bold=True) + 1.5


def test_nothing_overdue_is_said(rulebook: Rulebook, tmp_path: Path) -> None:
    assert written(overdue.write, sample_scope(rulebook, "01"), tmp_path)["A8"].value == "Записей нет."


def test_note_sums_up_how_much_and_how_long(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(overdue.write, sample_scope(rulebook, "02"), tmp_path)

    assert str(cells["A4"].value).endswith(
        "Просрочено мероприятий: 2, должников: 2, дольше всего – 1\u00a0575\u00a0дней."
    )


def test_region_names_the_district_and_the_place(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(overdue.write, sample_scope(rulebook, "00"), tmp_path)

    assert [cells[f"{letter}9"].value for letter in "BC"] == ["Холмский городской округ", "МБОУ «Холмская гимназия»"]


def test_total_that_follows_the_filter_stands_above_the_list_and_nothing_refers_to_it(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(overdue.write, sample_scope(rulebook, "02"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]

    assert (cells["B5"].formula, cells["B5"].value) == ("=COUNTA($B$8:$B$9)", 2)
    assert (cells["A6"].value, cells["B6"].formula, cells["B6"].value) == ("По фильтру", "=SUBTOTAL(103,$B$8:$B$9)", 2)
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A7:F9", "A8")
    assert not any("B$6" in str(cell.formula) for cell in cells.values())


def test_other_sheets_can_lead_to_the_first_row_of_a_district_an_activity_or_a_place(rulebook: Rulebook) -> None:
    rows = overdue.first_rows(sample_scope(rulebook, "00"))

    assert rows["02",] == overdue.FIRST_ROW
    assert max(rows.values()) == overdue.FIRST_ROW + 1
    assert ("01",) not in rows


def test_year_of_a_recurring_activity_can_be_told(rulebook: Rulebook, tmp_path: Path) -> None:
    yearly = activity_of("5.2", [occurrence(f"5.2@{year}", date(year, 5, 31)) for year in (2023, 2024)])
    statuses = {("0101", "p", f"5.2@{year}"): "overdue" for year in (2023, 2024)}
    scope = planned_scope(rulebook, [replace(plan(yearly), id="p")], statuses)

    assert [value for value in column(written(overdue.write, scope, tmp_path), "C") if "5.2" in str(value)] == [
        "5.2\n(2023)",
        "5.2\n(2024)",
    ]
