"""Writes «Исправьте здесь»: what a return is, and the list of what to put right or to explain."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.template import words
from engine.template.checks.calcsheet import Calc, link_name
from engine.template.checks.explanationcell import put_explanation
from engine.template.drawing import Pen, draw_notice, draw_strip, fit_row, put, put_formula, set_height
from engine.template.formulas import joined, literal
from engine.template.layout import TITLE_ROW, Span
from engine.template.returned import Problem, Returned
from engine.template.returnplace import ABOUT_ROW, FIRST_ROW, HEAD_ROW, FixColumn, fix_row
from engine.template.returnstates import ProblemState
from engine.vocabulary.celltext import cell_text
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity

_KINDS = {Severity.ERROR: "fix_error", Severity.WARNING: "fix_warning", Severity.INFO: "fix_info"}
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "neutral"}
_TO_DO = (words.LEFT, words.MISSING)
_LOOKS = {
    "good": (words.FIXED, words.EXPLAINED),
    "neutral": (words.LOOK, words.OPTIONAL, words.ON_RECEIPT, words.NOT_CONCERNED),
}
_LEAST = 30.0


def draw_fixes(pen: Pen, returned: Returned, states: Sequence[ProblemState], calc: Calc) -> None:
    """Draw the sheet; ``states`` are those of the listed problems, ``calc`` names their cells."""
    draw_strip(pen)
    draw_notice(pen)
    _draw_title(pen, returned, states)
    about = "\n".join(_about(pen, returned))
    put(pen, ABOUT_ROW, pen.whole, about, "fix_about")
    fit_row(pen, ABOUT_ROW, [(about, pen.whole, "fix_about")])
    for column, head in zip(FixColumn, words.FIX_HEADS, strict=True):
        put(pen, HEAD_ROW, _one(column), head, "head")
    set_height(pen, HEAD_ROW, 19)
    for number, (problem, state) in enumerate(zip(returned.listed, states, strict=True)):
        _draw_problem(pen, returned, number, state, calc)
        _colour(pen, fix_row(number), problem.severity)
    if not returned.listed:
        put(pen, FIRST_ROW, pen.whole, words.FIX_NOTHING, "fix_text")
        set_height(pen, FIRST_ROW, _LEAST)


def done_text(check_sheet: str | None) -> str:
    """What stands at the top once nothing is left to put right."""
    if check_sheet is None:
        return words.FIX_DONE
    return f"{words.FIX_DONE} {words.FIX_DONE_CHECK.format(check=check_sheet)}"


def _draw_title(pen: Pen, returned: Returned, states: Sequence[ProblemState]) -> None:
    """Draw the sheet's name and, beside it, what is left to do."""
    pen.sheet.write_string(TITLE_ROW, 0, pen.place.name, pen.page.formats["sheet_title"])
    set_height(pen, TITLE_ROW, 27)
    if not returned.listed:
        return
    kinds, shown = (_rows(column, len(states)) for column in (FixColumn.KIND, FixColumn.STATE))
    left, counts = {}, {}
    for name, severity in (("errors", Severity.ERROR), ("warnings", Severity.WARNING)):
        kind = literal(words.FIX_KINDS[severity])
        left[name] = "+".join(f"COUNTIFS({kinds},{kind},{shown},{literal(word)})" for word in _TO_DO)
        own = zip(returned.listed, states, strict=True)
        counts[name] = sum(problem.severity is severity and state.word in _TO_DO for problem, state in own)
    done = done_text(pen.page.layout.check_sheet)
    formula = f"=IF({'+'.join(left.values())}=0,{literal(done)},{joined(words.FIX_LEFT, left)})"
    text = words.FIX_LEFT.format(**counts) if any(counts.values()) else done
    span = Span(FixColumn.WHAT, FixColumn.STATE)
    put_formula(pen, TITLE_ROW, span, formula, text, "fix_left")
    for start, look in ((done[:9], "good"), (words.FIX_LEFT[:9], "warn")):
        options = {"type": "text", "criteria": "begins with", "value": start, "format": pen.page.formats[look]}
        pen.sheet.conditional_format(TITLE_ROW, span.first, TITLE_ROW, span.last, options)


def _about(pen: Pen, returned: Returned) -> list[str]:
    """What this file is and what to do with it, in a few lines."""
    content, layout = pen.page.content, pen.page.layout
    received = "" if returned.received_on is None else words.FIX_RECEIVED.format(day=day(returned.received_on))
    errors, warnings = (returned.number_of(severity) for severity in (Severity.ERROR, Severity.WARNING))
    facts = {"number": content.revision, "errors": errors, "warnings": warnings}
    is_all_kept = not any(problem.typed for problem in returned.problems)
    what = [words.FIX_ABOUT.format(received=received, **facts), words.FIX_KEPT if is_all_kept else words.FIX_KEPT_BUT]
    do = [words.FIX_ERRORS] if errors else []
    if warnings:
        do.append(words.FIX_EXPLAIN if returned.to_explain else words.FIX_WARNINGS)
    send = [] if layout.check_sheet is None else [words.FIX_CHECK.format(check=layout.check_sheet)]
    send.append(words.FIX_SEND.format(title=layout.sheets[0].name, receiver=words.RECEIVER[content.form.form]))
    return [" ".join(each) for each in (what, do, [words.FIX_MARKS], send) if each]


def _draw_problem(pen: Pen, returned: Returned, number: int, state: ProblemState, calc: Calc) -> None:
    problem, row = returned.listed[number], fix_row(number)
    put(pen, row, _one(FixColumn.NUMBER), f"{number + 1}.", "cell_middle")
    put(pen, row, _one(FixColumn.KIND), words.FIX_KINDS[problem.severity], _KINDS[problem.severity])
    put(pen, row, _one(FixColumn.CODE), problem.code, "fix_info")
    where = _draw_where(pen, row, problem.at, calc)
    typed = "" if problem.typed is None else words.FIX_QUOTE.format(text=problem.typed)
    texts = {
        FixColumn.WHAT: (problem.what, "fix_what"),
        FixColumn.WHY: (problem.why, "fix_why"),
        FixColumn.REMEDY: (problem.remedy, "fix_text"),
        FixColumn.TYPED: (typed, "fix_typed"),
    }
    for column, (text, look) in texts.items():
        put(pen, row, _one(column), cell_text(text) or None, look)
    explanation = _draw_explanation(pen, returned, row, problem)
    if state.formula is None:
        put(pen, row, _one(FixColumn.STATE), state.word, "cell_state")
    else:
        put_formula(pen, row, _one(FixColumn.STATE), state.formula, state.word, "cell_state")
    sized = [(text, _one(column), look) for column, (text, look) in texts.items()]
    sized += [(where, _one(FixColumn.WHERE), "fix_link"), (explanation, _one(FixColumn.EXPLANATION), "explanation")]
    fit_row(pen, row, sized, _LEAST)


def _draw_where(pen: Pen, row: int, at: Address | None, calc: Calc) -> str:
    """Draw the link to the cell; return its text."""
    if at is None:
        put(pen, row, _one(FixColumn.WHERE), words.FIX_WHOLE, "fix_text")
        return words.FIX_WHOLE
    sheet, _, _ = pen.page.layout.position_of(at)
    text = words.FIX_WHERE.format(sheet=sheet, label=calc.label(at))
    formula = f"=HYPERLINK({literal('#' + link_name(at))},{literal(text)})"
    put_formula(pen, row, _one(FixColumn.WHERE), formula, text, "fix_link")
    return text


def _draw_explanation(pen: Pen, returned: Returned, row: int, problem: Problem) -> str:
    """Draw the cell for an explanation, grey where none is asked for; return the text that stands there."""
    span = _one(FixColumn.EXPLANATION)
    if not problem.explainable:
        put(pen, row, span, None, "not_asked")
        return ""
    text = returned.explanations.get(problem.code, "").strip()
    put_explanation(pen, row, span, problem.code, text)
    return text


def _colour(pen: Pen, row: int, severity: Severity) -> None:
    for look, shown in {_TONES[severity]: _TO_DO, **_LOOKS}.items():
        for word in shown:
            options = {"type": "cell", "criteria": "==", "value": literal(word), "format": pen.page.formats[look]}
            pen.sheet.conditional_format(row, FixColumn.STATE, row, FixColumn.STATE, options)


def _one(column: FixColumn) -> Span:
    return Span(column, column)


def _rows(column: FixColumn, number: int) -> str:
    first, last = (
        xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (FIRST_ROW, fix_row(number - 1))
    )
    return f"{first}:{last}"
