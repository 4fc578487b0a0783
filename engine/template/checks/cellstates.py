"""The live state of each cell to fill in; data sheets look it up by the printed codes to colour what is not right."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import IntEnum

from xlsxwriter.worksheet import Worksheet

from engine.template import words
from engine.template.checks.cases import Verdict
from engine.template.checks.casesheet import Cases
from engine.template.checks.fieldstates import Content
from engine.template.checks.workingheads import HEADS
from engine.template.formats import Formats
from engine.template.formulas import largest
from engine.vocabulary.fields import Address

#: Defined name of the table that holds the states: the one way for a conditional format to look at another sheet that
#: every program accepts.
CELL_STATES = "cell_states"
_FIRST_ROW = re.compile(r"(?P<column>'[^']+'!\$[A-Z]+\$)(?P<row>[0-9]+):.*")


class CellState(IntEnum):
    """What is to be said about a cell, the gravest last."""

    FINE = 0
    EMPTY = 1  # and has to be filled in
    WARNING = 2  # takes part in a broken relation that nobody has explained
    ERROR = 3  # takes part in one that cannot be explained, or holds what does not belong there


#: What a state of a check on «Проверка» means for the cells that take part.
_BY_WORD = {words.ERROR: CellState.ERROR, words.WARNING: CellState.WARNING}


def state_lookup(code: str, number: str) -> str:
    """The formula of the state of the cell whose line code and column number stand in two cells of its sheet.

    Looked up by what is printed, it stays right where rows and columns were inserted.
    """
    return f'VLOOKUP({code}&"."&{number},{CELL_STATES},{len(HEADS)},0)'


def cell_states(cases: Cases) -> dict[Address, CellState]:
    """The states as the form is written, by field."""
    marked: defaultdict[Address, list[CellState]] = defaultdict(list)
    for number, check in enumerate(cases.checks):
        for position, case in enumerate(check.cases):
            for address in case.marks:
                marked[address].append(_mark(cases, number, position))
    return {
        state.field.address: max(
            CellState.EMPTY if state.is_open else CellState.FINE,
            CellState.ERROR if state.content is Content.WRONG else CellState.FINE,
            *marked[state.field.address],
        )
        for state in cases.calc.states.states
    }


def write_marks(sheet: Worksheet, states: str, cases: Cases, formats: Formats) -> None:
    """Write into `_checks` what each case means for its cells; ``states`` is the range of all states on «Проверка»."""
    first = _FIRST_ROW.fullmatch(states)
    if first is None:
        raise ValueError(states)
    for number, check in enumerate(cases.checks):
        # The row of wrong cells comes first.
        state = f"{first['column']}{int(first['row']) + 1 + number}"
        weighed = (
            f'IF({state}="{words.ERROR}",{CellState.ERROR:d},IF({state}="{words.WARNING}",{CellState.WARNING:d},0))'
        )
        for position in range(len(check.cases)):
            row, column = cases.position(number, position, "mark")
            formula = f"=IF({cases.cell(number, position, 'verdict')}=1,{weighed},0)"
            sheet.write_formula(row, column, formula, formats["plain"], int(_mark(cases, number, position)))


def write_cell_states(sheet: Worksheet, cases: Cases, formats: Formats) -> None:
    """Write the last column of `_calc`."""
    calc = cases.calc
    marks: defaultdict[Address, list[str]] = defaultdict(list)
    for number, check in enumerate(cases.checks):
        for position, case in enumerate(check.cases):
            for address in case.marks:
                marks[address].append(cases.cell(number, position, "mark"))
    for address, state in cell_states(cases).items():
        wrong = f"IF({calc.cell('content', address)}={Content.WRONG:d},{CellState.ERROR:d},0)"
        formula = f"={largest([calc.cell('open', address), wrong, *marks[address]])}"
        sheet.write_formula(*calc.position("state", address), formula, formats["plain"], int(state))


def _mark(cases: Cases, number: int, position: int) -> CellState:
    check = cases.checks[number]
    is_broken = check.cases[position].verdict is Verdict.BROKEN
    return _BY_WORD.get(check.state, CellState.FINE) if is_broken else CellState.FINE
