"""The cell in which a curator explains a control relation, with the prompt that says what belongs there."""

from __future__ import annotations

from engine.template import words
from engine.template.drawing import Pen, put
from engine.template.inputs import LONGEST_ANSWER, LONGEST_TITLE
from engine.template.layout import Span
from engine.vocabulary.celltext import cell_text


def put_explanation(pen: Pen, row: int, span: Span, relation: str, text: str = "") -> None:
    """Draw the cell, open for typing; ``text`` is what was written so far."""
    put(pen, row, span, cell_text(text) or None, "explanation")
    rule = {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_ANSWER,
        "input_title": words.EXPLAIN_TITLE.format(id=relation)[:LONGEST_TITLE],
        "input_message": words.EXPLAIN,
        "error_title": words.REFUSAL_TITLE["text"],
        "error_message": words.REFUSAL["text"].format(longest=LONGEST_ANSWER),
    }
    if pen.sheet.data_validation(row, span.first, row, span.first, rule) != 0:
        raise ValueError(f"{relation}: xlsxwriter refused the validation {rule}")
