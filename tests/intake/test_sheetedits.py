"""One sheet of a transmittal, changed in every way that people change sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet
from engine.intake.positions import letters_of
from engine.intake.sheetedits import TEXT, Cells, SheetEdits, edits_of, likeness, texts_of
from engine.vocabulary.transmittal import Edit
from engine.vocabulary.transmittalrows import mirrored

Rows = list[list[CellContent]]

HEAD: Rows = [["Охват", None, None, None], [None] * 4, ["Код", "Организация", "Всего", "Доля"]]
SCHOOLS: Rows = [[f"01{number:02d}", f"Школа № {number}", 100.0 + number, 0.5 + number / 100] for number in range(1, 9)]
TOTAL: Rows = [[None, "Всего", 836.0, 0.545]]
PAGE = [*HEAD, *SCHOOLS, *TOTAL]
#: Shares and totals are formulas.
FORMULAS = frozenset({(row, 3) for row in range(3, 11)} | {(11, 2), (11, 3)})


def mirror_of(rows: Rows, formulas: frozenset[tuple[int, int]] = FORMULAS, following: int | None = None) -> Cells:
    return {
        number: {
            column: mirrored(
                "Охват",
                number + 1,
                letters_of(column),
                value,  # type: ignore[arg-type]  # texts and numbers only
                is_formula=(number, column) in formulas,
                follows_filter=number == following,
            )
            for column, value in enumerate(row)
            if value is not None
        }
        for number, row in enumerate(rows)
        if any(value is not None for value in row)
    }


MIRROR = mirror_of(PAGE)


def page(*, formulas: frozenset[tuple[int, int]] = FORMULAS, rows: Rows = PAGE) -> Sheet:
    return Sheet("Охват", rows, formulas=formulas)


def copied() -> Rows:
    return [list(row) for row in PAGE]


def found(rows: Rows, formulas: frozenset[tuple[int, int]] = FORMULAS, *, known: bool = True) -> SheetEdits:
    return edits_of("Охват", MIRROR, Sheet("Лист1", rows, formulas=formulas), formulas_known=known)


def lowered(formulas: frozenset[tuple[int, int]], first: int, by: int) -> frozenset[tuple[int, int]]:
    """Formulas after rows from ``first`` on moved down."""
    return frozenset((row + by if row >= first else row, column) for row, column in formulas)


def test_a_sheet_as_it_was_written_has_no_edits() -> None:
    assert found(copied()) == SheetEdits()
    assert found(copied(), frozenset(), known=False) == SheetEdits()


def test_rows_and_columns_that_a_program_adds_blank_are_none() -> None:
    assert found([*([*row, None, ""] for row in PAGE), [], [None, " "]]) == SheetEdits()


def test_a_number_and_a_text_are_told_with_their_cell_and_a_text_that_came_is_not_quoted() -> None:
    rows = copied()
    rows[4][2], rows[5][1], rows[6][2] = 999.0, "Петрова А. И.", None
    assert found(rows).cells == (
        Edit("Охват", "C5", "102", "999"),
        Edit("Охват", "B6", "Школа № 3", TEXT),
        Edit("Охват", "C7", "104", None),
    )


def test_what_is_written_into_a_blank_cell_is_an_edit() -> None:
    rows = copied()
    rows[0][3] = "согласовано"
    assert found(rows).cells == (Edit("Охват", "D1", None, TEXT),)


def test_a_formula_that_a_number_has_replaced_is_an_edit_and_one_with_another_result_is_told_apart() -> None:
    rows = copied()
    rows[4][3], rows[11][2] = 0.99, 840.0
    edits = found(rows, FORMULAS - {(4, 3)})
    assert edits.cells == (Edit("Охват", "D5", "0.52", "0.99"),)
    assert edits.results == (Edit("Охват", "C12", "836", "840"),)


def test_a_formula_replaced_by_the_number_that_it_gave_is_told_apart() -> None:
    edits = found(copied(), FORMULAS - {(4, 3), (11, 2)})
    assert edits == SheetEdits(frozen=("D5", "C12"))
    assert found(copied(), frozenset(), known=False) == SheetEdits()


def test_a_total_that_follows_the_filter_is_an_edit_once_it_is_a_typed_number() -> None:
    rows = copied()
    rows[11][2] = 5.0
    following = mirror_of(PAGE, following=11)
    came = edits_of("Охват", following, page(rows=rows, formulas=FORMULAS - {(11, 2)}), formulas_known=True)
    assert came == SheetEdits(cells=(Edit("Охват", "C12", "836", "5"),))


def test_totals_that_follow_the_filter_may_show_anything() -> None:
    rows = copied()
    rows[11][2], rows[11][3] = 5.0, 0.1
    following = mirror_of(PAGE, following=11)
    assert edits_of("Охват", following, page(rows=rows), formulas_known=True) == SheetEdits()


def test_a_formula_that_gives_an_error_now_is_told_as_another_result() -> None:
    rows = copied()
    rows[11][2] = CellError("#REF!")
    edits = found(rows, FORMULAS - {(11, 2)})
    assert (edits.cells, [each.cell for each in edits.results]) == ((), ["C12"])


def test_a_total_that_followed_the_filter_and_is_a_number_now_was_replaced() -> None:
    rows = copied()
    rows[11][2] = 5.0
    came = page(rows=rows, formulas=FORMULAS - {(11, 2)})
    edits = edits_of("Охват", mirror_of(PAGE, following=11), came, formulas_known=True)
    assert edits.cells == (Edit("Охват", "C12", "836", "5"),)


def test_a_formula_that_was_never_calculated_is_no_edit() -> None:
    rows = copied()
    rows[11][2] = FormulaWithoutValue()
    assert found(rows) == SheetEdits()


def test_in_an_xls_a_text_that_a_formula_gave_may_have_become_zero() -> None:
    mirror = mirror_of([["Код", "мало данных"]], frozenset({(0, 1)}))
    came = Sheet("Охват", [["Код", 0.0]])
    assert edits_of("Охват", mirror, came, formulas_known=False) == SheetEdits()
    assert edits_of("Охват", mirror, came, formulas_known=True).cells != ()


@pytest.mark.parametrize("at", [0, 1, 3, 6, 12])
@pytest.mark.parametrize("row", [[None] * 4, ["", "вписано", 5.0, None]])
def test_an_inserted_row_is_told_as_a_row(at: int, row: list[CellContent]) -> None:
    rows = [*PAGE[:at], row, *PAGE[at:]]
    if at == len(PAGE) and not any(row):
        return  # a blank row below the sheet is nothing
    edits = found(rows, lowered(FORMULAS, at, 1))
    assert edits == SheetEdits(rows_added=edits.rows_added)
    assert len(edits.rows_added) == 1
    if any(row):
        assert edits.rows_added == (at + 1,)


@pytest.mark.parametrize("at", [0, 2, 3, 6, 11])
def test_a_deleted_row_is_told_as_a_row_by_its_former_number(at: int) -> None:
    rows = copied()
    del rows[at]
    assert found(rows, lowered(FORMULAS - {(at, 2), (at, 3)}, at, -1)) == SheetEdits(rows_deleted=(at + 1,))


def test_edits_beside_an_inserted_and_a_deleted_row_are_told_where_they_stand_now() -> None:
    rows = copied()
    del rows[9]
    rows.insert(4, ["", "вписано", None, None])
    rows[7][2] = 999.0  # school 4, one row lower than it was
    edits = found(rows, lowered(lowered(FORMULAS - {(9, 3)}, 9, -1), 4, 1))
    assert (edits.rows_added, edits.rows_deleted) == ((5,), (10,))
    assert edits.cells == (Edit("Охват", "C8", "104", "999"),)


def test_an_inserted_column_is_told_as_a_column() -> None:
    rows = [[*row[:2], None, *row[2:]] for row in PAGE]
    formulas = frozenset((row, column + 1) for row, column in FORMULAS)
    assert found(rows, formulas) == SheetEdits(columns_added=("C",))


def test_a_deleted_column_is_told_as_a_column_by_its_former_letter() -> None:
    rows = [[*row[:2], *row[3:]] for row in PAGE]
    formulas = frozenset((row, 2) for row, column in FORMULAS if column == 3)
    assert found(rows, formulas) == SheetEdits(columns_deleted=("C",))


def test_a_column_of_notes_beside_the_table_is_a_column_and_one_note_is_a_cell() -> None:
    rows = [[*row, f"проверено {number}"] for number, row in enumerate(PAGE)]
    assert found(rows) == SheetEdits(columns_added=("E",))
    rows = copied()
    rows[5].append("проверить")
    assert found(rows).cells == (Edit("Охват", "E6", None, TEXT),)


def test_a_column_rewritten_in_its_place_is_told_cell_by_cell() -> None:
    rows = copied()
    for row in rows[3:11]:
        row[2] = 7.0
    edits = found(rows)
    assert len(edits.cells) == 8
    assert (edits.columns_added, edits.columns_deleted, edits.rows_added) == ((), (), ())


def test_a_sorted_sheet_has_moved_rows_and_no_edits() -> None:
    rows = [*PAGE[:3], *PAGE[10:2:-1], *PAGE[11:]]
    edits = found([list(row) for row in rows])
    assert edits == SheetEdits(moved=edits.moved)
    assert edits.moved == 7


@given(st.sets(st.tuples(st.integers(3, 10), st.sampled_from([0, 1, 2])), max_size=6), st.integers(0, 10**6))
def test_exactly_the_cells_that_were_edited_are_told(where: set[tuple[int, int]], seed: int) -> None:
    rows, random = copied(), Random(seed)  # noqa: S311  not for secrets
    for row, column in where:
        rows[row][column] = float(random.randrange(10**6, 10**7))
    edits = found(rows)
    assert {each.cell for each in edits.cells} == {f"{letters_of(column)}{row + 1}" for row, column in where}
    assert (edits.rows_added, edits.rows_deleted, edits.columns_added, edits.columns_deleted) == ((), (), (), ())


def test_a_sheet_is_known_by_its_texts() -> None:
    texts = texts_of(MIRROR)
    assert texts["Школа № 3"] == 1
    assert likeness(texts, page()) == 1
    assert likeness(texts, Sheet("Чужой", [["Код", "что-то"]])) < 0.2
    assert likeness(Counter(), page()) == 0


def test_a_long_sheet_that_was_sorted_is_compared_in_a_moment() -> None:
    long: Sequence[list[CellContent]] = [
        [f"{number:05d}", f"Школа № {number}", float(number)] for number in range(5_000)
    ]
    rows = list(long)
    Random(1).shuffle(rows)  # noqa: S311  not for secrets
    edits = edits_of("Данные", mirror_of(list(long), frozenset()), Sheet("Данные", rows), formulas_known=True)
    assert edits == SheetEdits(moved=edits.moved)
