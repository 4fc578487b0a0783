from __future__ import annotations

from support.forms import filled, opened

from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import COUNTS, Cases
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import checks_of
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of


def cases_of(content: FormContent) -> Cases:
    calc = Calc(content, layout_of(content), lists_of(content), field_states(content))
    return Cases(calc, checks_of(calc))


def test_each_case_stands_in_the_rows_of_its_check(school: FormContent) -> None:
    answered = filled(school, seed=2)
    sheet, cases = opened(answered)["_checks"], cases_of(answered)

    for check, (first, end) in zip(cases.checks, cases.rows, strict=True):
        assert [sheet.cell(row + 1, 1).value for row in range(first, end)] == [check.control.id] * len(check.cases)


def test_ranges_name_the_rows_of_one_check(school: FormContent) -> None:
    cases = cases_of(school)
    first, end = cases.rows[1]

    assert cases.range_of(1, "verdict") == f"'_checks'!$B${first + 1}:$B${end}"


def test_messages_stand_in_the_order_of_the_rows_of_the_visible_sheet(school: FormContent) -> None:
    sheet, cases = opened(school)["_checks"], cases_of(school)

    for number, check in enumerate(cases.checks):
        cell = cases.check_cell(number, "message").split("!")[1].replace("$", "")
        assert sheet[cell].value == check.control.message
    assert cases.check_column("message").endswith(f"${2 + len(cases.checks)}")


def test_the_counts_stand_where_other_sheets_look_for_them(school: FormContent) -> None:
    sheet = opened(school)["_checks"]

    for name, reference in COUNTS.items():
        cell = reference.split("!")[1].replace("$", "")
        assert sheet[f"L{cell[1:]}"].value == name
        assert sheet[cell].value.startswith("=")
    assert sheet.sheet_state == "hidden"


def test_each_case_is_found_by_its_check_and_place(school: FormContent) -> None:
    sheet, cases = opened(school)["_checks"], cases_of(school)

    for number, check in enumerate(cases.checks):
        for position in range(len(check.cases)):
            row, column = cases.position(number, position, "check")
            assert sheet.cell(row + 1, column + 1).value == check.control.id
            assert cases.cell(number, position, "verdict") == f"'_checks'!$B${row + 1}"
