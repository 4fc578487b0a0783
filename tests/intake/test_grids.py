from __future__ import annotations

from engine.intake.grids import Sheet


def test_beyond_the_edge_a_sheet_is_blank() -> None:
    sheet = Sheet("A", [[1.0], []])
    assert [sheet.at(0, 0), sheet.at(0, 1), sheet.at(1, 0), sheet.at(9, 9), sheet.at(-1, 0)] == [
        1.0,
        None,
        None,
        None,
        None,
    ]


def test_a_merged_cell_swallows_all_cells_but_its_first() -> None:
    sheet = Sheet("A", [], merges=((1, 1, 2, 3), (0, 5, 500, 5)))
    assert sheet.swallowed_by(1, 1) is None
    assert sheet.swallowed_by(2, 3) == "B2"
    assert sheet.swallowed_by(3, 3) is None
    assert sheet.swallowed_by(400, 5) == "F1"
