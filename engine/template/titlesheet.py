"""Writes what stands above the section of «Титул»: whose form it is, what to do, and how far it is filled in."""

from __future__ import annotations

from engine.template import words
from engine.template.checks.readiness import readiness_formula, readiness_text
from engine.template.checks.verdicts import Summary
from engine.template.content import period_text
from engine.template.drawing import Pen, draw_bar, draw_notice, draw_view, fit_row, put, put_formula, set_height
from engine.template.layout import TITLE_ROW, Span
from engine.vocabulary.dates import day


def draw_title_head(pen: Pen, summary: Summary | None) -> None:
    """Draw the rows above the section."""
    content = pen.page.content
    draw_view(pen)
    draw_notice(pen)
    period = words.SUBTITLE.format(period=period_text(content.period), as_of=day(content.period.as_of))
    lines = [
        (content.programme.organisation, "authority", 20.0),
        (content.form.title, "form_title", 28.0),
        (period, "subtitle", 20.0),
    ]
    if content.returned is not None:
        lines.append((words.RETURNED.format(number=content.revision, sheet=words.FIX_SHEET), "returned", 18.0))
    for number, (text, look, least) in enumerate(lines):
        put(pen, TITLE_ROW + number, pen.whole, text, look)
        fit_row(pen, TITLE_ROW + number, [(text, pen.whole, look)], least)
    row = TITLE_ROW + len(lines)
    draw_bar(pen, row, words.HOW_TO)
    for text in steps(pen):
        row += 1
        put(pen, row, pen.whole, text, "step")
        fit_row(pen, row, [(text, pen.whole, "step")], 17)
    _draw_readiness(pen, row + 1, summary)
    set_height(pen, row + 2, 8)


def steps(pen: Pen) -> tuple[str, ...]:
    """What a curator does, step by step."""
    content = pen.page.content
    first = () if content.place is not None else (words.STEP_PICK if content.picks_place else words.STEP_TYPE,)
    period = content.period
    due = period.due_schools if content.form.form == "school" else period.due_districts
    facts = {
        "sheets": ", ".join(f"«{sheet.name}»" for sheet in pen.page.layout.sheets),
        "check": pen.page.layout.check_sheet or "",
        "fix": words.FIX_SHEET,
        "receiver": words.RECEIVER[content.form.form],
        "due": day(due),
    }
    texts = (*first, *(words.STEPS if content.returned is None else words.RETURN_STEPS))
    return tuple(f"{number}.  {text.format(**facts)}" for number, text in enumerate(texts, start=1))


def _draw_readiness(pen: Pen, row: int, summary: Summary | None) -> None:
    if summary is None or pen.page.layout.check_sheet is None:
        return
    put(pen, row, Span(0, 1), words.READINESS, "state_label")
    span = Span(2, pen.place.last_column)
    formula = readiness_formula()
    put_formula(pen, row, span, formula, readiness_text(summary), "state")
    set_height(pen, row, 32)
    for word, look in ((words.READY, "good"), (words.HAS_ERRORS, "bad"), (words.INCOMPLETE, "warn")):
        options = {"type": "text", "criteria": "begins with", "value": word, "format": pen.page.formats[look]}
        pen.sheet.conditional_format(row, span.first, row, span.last, options)
