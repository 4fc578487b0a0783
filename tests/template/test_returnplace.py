from __future__ import annotations

from engine.template import words
from engine.template.returnplace import FIRST_ROW, HEAD_ROW, FixColumn, fix_cell, fix_place, fix_row


def test_every_column_has_a_head_and_a_width() -> None:
    assert len(FixColumn) == len(words.FIX_HEADS) == len(fix_place().widths)


def test_the_first_problem_stands_right_below_the_heads() -> None:
    assert (fix_row(0), fix_row(3)) == (HEAD_ROW + 1, FIRST_ROW + 3)
    assert fix_cell(0, FixColumn.STATE) == f"'Исправьте здесь'!$J${FIRST_ROW + 1}"
