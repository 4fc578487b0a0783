"""Finishes the data sheets of a return: notes at marked cells, and marks that go when a cell is put right."""

from __future__ import annotations

from engine.template.checks.calcsheet import Calc
from engine.template.drawing import Pen
from engine.template.returned import Returned
from engine.template.returnmarks import CLEAR, Mark
from engine.template.returnnotes import note_of


def finish_marks(pen: Pen, returned: Returned, calc: Calc) -> None:
    """Write the notes and release the marks; called last, so that the form's own live colours go before."""
    for mark in pen.page.marks.on(pen.place.name):
        _release(pen, mark)
        if mark.address is not None:
            note = note_of(mark, returned.listed, calc.label)
            _, row, column = mark.spot
            if pen.sheet.write_comment(row, column, note.text, note.options) != 0:
                raise ValueError(f"{mark.name}: xlsxwriter refused the note")


def _release(pen: Pen, mark: Mark) -> None:
    if mark.spot not in pen.marked:
        return
    span, look = pen.marked[mark.spot]
    _, row, _ = mark.spot
    options = {"type": "formula", "criteria": f"={mark.level}={CLEAR}", "format": pen.page.formats.unmarked(look)}
    pen.sheet.conditional_format(row, span.first, row, span.last, options)
