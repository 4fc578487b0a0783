from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from support.consolidations import PLACES, planned_scope
from support.roadmaps import activity, activity_of, occurrence, plan
from support.workbook_text import Shown, read

from engine.report.bookfile import open_book
from engine.report.plans import items
from engine.report.scope import Scope
from engine.report.sheets import matrix
from engine.rulebook.rulebook import Rulebook

Completed = Callable[[Scope, Mapping[str, str]], Scope]
YEARLY = activity_of("5.2", [occurrence(f"5.2@{year}", date(year, 5, 31)) for year in (2024, 2025)], reported_by="both")
ONE = replace(plan(activity("1", date(2024, 11, 30)), YEARLY), id="one", title="Первая карта")
TWO = replace(plan(activity("1", None)), id="two", title="Вторая карта")
STATUSES = {
    ("0101", "one", "1"): "done",
    ("0102", "one", "1"): "overdue",
    ("0103", "one", "1"): "done_late",
    ("01", "one", "5.2@2024"): "unknown",
    ("0101", "one", "5.2@2024"): "not_applicable",
    ("0102", "one", "5.2@2024"): "postponed",
    ("0103", "one", "5.2@2024"): "overdue",
    ("01", "one", "5.2@2025"): "not_due",
    ("0101", "one", "5.2@2025"): "due_soon",
    ("0101", "two", "1"): "no_deadline",
}


def drawn(scope: Scope, folder: Path) -> dict[str, Shown]:
    path = folder / "sheet.xlsx"
    with open_book(path, "Проба", "Проба", scope.as_of) as book:
        matrix.write(book, scope, items(scope))
    return read(path)["Дорожная карта"]


def test_words_and_colours_stand_where_activity_and_place_meet(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(planned_scope(rulebook, [ONE, TWO], STATUSES), tmp_path)

    assert [cells[f"{letter}5"].value for letter in "JKLM"] == [
        "Ручейский район (муниципалитет)",
        "Ручейская СОШ №\u00a01",
        "Мостовская ООШ",
        "Родничок",
    ]
    assert [(cells[f"{letter}9"].value, cells[f"{letter}9"].tone) for letter in "KLM"] == [
        ("√\nвыполнено", "good"),
        ("▼ 31 дн.\nпросрочено", "bad"),
        ("√ после\nсрока", "warn"),
    ]
    assert "J9" not in cells  # the district does not answer for it
    assert [cells[f"{letter}10"].value for letter in "JKL"] == [
        "□ нет\nотчёта",
        "– непри-\nменимо",
        "► срок\nперенесён",
    ]


def test_what_nothing_is_known_of_says_why(completed: Completed, rulebook: Rulebook, tmp_path: Path) -> None:
    statuses = {(place_id, "one", "1"): "unknown" for place_id in ("0101", "0102", "0103")}
    silent = planned_scope(rulebook, [ONE], statuses)
    scope = completed(silent, {"0102": "with_errors", "0103": "late"})

    cells = drawn(scope, tmp_path)

    assert [cells[f"{letter}9"].value for letter in "JKL"] == ["□ нет\nотчёта", "□ отчёт\nне принят", "□ нет\nсведений"]
    assert (cells["I5"].value, cells["I9"].value) == ("□ нет отчёта или сведений", 3)
    assert drawn(silent, tmp_path)["I5"].value == "□ нет принятого отчёта"


def test_note_speaks_of_targets_only_where_there_are_some(rulebook: Rulebook, tmp_path: Path) -> None:
    target = activity("4", date(2024, 12, 31), minimum="0.15")
    known = replace(target, target=target.target.model_copy(update={"indicator": "involved_pupils"}))
    roadmap = replace(plan(activity("1", date(2024, 11, 30)), known), id="one")
    statuses = {("0101", "one", "1"): "done", ("01", "one", "4"): "missed"}

    assert matrix.TARGETS in str(drawn(planned_scope(rulebook, [roadmap], statuses), tmp_path)["A4"].value)
    assert matrix.TARGETS not in str(drawn(planned_scope(rulebook, [ONE, TWO], STATUSES), tmp_path)["A4"].value)


def test_each_activity_says_how_many_of_how_many_and_how_long(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(planned_scope(rulebook, [ONE, TWO], STATUSES), tmp_path)

    assert (cells["E9"].formula, cells["E9"].value) == ('=COUNTIF($J$9:$M$9,"√*")&" из "&COUNTA($J$9:$M$9)', "2 из 3")
    assert [cells[f"{letter}9"].value for letter in "FGHI"] == [1, 31, 0, 0]
    assert [cells[f"{letter}10"].value for letter in "EFGHI"] == ["0 из 4", 1, 214, 1, 1]
    assert [cells[f"{letter}11"].value for letter in "EFGHI"] == ["0 из 2", 0, 0, 2, 0]


def test_column_that_counts_what_is_not_due_yet_says_so(rulebook: Rulebook, tmp_path: Path) -> None:
    statuses = STATUSES | {("0101", "one", "1"): "unknown", ("01", "one", "5.2@2025"): "unknown"}

    note = str(drawn(planned_scope(rulebook, [ONE, TWO], statuses), tmp_path)["A4"].value)

    assert "В столбце «□ нет принятого отчёта» – всё, о чём нет сведений (3)" in note
    assert "«Просрочено» – только то, чей срок прошёл (2)." in note


def test_totals_count_every_place_and_every_activity(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(planned_scope(rulebook, [ONE, TWO], STATUSES), tmp_path)

    assert (cells["E6"].formula, cells["E6"].value) == ('=SUM($J$6:$M$6)&" из 10"', "2 из 10")
    assert [cells[f"{letter}6"].value for letter in "JKLM"] == [0, 1, 0, 1]
    assert [cells[f"{letter}7"].value for letter in "JKLM"] == [0, 0, 1, 1]
    assert [cells[f"{letter}6"].value for letter in "ABFGHI"] == ["Всего", "Выполнено мероприятий", 2, 214, 4, 1]
    assert cells["B7"].value == "Просрочено мероприятий"
    assert all(cells[f"{letter}7"].value is None for letter in "EFGHI" if f"{letter}7" in cells)  # one cell with row 6
    assert (cells["L7"].formula, cells["G6"].formula) == ('=COUNTIF($L$8:$L$13,"▼*")', "=MAX($G$8:$G$13)")


def test_roadmaps_stand_apart_and_years_can_be_told(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(planned_scope(rulebook, [ONE, TWO], STATUSES), tmp_path)

    assert [cells[f"A{row}"].value for row in range(8, 14)] == [
        "Первая карта",
        "1",
        "5.2\n(2024)",
        "5.2\n(2025)",
        "Вторая карта",
        "1",
    ]
    assert cells["D13"].value == "срок требует уточнения"


def test_target_row_shows_the_verdict_for_the_district_and_no_word_about_a_school(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    target = replace(activity("4", date(2024, 12, 31), minimum="0.15"))
    known = replace(target, target=target.target.model_copy(update={"indicator": "involved_pupils"}))
    roadmap = replace(plan(activity("1", date(2024, 11, 30)), known), id="one")
    scope = planned_scope(rulebook, [roadmap], {("0101", "one", "1"): "done", ("01", "one", "4"): "missed"})

    cells = drawn(scope, tmp_path)

    assert (cells["E10"].value, cells["E10"].tone) == ("▼ цель не достигнута (решается по охвату)", "bad")
    assert "J10" not in cells


def test_roadmap_of_targets_only_needs_no_column_of_a_place(rulebook: Rulebook, tmp_path: Path) -> None:
    target = activity("4", date(2024, 12, 31), minimum="0.15")
    known = replace(target, target=target.target.model_copy(update={"indicator": "involved_pupils"}))

    cells = drawn(planned_scope(rulebook, [replace(plan(known), id="one")], {("01", "one", "4"): "met"}), tmp_path)

    assert cells["E9"].value == "▲ цель достигнута (решается по охвату)"
    assert "J5" not in cells


def test_sheet_scrolls_and_prints_with_its_heads(rulebook: Rulebook, tmp_path: Path) -> None:
    drawn(planned_scope(rulebook, [ONE, TWO], STATUSES), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx")["Дорожная карта"]

    assert sheet.freeze_panes == "C6"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$5:$5", "$A:$B")
    assert sheet["K5"].alignment.textRotation == 90
    assert (sheet.page_setup.scale, sheet.col_breaks.brk) == (80, [])


def test_many_places_break_into_pages_between_columns(rulebook: Rulebook, tmp_path: Path) -> None:
    many = [replace(PLACES[3], id=f"01{number:02d}") for number in range(1, 19)]
    statuses = {(each.id, "one", "1"): "done" for each in many}
    drawn(planned_scope(rulebook, [ONE], statuses, places=[*PLACES[:2], *many]), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx")["Дорожная карта"]

    first, second = (area.split("!")[1].split("$") for area in str(sheet.print_area).split(","))
    (note,) = (each for each in sheet.merged_cells.ranges if each.min_row == 4)
    assert first[1:3] == ["A", "1:"]
    assert second[2] == "5:"  # the top is on the first page, so that the others have no empty band
    assert (note.min_col, get_column_letter(note.max_col)) == (1, first[3])
    assert column_index_from_string(second[1]) == note.max_col + 1
    assert 64 < sheet.page_setup.scale <= 80


def test_overdue_numbers_lead_to_the_list_of_overdue_activities(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(planned_scope(rulebook, [ONE, TWO], STATUSES), tmp_path)
    links = {address: cell.link for address, cell in cells.items() if cell.link and "Просрочено" in cell.link}

    assert links.pop("B3") == "'Просрочено'!A1"
    assert links
    assert set(links.values()) <= {f"'Просрочено'!A{row}" for row in range(8, 20)}
    assert all(cells[address].value for address in links)


def test_a_long_name_gives_a_head_that_excel_takes(rulebook: Rulebook, tmp_path: Path) -> None:
    named = [replace(place, name="Очень длинное название " * 40) for place in PLACES]
    scope = planned_scope(rulebook, [ONE, TWO], STATUSES, places=named)
    drawn(scope, tmp_path)
    head = load_workbook(tmp_path / "sheet.xlsx").worksheets[0].row_dimensions[5]

    assert head.height <= 409
