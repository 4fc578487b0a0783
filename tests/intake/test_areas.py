from __future__ import annotations

from dataclasses import replace

import pytest

from engine.intake.areas import line_cells, stray_cells
from engine.intake.grids import CellContent, Sheet
from engine.intake.located import LocatedSection
from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook

Rows = list[list[CellContent]]


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def _place(form: Form, section_id: str, rows: Rows, *, columns: int = 1) -> LocatedSection:
    """A section whose codes stand in the second column below the row of numbers."""
    number_row = next(at for at, row in enumerate(rows) if row[1:2] == ["Б"])
    coded = {str(row[1]): at for at, row in enumerate(rows) if at > number_row and len(row) > 1 and row[1]}
    known = {line: at for line, at in coded.items() if line.isdecimal() and line != "999"}
    return LocatedSection(
        section=form.section(section_id),
        sheet=Sheet("Лист", rows),
        code_column=1,
        number_row=number_row,
        rows=known,
        columns={str(number): number + 1 for number in range(1, columns + 1)},
        head_rows=range(number_row + 1),
    )


def _strays(place: LocatedSection, *others: LocatedSection) -> list[tuple[int, str, str | None]]:
    found = stray_cells(place, [place, *others], {"куратор"})
    return [(each.row, str(each.content), each.address and str(each.address)) for each in found]


def test_cells_of_lines_have_their_address_and_blank_ones_are_left_out(form: Form) -> None:
    place = _place(form, "5", [["А", "Б", "1"], ["Опрошено", "501", 3.0], ["из них", "502", None]])
    assert [(str(each.address), each.content) for each in line_cells(place)] == [("501.1", 3.0)]


def test_both_lines_of_a_repeated_code_are_cells_of_that_line(form: Form) -> None:
    place = _place(form, "5", [["А", "Б", "1"], ["Опрошено", "501", 3.0], ["", None, 1.0], ["", None, 2.0]])
    place = replace(place, repeated={"502": (2, 3)})
    assert [(str(each.address), each.content) for each in line_cells(place)][1:] == [("502.1", 1.0), ("502.1", 2.0)]
    assert _strays(place) == []


def test_a_column_between_the_sections_own_belongs_to_no_column(form: Form) -> None:
    rows: Rows = [["А", "Б", "1", None, "2", "3"], ["Приказ", "601", "да", "верно?", "№ 5", None]]
    place = _place(form, "6", rows)
    place = replace(place, columns={"1": 2, "2": 4, "3": 5})
    assert [each.content for each in line_cells(place) if each.address is None] == ["верно?"]


def test_a_lost_last_column_is_looked_for_where_it_stood(form: Form) -> None:
    place = _place(form, "6", [["А", "Б", "1", "2", "?"], ["Приказ", "601", "да", "№ 5", "ссылка", "рядом"]], columns=2)
    assert [each.content for each in line_cells(place) if each.address is None] == ["ссылка"]


def test_rows_between_the_lines_are_strays_with_the_code_that_stands_there(form: Form) -> None:
    rows: Rows = [["А", "Б", "1"], ["Опрошено", "501", 3.0], ["ещё", None, 7.0], ["ещё", "999", 8.0], ["", "502", 1.0]]
    assert _strays(_place(form, "5", rows)) == [(2, "7.0", None), (3, "8.0", "999.1")]


def test_a_line_that_lost_code_and_label_is_a_stray_wherever_it_stood(form: Form) -> None:
    first: Rows = [["А", "Б", "1"], [None, None, 9.0], ["", "502", 1.0], ["", "503", 1.0], ["", "504", 1.0]]
    last: Rows = [["А", "Б", "1"], ["", "501", 1.0], ["", "502", 1.0], ["", "503", 1.0], [None, None, 9.0], [0, 0, 8.0]]
    assert _strays(_place(form, "5", first)) == [(1, "9.0", None)]
    assert _strays(_place(form, "5", last)) == [(4, "9.0", None)]


def test_a_printed_row_of_letters_above_the_lines_is_no_stray(form: Form) -> None:
    rows: Rows = [["Графа", "Б", "Всего"], ["А", "Б", "1х"], ["", "501", 1.0], ["", "504", 1.0]]
    assert _strays(_place(form, "5", rows)) == []


def test_practices_go_on_below_the_last_line_until_the_sheet_ends_or_is_signed(form: Form) -> None:
    lines: Rows = [[str(code - 800), str(code), None, None, None] for code in range(801, 816)]
    rows: Rows = [
        ["А", "Б", "1", "2", "3"],
        *lines,
        [16.0, None, "Наставник", None, None],
        [],
        [None, None, "Ещё одна"],
    ]
    assert [content for _, content, _ in _strays(_place(form, "practices", rows, columns=3))] == [
        "Наставник",
        "Ещё одна",
    ]
    signed: Rows = [*rows[:-1], ["Куратор", None, "Иванова"], [None, None, "подпись"]]
    assert [content for _, content, _ in _strays(_place(form, "practices", signed, columns=3))] == ["Наставник"]


def test_rows_of_another_section_are_no_strays(form: Form) -> None:
    rows: Rows = [["А", "Б", "1"], ["", "801", "Практика"], ["", "999", "Ещё"], [], ["Раздел"], ["Код", "Код", "Всего"]]
    rows += [["А", "Б", "1"], ["", "401", 5.0], ["", "402", 6.0]]
    free = _place(form, "practices", rows[:3])
    free = replace(free, sheet=Sheet("Лист", rows))
    other = replace(free, section=form.section("4"), number_row=6, rows={"401": 7, "402": 8}, head_rows=range(2, 7))
    assert _strays(free, other) == [(2, "Ещё", "999.1")]
    assert _strays(other, free) == []
