"""A whole transmittal changed by hand: sheets, rows, columns, cells, and what is told of each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.transmittals import Rows, hand_made

from engine.intake.grids import FormulaWithoutValue, Sheet, Workbook
from engine.intake.transmittaledits import MOST_EDITS, hand_edits
from engine.vocabulary.findings import Finding
from engine.vocabulary.formulas import formula_hash
from engine.vocabulary.messages import what
from engine.vocabulary.transmittal import Edit
from engine.vocabulary.transmittalrows import rows_hash

COVERAGE: list[list[str | float | None]] = [["Охват"], ["Код", "Всего"], ["0101", 100.0], ["0102", 50.0], ["", 150.0]]
REPORTS: list[list[str | float | None]] = [["Сдача отчётов"], ["Код", "Сдан"], ["0101", "в срок"], ["0102", "нет"]]
WRITTEN: dict[str, Rows] = {"Охват": COVERAGE, "Сдача": REPORTS}


def edited(sheets: dict[str, Rows]) -> tuple[tuple[Edit, ...], dict[str, Finding]]:
    cells, findings = hand_edits(hand_made(sheets, [], WRITTEN), "a.xlsx")
    assert all(each.path == "a.xlsx" for each in findings)
    return cells, {each.code: each for each in findings}


def changed(rows: Rows, row: int, column: int, value: str | float | None) -> Rows:
    copied = [list(each) for each in rows]
    copied[row][column] = value
    return copied


def test_a_workbook_as_it_was_written_has_no_edits() -> None:
    assert edited(WRITTEN) == ((), {})


def test_sheets_in_another_order_hidden_or_with_hidden_rows_are_as_they_were_written() -> None:
    workbook = hand_made(WRITTEN, [])
    first, second, *hidden = workbook.sheets
    other = Workbook((replace(second, hidden=True, hidden_rows=frozenset({1, 2})), *hidden, first))
    assert hand_edits(other, "a.xlsx") == ((), ())


def test_a_renamed_sheet_is_found_by_its_texts_and_named_once() -> None:
    cells, findings = edited({"Охват": COVERAGE, "Для Петровой": changed(REPORTS, 3, 1, "в срок")})
    assert cells == (Edit("Сдача", "B4", "нет", "«текст»"),)
    assert set(findings) == {"G10", "G17"}
    assert findings["G17"].sheet == "Сдача"


def test_an_added_sheet_is_told_by_its_place_and_not_by_its_name() -> None:
    cells, findings = edited({"Охват": COVERAGE, "Для Петровой": [["заметки"]], "Сдача": REPORTS})
    assert (cells, set(findings)) == ((), {"G15"})
    assert "Петров" not in str(findings["G15"])
    assert "2-й" in what(findings["G15"])


def test_a_removed_sheet_is_named() -> None:
    cells, findings = edited({"Охват": COVERAGE})
    assert (cells, set(findings)) == ((), {"G16"})
    assert findings["G16"].sheet == "Сдача"


def test_each_edited_cell_is_a_finding_with_what_was_written_and_what_came() -> None:
    cells, findings = edited({"Охват": changed(COVERAGE, 2, 1, 999.0), "Сдача": REPORTS})
    assert cells == (Edit("Охват", "B3", "100", "999"),)
    finding = findings["G10"]
    assert (finding.sheet, finding.cell) == ("Охват", "B3")
    assert "было «100», стало «999»" in what(finding)
    assert "it was «100», it is «999»" in what(finding, "en")


def test_no_text_that_came_is_in_any_finding() -> None:
    cells, findings = edited({"Охват": changed(COVERAGE, 2, 1, "Петрова А. И."), "Сдача": REPORTS})
    assert "Петров" not in str((cells, findings))
    assert "стало другой текст" in what(findings["G10"])
    _, findings = edited({"Охват": changed(COVERAGE, 2, 1, None), "Сдача": REPORTS})
    assert "стало пусто" in what(findings["G10"])


def test_rows_and_columns_are_told_once_each() -> None:
    added = [*COVERAGE[:3], ["вписано", None], ["", 1.0], *COVERAGE[3:]]
    _, findings = edited({"Охват": added, "Сдача": [*REPORTS[:2], REPORTS[3]]})
    assert set(findings) == {"G11", "G12"}
    assert (findings["G11"].facts["rows"], findings["G12"].facts["rows"]) == ("4–5", "3")
    _, findings = edited({"Охват": [["", *row] for row in COVERAGE], "Сдача": REPORTS})
    assert (set(findings), findings["G13"].facts["columns"]) == ({"G13"}, "A")


def with_total(value: float, rows: Rows = COVERAGE) -> Workbook:
    """The workbook with another total, which is a formula."""
    made = hand_made({"Охват": changed(rows, 4, 1, value), "Сдача": REPORTS}, [], WRITTEN)
    mirror = made.sheets[-2]
    cells = [[str(row[0]).replace('["B",150.0]', '["B",150.0,"f"]')] for row in mirror.rows]
    first = replace(made.sheets[0], formulas=frozenset({(4, 1)}))
    return Workbook((first, *made.sheets[1:-2], replace(mirror, rows=cells), made.sheets[-1]))


def test_a_formula_with_another_result_is_an_edit_where_nothing_else_was_edited() -> None:
    assert hand_edits(with_total(150.0), "a.xlsx") == ((), ())
    cells, findings = hand_edits(with_total(160.0), "a.xlsx")
    assert cells == (Edit("Охват", "B5", "150", "160"),)
    assert [each.code for each in findings] == ["G10"]


def test_a_formula_that_follows_an_edit_is_only_counted() -> None:
    cells, findings = hand_edits(with_total(160.0, changed(COVERAGE, 2, 1, 110.0)), "a.xlsx")
    assert cells == (Edit("Охват", "B3", "100", "110"),)
    assert [(each.code, each.facts.get("count")) for each in findings] == [("G19", "1"), ("G10", None)]


def test_without_the_mirror_it_is_said_that_edits_cannot_be_told() -> None:
    workbook = hand_made(WRITTEN, [])
    lost = Workbook(tuple(each for each in workbook.sheets if each.name != "_cells"))
    cells, findings = hand_edits(lost, "a.xlsx")
    assert (cells, [each.code for each in findings]) == ((), ["G26"])


def test_beyond_a_number_edits_are_counted_and_not_lost() -> None:
    long: Rows = [[f"строка {number}", float(number)] for number in range(MOST_EDITS + 50)]
    came = [[text, 0.5] for text, _ in long]
    cells, findings = hand_edits(hand_made({"Охват": came}, [], {"Охват": long}), "a.xlsx")
    assert len(cells) == MOST_EDITS + 50
    assert len(findings) == MOST_EDITS + 1
    assert findings[-1].facts["count"] == "50"


def test_a_sheet_that_is_ours_and_hidden_is_no_added_sheet() -> None:
    workbook = hand_made(WRITTEN, [])
    more = Workbook((*workbook.sheets, Sheet("_data2", []), Sheet("_cells3", [])))
    assert hand_edits(more, "a.xlsx") == ((), ())


def test_a_formula_replaced_by_its_own_result_is_an_edit() -> None:
    workbook = with_total(150.0)
    first = replace(workbook.sheets[0], formulas=frozenset())
    other = replace(workbook.sheets[1], formulas=frozenset({(9, 9)}))
    cells, findings = hand_edits(Workbook((first, other, *workbook.sheets[2:])), "a.xlsx")
    assert (cells, [(each.code, each.sheet, each.cell) for each in findings]) == ((), [("G28", "Охват", "B5")])
    assert "числами, которые они давали: B5" in what(findings[0])


def test_a_number_among_formulas_that_nothing_has_calculated_is_an_edit() -> None:
    workbook = with_total(150.0)
    waiting: Rows = [*changed(COVERAGE, 4, 1, 7.0), ["", FormulaWithoutValue()]]
    first = replace(workbook.sheets[0], rows=waiting, formulas=frozenset())
    mirror = workbook.sheets[-2]
    follows = [[str(row[0]).replace('["B",150.0,"f"]', '["B",150.0,"s"]')] for row in mirror.rows]
    follows.append(['["Охват",6,["B",1,"f"]]'])
    made = Workbook((first, workbook.sheets[1], replace(mirror, rows=follows), workbook.sheets[-1]))
    assert hand_edits(made, "a.xlsx")[0] == (Edit("Охват", "B5", "150", "7"),)


@pytest.mark.parametrize("kept", [1, 5, 8])
def test_a_mirror_without_its_last_rows_is_a_damaged_one_and_nobody_added_rows(kept: int) -> None:
    workbook = hand_made(WRITTEN, [])
    mirror = workbook.sheets[-2]
    whole = rows_hash([str(row[0]) for row in mirror.rows])
    assert hand_edits(workbook, "a.xlsx", whole) == ((), ())
    cut = Workbook((*workbook.sheets[:-2], replace(mirror, rows=mirror.rows[:kept]), workbook.sheets[-1]))
    cells, findings = hand_edits(cut, "a.xlsx", whole)
    assert (cells, [each.code for each in findings]) == ((), ["G26"])


def with_formula(text: str, value: float = 150.0, *, renamed: bool = False) -> Workbook:
    """The workbook whose total is a formula, as the file tells it now."""
    made = with_total(value)
    mirror, first = made.sheets[-2], made.sheets[0]
    written = f'["B",150.0,"f","{formula_hash("=SUBTOTAL(9,B3:B4)")}"]'
    cells = [[str(row[0]).replace('["B",150.0,"f"]', written)] for row in mirror.rows]
    first = replace(first, formula_texts={(4, 1): text}, name="Итоги" if renamed else first.name)
    return Workbook((first, *made.sheets[1:-2], replace(mirror, rows=cells), made.sheets[-1]))


def test_a_formula_that_was_changed_by_hand_is_told_and_its_result_only_counted() -> None:
    assert hand_edits(with_formula("SUBTOTAL(9, $B$3:$B$4)"), "a.xlsx") == ((), ())
    _, (finding,) = hand_edits(with_formula("SUBTOTAL(9,B3:B4)+0"), "a.xlsx")
    assert (finding.code, finding.sheet, finding.cell) == ("G29", "Охват", "B5")
    _, findings = hand_edits(with_formula("SUBTOTAL(9,B3:B4)+10", 160.0), "a.xlsx")
    assert {each.code for each in findings} == {"G29", "G19"}


def test_formulas_of_a_sheet_with_another_name_are_not_compared() -> None:
    _, findings = hand_edits(with_formula("SUBTOTAL(9,Итоги!B3:B4)", renamed=True), "a.xlsx")
    assert [each.code for each in findings] == ["G17"]
