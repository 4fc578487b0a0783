"""Writes the sheets whose lines are numbered and filled at will: «Практики»."""

from __future__ import annotations

from engine.template import words
from engine.template.cellmarks import mark_cells
from engine.template.drawing import Pen, draw_bar, draw_heads, fit_row, put
from engine.template.layout import SectionPlace, Span
from engine.template.linesheet import draw_field, typed_texts

LINE_HEIGHT = 27.0


def draw_free_section(pen: Pen, section: SectionPlace) -> None:
    """Draw the section: title bar, note, heads, numbered lines."""
    draw_bar(pen, section.title_row, section.section.title)
    if section.note_row is not None:
        note = section.section.note or ""
        put(pen, section.note_row, pen.whole, note, "note")
        fit_row(pen, section.note_row, [(note, pen.whole, "note")], 15)
    columns = {column.column: column for column in section.section.columns}
    heads = [
        (words.HEADS["free_label"], section.label, words.LETTERS[0]),
        (words.HEADS["code"], Span(section.code, section.code), words.LETTERS[1]),
        *((columns[number].label, span, number) for number, span in section.values.items()),
    ]
    draw_heads(pen, section.head_row, section.number_row, heads)
    for line in section.lines:
        put(pen, section.rows[line.line], section.label, line.label, "cell_middle")
        put(pen, section.rows[line.line], Span(section.code, section.code), line.line, "code")
        fit_row(pen, section.rows[line.line], typed_texts(pen, section, line), LINE_HEIGHT)
    for field in pen.page.content.fields_of(section.section):
        draw_field(pen, section, field)
    mark_cells(pen, section)
