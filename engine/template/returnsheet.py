"""Writes «Исправьте здесь»: what a return is, and the list of what to put right or to explain."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.template import words
from engine.template.checks.calcsheet import Calc, link_name
from engine.template.checks.explanationcell import put_explanation
from engine.template.drawing import Pen, draw_notice, draw_view, fit_row, put, put_formula, set_height, strip_text
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
_TO_DO = (words.LEFT, words.TO_EXPLAIN, words.MISSING, words.UNREADABLE)
_LOOKS = {
    "good": (words.FIXED, words.EXPLAINED, words.CHANGED),
    "warn": (words.LOOK,),
    "neutral": (words.OPTIONAL, words.ON_RECEIPT, words.NOT_CONCERNED),
}
_LEAST, _LEAST_EXPLAINED = 30.0, 56.0  # the latter has room for four lines of an explanation


def draw_fixes(pen: Pen, returned: Returned, states: Sequence[ProblemState], calc: Calc) -> None:
    """Draw the sheet; ``states`` are those of the listed problems, ``calc`` names their cells."""
    draw_view(pen)
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


def done_text(check_sheet: str | None, looks: int = 0, waits: int = 0) -> str:
    """What stands at the top once nothing is left to put right; ``looks`` are still to be looked at, ``waits`` wait."""
    return _done(check_sheet, looks, waits).format(looks=looks, waits=waits)


def _done(check_sheet: str | None, looks: int, waits: int) -> str:
    """The text with its placeholders."""
    told = words.FIX_LOOK if looks else words.FIX_WAITS if waits else words.FIX_DONE
    return told if check_sheet is None else f"{told} {words.FIX_DONE_CHECK.format(check=check_sheet)}"


def _draw_title(pen: Pen, returned: Returned, states: Sequence[ProblemState]) -> None:
    """Draw the sheet's name and, beside it, what is left to do."""
    pen.sheet.write_string(TITLE_ROW, 0, pen.place.name, pen.page.formats["sheet_title"])
    set_height(pen, TITLE_ROW, 27)
    if not returned.listed:
        return
    formula, text = _headline(pen, returned, states)
    span = Span(FixColumn.WHAT, FixColumn.STATE)
    put_formula(pen, TITLE_ROW, span, formula, text, "fix_left")
    for told, look in ((words.FIX_DONE, "good"), (words.FIX_LEFT, "warn"), (words.FIX_LOOK, "warn")):
        start = told[:9]
        options = {"type": "text", "criteria": "begins with", "value": start, "format": pen.page.formats[look]}
        pen.sheet.conditional_format(TITLE_ROW, span.first, TITLE_ROW, span.last, options)


def _headline(pen: Pen, returned: Returned, states: Sequence[ProblemState]) -> tuple[str, str]:
    """What is left, as a formula and as it is: to put right or to explain, then to look at, then nothing."""
    shown = list(zip(returned.listed, states, strict=True))
    both = (Severity.ERROR, Severity.WARNING)
    sought = {
        "errors": ((Severity.ERROR,), _TO_DO),
        "warnings": ((Severity.WARNING,), _TO_DO),
        "looks": (both, (words.LOOK,)),
        "waits": (both, (words.ON_RECEIPT,)),
    }
    kinds, words_shown = (_rows(column, len(states)) for column in (FixColumn.KIND, FixColumn.STATE))
    live, counts = {}, {}
    for name, (severities, to_do) in sought.items():
        pairs = [(literal(words.FIX_KINDS[severity]), literal(word)) for severity in severities for word in to_do]
        live[name] = "+".join(f"COUNTIFS({kinds},{kind},{words_shown},{word})" for kind, word in pairs)
        counts[name] = sum(problem.severity in severities and state.word in to_do for problem, state in shown)
    check = pen.page.layout.check_sheet
    formula = f"IF({live['waits']}>0,{joined(_done(check, 0, 1), live)},{literal(done_text(check))})"
    formula = f"IF({live['looks']}>0,{joined(_done(check, 1, 0), live)},{formula})"
    formula = f"=IF({live['errors']}+{live['warnings']}>0,{joined(words.FIX_LEFT, live)},{formula})"
    if counts["errors"] + counts["warnings"]:
        return formula, words.FIX_LEFT.format(**counts)
    return formula, done_text(check, counts["looks"], counts["waits"])


def _about(pen: Pen, returned: Returned) -> list[str]:
    """What this file is and what to do with it, in a few lines."""
    content, layout = pen.page.content, pen.page.layout
    received = "" if returned.received_on is None else words.FIX_RECEIVED.format(day=day(returned.received_on))
    errors, warnings = (returned.number_of(severity) for severity in (Severity.ERROR, Severity.WARNING))
    told = {"errors": _counted(returned, Severity.ERROR), "warnings": _counted(returned, Severity.WARNING)}
    facts = {"number": content.revision, **told}
    is_all_kept = not any(problem.typed for problem in returned.problems)
    what = [words.FIX_ABOUT.format(received=received, **facts), words.FIX_KEPT if is_all_kept else words.FIX_KEPT_BUT]
    do = [words.FIX_ERRORS] if errors else []
    if warnings:
        do.append(words.FIX_EXPLAIN if returned.to_explain else words.FIX_WARNINGS)
    if any({*problem.cells} - {*problem.main_cells} for problem in returned.problems):
        do.append(words.FIX_BOLD)
    send = [] if layout.check_sheet is None else [words.FIX_CHECK.format(check=layout.check_sheet)]
    send.append(words.FIX_SEND.format(title=layout.sheets[0].name, receiver=words.RECEIVER[content.form.form]))
    whose = [] if content.place is None else [strip_text(content, content.place)]
    return [" ".join(each) for each in (whose, what, do, [words.FIX_MARKS], send) if each]


def _counted(returned: Returned, severity: Severity) -> str:
    """How many problems of a weight there are and, where they are found in more places than that, in how many."""
    number, places = returned.number_of(severity), returned.places_of(severity)
    return str(number) if places == number else words.FIX_PLACES.format(number=number, places=places)


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
    sized += [(word, _one(FixColumn.STATE), "cell_state") for word in (state.word, words.CHANGED)]
    fit_row(pen, row, sized, _LEAST_EXPLAINED if problem.explainable else _LEAST)


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
    for look, shown in ((_TONES[severity], _TO_DO), *_LOOKS.items()):
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
