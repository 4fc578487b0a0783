from __future__ import annotations

import re
from dataclasses import replace

from support.forms import consistent, filled, opened

from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import Cases
from engine.template.checks.cellstates import CELL_STATES, CellState, cell_states, state_lookup
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import checks_of
from engine.template.checks.workingheads import HEADS
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.vocabulary.fields import Address, Value


def cases_of(content: FormContent) -> Cases:
    calc = Calc(content, layout_of(content), lists_of(content), field_states(content))
    return Cases(calc, checks_of(calc))


def states(content: FormContent, changes: dict[str, Value]) -> dict[Address, CellState]:
    """States other than fine of the consistent form with other values."""
    values = {**consistent(content).values, **{Address.parse(each): value for each, value in changes.items()}}
    changed = replace(content, values={each: value for each, value in values.items() if value is not None})
    return {address: state for address, state in cell_states(cases_of(changed)).items() if state}


def test_all_single_operands_of_a_broken_relation_are_marked(school: FormContent) -> None:
    wrong = dict.fromkeys(map(Address, ("301", "303", "305", "306")), CellState.ERROR)

    assert states(school, {"306": 39}) == wrong


def test_cells_inside_a_span_or_a_computed_line_are_not_marked(school: FormContent) -> None:
    assert states(school, {"291.1": 16}) == {Address("291", "1"): CellState.ERROR}


def test_an_error_outweighs_a_warning_at_the_same_cell(school: FormContent) -> None:
    found = states(school, {"308": 26, "104": 19})

    assert (found[Address("104")], found[Address("105")]) == (CellState.ERROR, CellState.ERROR)
    assert found[Address("308")] is CellState.WARNING


def test_what_does_not_belong_in_a_cell_is_an_error_there_alone(school: FormContent) -> None:
    assert states(school, {"309": "сорок"}) == {Address("309"): CellState.ERROR}


def test_an_empty_cell_is_marked_only_where_it_has_to_be_filled_in(school: FormContent) -> None:
    assert states(school, {"401": None, "310": None}) == {Address("401"): CellState.EMPTY}


def test_a_line_of_the_roadmap_marks_what_is_missing_in_it(school: FormContent) -> None:
    assert states(school, {"7001.1": "выполнено"}) == {Address("7001", "2"): CellState.ERROR}


def test_what_the_kind_is_not_asked_is_never_marked(kindergarten: FormContent) -> None:
    asked = {field.address for field in kindergarten.fields if field.asked_of(kindergarten.kind)}

    assert {address for address, state in cell_states(cases_of(kindergarten)).items() if state} <= asked


def test_the_states_stand_in_the_last_column_of_the_named_table(school: FormContent) -> None:
    answered = filled(school, seed=3, share=0.8)
    sheet, cases = opened(answered)["_calc"], cases_of(answered)

    assert opened(answered).defined_names[CELL_STATES].attr_text == cases.calc.table
    assert sheet.cell(1, len(HEADS)).value == "state"
    for address in cell_states(cases):
        row, column = cases.calc.position("state", address)
        assert column + 1 == len(HEADS)
        assert cases.calc.cell("open", address) in sheet.cell(row + 1, column + 1).value


def test_no_formula_takes_more_arguments_than_an_old_program_allows(school: FormContent) -> None:
    sheet, cases = opened(school)["_calc"], cases_of(school)

    for address in cell_states(cases):
        row, column = cases.calc.position("state", address)
        formula = sheet.cell(row + 1, column + 1).value
        assert max(len(inside.split(",")) for inside in re.findall(r"MAX\(([^()]*)", formula)) <= 30


def test_each_case_reads_the_state_of_its_own_check(school: FormContent) -> None:
    answered = filled(school, seed=3)
    workbook, cases = opened(answered), cases_of(answered)

    for number, check in enumerate(cases.checks):
        for position in range(len(check.cases)):
            row, column = cases.position(number, position, "mark")
            (state,) = set(re.findall(r"'Проверка'!\$B\$([0-9]+)", workbook["_checks"].cell(row + 1, column + 1).value))
            assert workbook["Проверка"][f"A{state}"].value == check.control.id


def test_a_state_is_looked_up_by_line_code_and_column_number() -> None:
    assert state_lookup("$B14", "C$8") == f'VLOOKUP($B14&"."&C$8,cell_states,{len(HEADS)},0)'
