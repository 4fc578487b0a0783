from __future__ import annotations

import pytest

from engine.intake.grids import CellContent
from engine.intake.limits import FILLED_BOX, FILLED_CELLS
from engine.intake.refusal import Refused
from engine.intake.scan import Position, SheetScan


def _put(*cells: tuple[Position, CellContent]) -> SheetScan:
    scan = SheetScan("a")
    for at, content in cells:
        scan.put(at, content)
    return scan


def test_cells_stand_where_they_were_put_in_whatever_order() -> None:
    scan = _put(((1, 2), 5.0), ((1, 0), "x"), ((0, 1), True))
    assert scan.rows == [[None, True], ["x", None, 5.0]]
    assert (scan.filled, scan.height, scan.width) == (3, 2, 3)


def test_an_empty_text_is_nothing_but_was_there() -> None:
    scan = _put(((0, 0), ""), ((0, 1), 1.0))
    assert (scan.rows, scan.filled, scan.blank) == ([[None, 1.0]], 2, 1)
    scan.check_put()


def test_two_cells_at_one_place_are_refused() -> None:
    with pytest.raises(Refused, match="S13"):
        _put(((0, 0), 1.0), ((0, 1), 1.0), ((0, 0), 2.0))


def test_a_cell_that_was_lost_is_noticed() -> None:
    scan = _put(((0, 0), 1.0), ((3, 1), 1.0))
    scan.check_put()
    scan.rows[3][1] = None
    with pytest.raises(Refused, match="F08"):
        scan.check_put()


def test_the_count_of_cells_put_is_limited() -> None:
    scan = SheetScan("a", most=2)
    scan.put((0, 0), 1.0)
    scan.put((0, 1), 1.0)
    with pytest.raises(Refused, match="S05"):
        scan.put((0, 0), 1.0)


@pytest.mark.parametrize(("height", "width"), [(FILLED_BOX // 100, 100), (1000, FILLED_BOX // 1000)])
def test_the_box_of_filled_cells_is_limited(height: int, width: int) -> None:
    SheetScan("a").reach(height - 1, width - 1)
    with pytest.raises(Refused):
        SheetScan("a").reach(height, width - 1)


def test_the_count_of_filled_cells_is_limited() -> None:
    SheetScan("a").reach(0, 0, cells=FILLED_CELLS)
    with pytest.raises(Refused):
        SheetScan("a").reach(0, 0, cells=FILLED_CELLS + 1)
