from __future__ import annotations

from support.plain_forms import Grid, as_workbook, plain_form

from engine.intake.candidates import candidates_for
from engine.intake.codes import CodeBook, CodedSheet
from engine.intake.repair import candidates_by_label, repair
from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook


def _form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def _coded(form: Form, grid: Grid) -> list[CodedSheet]:
    return [CodeBook(form).on(sheet) for sheet in as_workbook(grid).sheets]


def _row(grid: Grid, code: str) -> int:
    return next(number for number, row in enumerate(grid["Показатели"]) if code in row)


def test_two_damaged_codes_are_found_between_their_neighbours(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form)
    rows = {code: _row(grid, code) for code in ("301", "302", "311")}
    for row in rows.values():
        grid["Показатели"][row][1] = "?"
    (candidate,) = candidates_for(form.section("3"), _coded(form, grid))
    repaired = repair(candidate)
    assert repaired.codes == ("301", "302", "311")
    assert {code: repaired.candidate.rows[code] for code in rows} == rows


def test_a_label_that_stands_twice_between_the_neighbours_repairs_nothing(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form)
    row = _row(grid, "302")
    grid["Показатели"][row][1] = None
    grid["Показатели"].insert(row, list(grid["Показатели"][row]))
    (candidate,) = candidates_for(form.section("3"), _coded(form, grid))
    assert repair(candidate).codes == ()


def test_labels_alone_find_a_section_and_not_its_namesake(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form)
    rows = {code: _row(grid, code) for code in ("301", "302", "311")}
    for row in grid["Показатели"]:
        if len(row) > 1 and str(row[1]).isdecimal():
            row[1] = None
    (candidate,) = candidates_by_label(form.section("3"), _coded(form, grid))
    assert {code: candidate.rows[code] for code in rows} == rows


def test_a_sheet_without_the_labels_is_no_candidate(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    assert candidates_by_label(form.section("3"), _coded(form, {"Показатели": [["Мел", None, 5.0]]})) == []
