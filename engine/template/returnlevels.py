"""The hidden sheet `_marks`: for each marked cell of a return whether it is still to be put right, live."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from engine.template.content import FormContent
from engine.template.formats import Formats
from engine.template.returned import Problem
from engine.template.returnmarks import CLEAR, ERROR, MARK_SHEET, WARNING, Mark, Marks
from engine.template.returnplace import FixColumn, fix_cell
from engine.template.returnstates import ProblemState, is_settled_formula
from engine.vocabulary.celltext import cell_text
from engine.vocabulary.findings import Severity

_HEADS = ("mark", "level", "returned", "", "problem", "open")
_LEVEL, _RETURNED, _PROBLEM, _OPEN = (_HEADS.index(head) for head in ("level", "returned", "problem", "open"))


def levels_range(marks: Marks) -> str:
    """Reference to the levels of all marks, for the name under which data sheets look them up."""
    return f"='{MARK_SHEET}'!$B$2:$B${len(marks.marks) + 1}"


def write_levels(
    sheet: Worksheet, content: FormContent, marks: Marks, states: Sequence[ProblemState], formats: Formats
) -> None:
    """Write the sheet and hide it."""
    plain = formats["plain"]
    problems = () if content.returned is None else content.returned.listed
    for column, head in enumerate(_HEADS):
        sheet.write_string(0, column, head, plain)
    for number, state in enumerate(states):
        sheet.write_number(number + 1, _PROBLEM, number + 1, plain)
        formula = f"=IF({is_settled_formula(fix_cell(number, FixColumn.STATE))},0,1)"
        sheet.write_formula(number + 1, _OPEN, formula, plain, int(not state.is_settled))
    for mark in marks.marks:
        sheet.write_string(mark.number, 0, mark.name, plain)
        formula, level = _level(mark, problems, states)
        sheet.write_formula(mark.number, _LEVEL, formula, plain, level)
        returned = None if mark.address is None else content.value_of(mark.address)
        if isinstance(returned, str):  # numbers and dates stand in the formulas that ask for them
            sheet.write_string(mark.number, _RETURNED, cell_text(returned), plain)
    sheet.hide()
    sheet.protect()


def _level(mark: Mark, problems: Sequence[Problem], states: Sequence[ProblemState]) -> tuple[str, int]:
    formula, level = str(CLEAR), CLEAR
    for severity, reached in ((Severity.WARNING, WARNING), (Severity.ERROR, ERROR)):
        own = [number for number in mark.problems if problems[number].severity is severity]
        if own:
            cells = "+".join(f"$F${number + 2}" for number in own)
            formula = f"IF({cells}>0,{reached},{formula})"
            level = level if all(states[number].is_settled for number in own) else reached
    return f"={formula}", level
