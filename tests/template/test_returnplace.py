from __future__ import annotations

from engine.template import words
from engine.template.returned import Problem, Returned
from engine.template.returnplace import FIRST_ROW, HEAD_ROW, FixColumn, fix_cell, fix_place, fix_row
from engine.vocabulary.findings import Severity


def test_every_column_has_a_head_and_a_width() -> None:
    assert len(FixColumn) == len(words.FIX_HEADS) == len(fix_place(Returned()).widths)


def test_where_nothing_is_quoted_explanations_get_the_room() -> None:
    quoting = Returned((Problem("V12", Severity.ERROR, "", "", "", typed="триста"),))
    with_quote, without = (fix_place(each).widths for each in (quoting, Returned()))

    assert with_quote[FixColumn.TYPED] > without[FixColumn.TYPED] == 0
    assert sum(with_quote) == sum(without)


def test_the_first_problem_stands_right_below_the_heads() -> None:
    assert (fix_row(0), fix_row(3)) == (HEAD_ROW + 1, FIRST_ROW + 3)
    assert fix_cell(0, FixColumn.STATE) == f"'Исправьте здесь'!$J${FIRST_ROW + 1}"
