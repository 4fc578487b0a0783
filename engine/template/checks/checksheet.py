"""Writes «Проверка»: what is not filled in yet and what does not add up, live."""

from __future__ import annotations

import re

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import Cases
from engine.template.checks.controlcell import control_formula, control_text, has_control_number
from engine.template.checks.explanationcell import put_explanation
from engine.template.checks.fieldstates import Content
from engine.template.checks.readiness import (
    counts_formula,
    first_step,
    first_step_formula,
    section_progress,
    verdict_formula,
)
from engine.template.checks.verdicts import Check, Summary, first_wrong, untouched_section
from engine.template.content import FormContent
from engine.template.drawing import Pen, draw_bar, draw_notice, draw_strip, fit_row, put, put_formula, set_height
from engine.template.explanationtext import has_words_formula
from engine.template.formulas import largest, literal
from engine.template.layout import CHECKS, TITLE_ROW, SheetPlace, Span
from engine.template.returngiven import explains_formula
from engine.template.returnplace import FixColumn, fix_cell
from engine.vocabulary.celltext import cell_text

_VERDICT_ROW, _COUNTS_ROW, _STEP_ROW = TITLE_ROW + 1, TITLE_ROW + 2, TITLE_ROW + 3
_SECTIONS_ROW = _STEP_ROW + 2
_EXPLAINED_HEIGHT = 30.0  # room for an explanation of two lines
_ID, _STATE, _TITLE, _FOUND, _LINK, _NOTE = (Span(column, column) for column in range(6))
_LOOKS = {
    "good": (words.READY, words.HOLDS, words.FILLED, words.EXPLAINED),
    "bad": (words.HAS_ERRORS, words.ERROR, words.UNREADABLE),
    "warn": (words.INCOMPLETE, words.WARNING),
    "neutral": (words.MISSING, words.ON_RECEIPT, words.NOT_CONCERNED),
}


def check_place(name: str) -> SheetPlace:
    """The columns of the sheet."""
    return SheetPlace(name=name, widths=CHECKS, sections=())


def draw_checks(pen: Pen, cases: Cases, summary: Summary) -> tuple[str, int]:
    """Draw the sheet; return the reference to the states of all checks, for the counts, and the row of their heads."""
    draw_strip(pen)
    draw_notice(pen)
    set_height(pen, TITLE_ROW, 27)
    pen.sheet.write_string(TITLE_ROW, 0, pen.place.name, pen.page.formats["sheet_title"])
    _draw_control_number(pen)
    row = _draw_sections(pen, cases, _SECTIONS_ROW)
    first, last = _draw_controls(pen, cases, row + 1)
    states = _states(pen, first, last)
    _draw_overall(pen, cases, summary, states)
    _colour(pen, last)
    return states, first - 1


def _draw_control_number(pen: Pen) -> None:
    content = pen.page.content
    if has_control_number(content):
        template = words.CONTROL_NUMBER_HERE
        span = Span(_FOUND.first, _NOTE.last)
        text = control_text(content, template)
        put_formula(pen, TITLE_ROW, span, control_formula(template), text, "control_number_here")


def frozen_rows() -> int:
    """Rows that stay in sight: the overall state."""
    return _COUNTS_ROW + 1


def _draw_overall(pen: Pen, cases: Cases, summary: Summary, states: str) -> None:
    put_formula(pen, _VERDICT_ROW, pen.whole, verdict_formula(), summary.verdict, "verdict")
    set_height(pen, _VERDICT_ROW, 30)
    put_formula(pen, _COUNTS_ROW, pen.whole, counts_formula(), summary.counts, "counts")
    set_height(pen, _COUNTS_ROW, 20)
    step = first_step(cases, summary)
    text, link = first_step_formula(cases, states)
    put(pen, _STEP_ROW, Span(0, 1), words.START_HERE, "state_label")
    put_formula(pen, _STEP_ROW, Span(2, 3), text, step.text, "step_box")
    put_formula(pen, _STEP_ROW, Span(4, 5), link, step.label, "step_link")
    set_height(pen, _STEP_ROW, 56)
    set_height(pen, _STEP_ROW + 1, 8)


def _draw_sections(pen: Pen, cases: Cases, row: int) -> int:
    """Draw how far each section is filled in; return the row after the table."""
    draw_bar(pen, row, words.SECTIONS)
    _draw_heads(pen, row + 1, words.SECTION_HEADS)
    row += 2
    for progress in section_progress(cases.calc):
        put_formula(pen, row, _STATE, progress.state_formula, progress.state, "cell_state")
        put(pen, row, _TITLE, progress.title, "cell")
        put_formula(pen, row, _FOUND, progress.found_formula, progress.found, "cell_small")
        put_formula(pen, row, _LINK, progress.link_formula, progress.label, "cell_link")
        fit_row(pen, row, [(progress.title, _TITLE, "cell")], 17)
        row += 1
    set_height(pen, row, 8)
    return row


def _draw_controls(pen: Pen, cases: Cases, row: int) -> tuple[int, int]:
    """Draw the checks; return the first and the last row."""
    draw_bar(pen, row, words.CONTROLS)
    note = _controls_note(pen.page.content)
    put(pen, row + 1, pen.whole, note, "note")
    fit_row(pen, row + 1, [(note, pen.whole, "note")], 16)
    _draw_heads(pen, row + 2, words.CHECK_HEADS)
    first = row + 3
    _draw_wrong_cells(pen, cases, first)
    for number, check in enumerate(cases.checks):
        _draw_check(pen, cases, number, check, first + 1 + number)
    return first, first + len(cases.checks)


def _controls_note(content: FormContent) -> str:
    """What to do about errors and warnings; in a return also where to explain what was marked."""
    if content.returned is None or not content.returned.to_explain:
        return words.CONTROLS_NOTE
    return f"{words.CONTROLS_NOTE}\n{words.EXPLAIN_THERE.format(sheet=words.FIX_SHEET)}"


def _draw_heads(pen: Pen, row: int, heads: tuple[str, ...]) -> None:
    for column, text in enumerate(heads):
        if text:
            put(pen, row, Span(column, column), text, "head")
    set_height(pen, row, 19)


def _draw_wrong_cells(pen: Pen, cases: Cases, row: int) -> None:
    content = cases.calc.range_of("content")
    wrong = first_wrong(cases.calc)
    number = sum(state.content == 2 for state in cases.calc.states.states)
    put(pen, row, _ID, words.WRONG_CELLS_ID, "cell_middle")
    state = f'=IF(COUNTIF({content},2)>0,"{words.ERROR}","{words.HOLDS}")'
    put_formula(pen, row, _STATE, state, words.HOLDS if wrong is None else words.ERROR, "cell_state")
    put(pen, row, _TITLE, words.WRONG_CELLS, "cell")
    found = f'=IF(COUNTIF({content},2)=0,"",{literal(words.WRONG_FOUND)}&COUNTIF({content},2))'
    put_formula(pen, row, _FOUND, found, "" if wrong is None else f"{words.WRONG_FOUND}{number}", "cell_small")
    _put_link(pen, cases, row, -1, "" if wrong is None else cases.calc.label(wrong))
    put(pen, row, _NOTE, None, "not_asked")
    fit_row(pen, row, [(words.WRONG_CELLS, _TITLE, "cell")], 18)


def _draw_check(pen: Pen, cases: Cases, number: int, check: Check, row: int) -> None:
    explainable = check.control.explanation_allowed
    put(pen, row, _ID, check.control.id, "cell_middle")
    put(pen, row, _TITLE, check.control.title, "cell")
    if check.cases:
        note = xl_rowcol_to_cell(row, _NOTE.first, col_abs=True) if explainable else None
        is_open = None if note is None else _open_formula(cases, check, note)
        put_formula(pen, row, _STATE, _state_formula(cases, number, is_open), check.state, "cell_state")
        put_formula(pen, row, _FOUND, _found_formula(cases, number), check.found, "cell_small")
        at = (check.broken or check.cases)[0].at
        _put_link(pen, cases, row, number, cases.calc.label(at))
    else:
        put(pen, row, _STATE, words.ON_RECEIPT, "cell_state")
        put(pen, row, _FOUND, words.JUDGED_LATER, "cell_small")
        put(pen, row, _LINK, None, "cell_link")
    explanation = _draw_note(pen, row, check)
    texts = [(check.control.title, _TITLE, "cell"), (_longest_found(check), _FOUND, "cell_small")]
    fit_row(pen, row, [*texts, (explanation, _NOTE, "explanation")], _EXPLAINED_HEIGHT if explainable else 18)


def _draw_note(pen: Pen, row: int, check: Check) -> str:
    """Draw the explanation, which a return may take from «Исправьте здесь»; return the text that stands there."""
    relation, returned = check.control.id, pen.page.content.returned
    text = "" if returned is None else cell_text(returned.explanations.get(relation, "").strip())
    if not check.control.explanation_allowed:
        put(pen, row, _NOTE, None, "not_asked")
        return ""
    if returned is None or relation not in returned.to_explain:
        put_explanation(pen, row, _NOTE, relation, text)
        return text
    there = fix_cell(returned.to_explain[relation], FixColumn.EXPLANATION)
    put_formula(pen, row, _NOTE, f'=IF({there}="","",{there})', text, "mirrored")
    return text


def _open_formula(cases: Cases, check: Check, note: str) -> str:
    """The condition that a broken relation is not explained."""
    returned = cases.calc.content.returned
    explains = has_words_formula(note) if returned is None else explains_formula(note, check.control.id, returned)
    return f"NOT({explains})"


def _longest_found(check: Check) -> str:
    """What was found as long as it can get, for the row's height: numbers of four digits, further cases counted."""
    longest = max((re.sub(r"= [0-9]*", "= 9999", case.detail) for case in check.cases), key=len, default="")
    return longest + (words.MORE.format(number=9) if len(check.cases) > 1 else "")


def _put_link(pen: Pen, cases: Cases, row: int, number: int, shown: str) -> None:
    link, label = cases.check_cell(number, "link"), cases.check_cell(number, "label")
    put_formula(pen, row, _LINK, f'=IF({label}="","",HYPERLINK("#"&{link},{label}))', shown, "cell_link")


def _state_formula(cases: Cases, number: int, is_open: str | None) -> str:
    verdicts = cases.range_of(number, "verdict")
    check = cases.checks[number]
    word = words.ERROR if check.is_error else words.WARNING
    broken = f'"{word}"' if is_open is None else f'IF({is_open},"{word}","{words.EXPLAINED}")'
    judged = f'COUNTIF({verdicts},0)+COUNTIF({verdicts},"-")'
    number_of_cases = len(check.cases)
    rest = f"IF({judged}={number_of_cases},{_holds(cases.calc, check)},{_missing(cases.calc, check)})"
    if cases.calc.content.picks_place:
        rest = f'IF(COUNTIF({verdicts},"-")={number_of_cases},"{words.NOT_CONCERNED}",{rest})'
    return f"=IF(COUNTIF({verdicts},1)>0,{broken},{rest})"


def _holds(calc: Calc, check: Check) -> str:
    """The word for a check that holds; of blank lines in a section that nobody has begun it is not said."""
    section = [state.field.address for state in untouched_section(calc, check)]
    if not section:
        return f'"{words.HOLDS}"'
    required, content = calc.range_of("required", section), calc.range_of("content", section)
    begun = f"SUM({required})=0,COUNTIFS({required},1,{content},1)>0,{_largest_content(calc, check)}>0"
    return f'IF(OR({begun}),"{words.HOLDS}","{words.MISSING}")'


def _missing(calc: Calc, check: Check) -> str:
    if not check.operands:
        return f'"{words.MISSING}"'
    return f'IF({_largest_content(calc, check)}={Content.WRONG:d},"{words.UNREADABLE}","{words.MISSING}")'


def _largest_content(calc: Calc, check: Check) -> str:
    return largest([calc.cell("content", address) for address in check.operands])


def _found_formula(cases: Cases, number: int) -> str:
    verdicts = cases.range_of(number, "verdict")
    before, after = (literal(part) for part in words.MORE.split("{number}"))
    more = f'IF(COUNTIF({verdicts},1)>1,{before}&(COUNTIF({verdicts},1)-1)&{after},"")'
    detail = f"INDEX({cases.range_of(number, 'detail')},MATCH(1,{verdicts},0))"
    return f'=IF(COUNTIF({verdicts},1)=0,"",{detail}&{more})'


def _states(pen: Pen, first: int, last: int) -> str:
    cells = [xl_rowcol_to_cell(row, _STATE.first, row_abs=True, col_abs=True) for row in (first, last)]
    return f"'{pen.place.name}'!{':'.join(cells)}"


def _colour(pen: Pen, last_row: int) -> None:
    areas = (
        (_VERDICT_ROW, 0, _VERDICT_ROW, pen.place.last_column),
        (_SECTIONS_ROW, _STATE.first, last_row, _STATE.first),
    )
    for look, states in _LOOKS.items():
        for word in states:
            for area in areas:
                options = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": pen.page.formats[look]}
                pen.sheet.conditional_format(*area, options)
