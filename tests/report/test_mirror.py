from __future__ import annotations

import math
from datetime import date

from engine.report.meanings import Meanings
from engine.report.mirror import Mirror
from engine.vocabulary.formulas import formula_hash
from engine.vocabulary.transmittalrows import LONGEST_MIRRORED, Mirrored, read_mirror_row


def cells(mirror: Mirror, meanings: Meanings | None = None) -> list[Mirrored]:
    return [cell for row in mirror.rows(meanings or Meanings()) for cell in read_mirror_row(row)]


def test_every_kind_of_value_is_kept_as_a_reader_of_values_sees_it() -> None:
    mirror = Mirror()
    for column, value in enumerate(("текст", 5, 0.25, date(2024, 12, 31), "a\ud800")):
        mirror.note("Лист", 0, column, value)
    assert [(each.cell, each.value) for each in cells(mirror)] == [
        ("A1", "текст"),
        ("B1", 5),
        ("C1", 0.25),
        ("D1", "2024-12-31"),
        ("E1", "a\ufffd"),
    ]


def test_blank_cells_are_not_kept_but_a_formula_that_shows_nothing_is() -> None:
    mirror = Mirror()
    for column, value in enumerate((None, math.nan, "")):
        mirror.note("Лист", 0, column, value)
    mirror.note("Лист", 0, 3, "", '=IF(A1>0,A1,"")')
    assert cells(mirror) == [Mirrored("Лист", 1, "D", "", is_formula=True, formula=formula_hash('IF(A1>0,A1,"")'))]


def test_cell_written_twice_shows_what_was_written_last() -> None:
    mirror = Mirror()
    mirror.note("Лист", 0, 0, "сначала")
    mirror.note("Лист", 0, 1, "сначала")
    mirror.note("Лист", 0, 0, 7, "=SUM(B1:B9)")
    mirror.note("Лист", 0, 1, None)
    assert cells(mirror) == [Mirrored("Лист", 1, "A", 7, is_formula=True, formula=formula_hash("SUM(B1:B9)"))]


def test_cells_stand_by_sheet_row_and_column_whatever_the_order_of_writing() -> None:
    mirror = Mirror()
    for sheet, row, column in (("Б", 11, 2), ("А", 0, 0), ("Б", 2, 27), ("Б", 2, 3)):
        mirror.note(sheet, row, column, 1)
    assert [(each.sheet, each.cell) for each in cells(mirror)] == [("Б", "D3"), ("Б", "AB3"), ("Б", "C12"), ("А", "A1")]


def test_totals_that_follow_the_filter_and_what_is_worked_out_from_them_are_marked() -> None:
    mirror, meanings = Mirror(), Meanings()
    for column, formula in enumerate(("=SUBTOTAL(9,A5:A9)", "=A1/B1", "=SUM(A5:A9)", None)):
        mirror.note("Лист", 0, column, 1, formula)
    mirror.note("Лист", 1, 1, 1, "=A1/B1")
    meanings.note("Лист", 0, 1, "place:01", "filtered:rows")
    meanings.note("Лист", 1, None, "filtered:rows")
    meanings.note("Лист", 0, 2, "place:01")
    meanings.note("Лист", None, 3, "filtered:rows")
    assert [(each.cell, each.follows_filter) for each in cells(mirror, meanings)] == [
        ("A1", True),
        ("B1", True),
        ("C1", False),
        ("D1", False),  # no formula
        ("B2", True),
    ]


def test_a_row_of_a_list_is_kept_as_its_cells_would_be() -> None:
    values = ["текст", 5, 0.25, None, "", "д" * (LONGEST_MIRRORED + 1), "  "]
    together, apart = Mirror(), Mirror()
    for mirror in (together, apart):
        mirror.note("Лист", 3, 1, "над списком")
        mirror.note("Лист", 9, 0, "под ним")
    together.note_row("Лист", 5, values)
    together.note_row("Лист", 6, [None, ""])
    for column, value in enumerate(values):
        apart.note("Лист", 5, column, value)
    assert list(together.rows(Meanings())) == list(apart.rows(Meanings()))
