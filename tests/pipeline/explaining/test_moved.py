from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.intake.grids import CellContent, Sheet
from engine.pipeline.explaining.moved import WrittenRows
from engine.report.meanings import text_mark

HEAD, FIRST, SECOND, THIRD = ("Школа", "Вид"), ("Первая", "школа"), ("Вторая", "школа"), ("Третья", "детский сад")
WRITTEN = (HEAD, FIRST, SECOND, THIRD)


def rows_now(*rows: Sequence[CellContent], written: Sequence[Sequence[str]] = WRITTEN) -> WrittenRows:
    """The rows as they stand now, each with a number; the head means nothing."""
    marks = {number: frozenset(map(text_mark, row)) for number, row in enumerate(written) if number}
    return WrittenRows(Sheet("Показатели", tuple((*row, 5.0) for row in rows)), marks)


def stood(rows: WrittenRows) -> list[int | None]:
    return [rows.written_at(row) for row in range(len(rows.sheet.rows))]


def test_rows_that_nobody_moved_are_where_they_were() -> None:
    assert stood(rows_now(*WRITTEN)) == [0, 1, 2, 3]


def test_sorted_rows_are_known_by_their_texts() -> None:
    assert stood(rows_now(HEAD, THIRD, FIRST, SECOND)) == [0, 3, 1, 2]


def test_rows_below_one_that_was_added_or_deleted_are_known() -> None:
    assert stood(rows_now(HEAD, ("Новая строка",), FIRST, SECOND, THIRD)) == [0, None, 1, 2, 3]
    assert stood(rows_now(HEAD, SECOND, THIRD)) == [0, 2, 3]


def test_text_edited_in_its_place_makes_no_other_row() -> None:
    assert stood(rows_now(HEAD, ("Первая № 1", "школа"), SECOND, THIRD)) == [0, 1, 2, 3]


def test_edited_row_of_a_sorted_sheet_is_not_guessed() -> None:
    assert stood(rows_now(HEAD, ("Первая № 1", "школа"), THIRD, SECOND)) == [0, None, 3, 2]


def test_row_written_over_with_other_texts_is_not_the_one_that_stood_there() -> None:
    assert stood(rows_now(HEAD, ("Чужая", "колледж"), SECOND, THIRD)) == [0, None, 2, 3]


def test_alike_rows_are_told_apart_only_while_no_row_is_moved() -> None:
    twins = (HEAD, FIRST, FIRST, SECOND)
    assert stood(rows_now(*twins, written=twins)) == [0, 1, 2, 3]
    assert stood(rows_now(HEAD, SECOND, FIRST, FIRST, written=twins))[2:] == [None, None]


def test_row_with_more_texts_is_not_taken_for_one_whose_texts_are_among_them() -> None:
    written = (HEAD, ("школа",), FIRST, THIRD)
    assert stood(rows_now(HEAD, FIRST, THIRD, ("школа",), written=written))[:3] == [0, 2, 3]


@pytest.mark.parametrize("text", ["Первая\nшкола", " Первая  школа "])
def test_blanks_and_line_ends_make_no_difference(text: str) -> None:
    written = (HEAD, ("Первая школа",))
    assert stood(rows_now(HEAD, (text,), written=written)) == [0, 1]


def test_workbook_without_marks_is_taken_as_it_stands() -> None:
    assert WrittenRows(Sheet("Показатели", (FIRST,)), {}).written_at(0) == 0
