from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.pipeline.explaining.comparing import shows
from engine.pipeline.explaining.tree import Node

SHARE = Node("share", Fraction(2, 3))
SHORT = Node("short", 1500)
BASIS = Node("basis", 14, facts={"expected": 16})
PAIR = (Node("reports", 14), Node("reports", 16))


@pytest.mark.parametrize(
    ("cell", "nodes"),
    [
        (0.6666666666666666, (SHARE,)),
        (1500.0, (SHORT,)),
        ("не хватает 1\u00a0500 обучающихся", (SHORT,)),
        ("1,500 pupils are missing", (SHORT,)),
        ("мало данных", (SHARE,)),
        ("–", (SHORT,)),
        ("14 из 16", (BASIS,)),
        ("14 of 16", (BASIS,)),
        ("14 из 16", PAIR),
        (0.875, PAIR),
        (None, (Node("share_none"),)),
        ("", (Node("share_none"),)),
        (None, (Node("own_share", Fraction(1, 2), asides=(Node("few"),)),)),
        (FormulaWithoutValue(), (SHARE,)),
        (5.0, (Node("plain"),)),
        (date(2025, 1, 17), (Node("due_on", date(2025, 1, 17)),)),
        (datetime(2025, 1, 17), (Node("due_on", date(2025, 1, 17)),)),  # noqa: DTZ001  a cell has no time zone
        ("Цель не достигнута: № 6 (срок 31.12.2022)", (Node("activities", 1),)),
    ],
)
def test_cell_shows_what_the_run_says(cell: CellContent, nodes: tuple[Node, ...]) -> None:
    assert shows(cell, nodes)


@pytest.mark.parametrize(
    ("cell", "nodes"),
    [
        (0.67, (SHARE,)),
        (1501, (SHORT,)),
        ("не хватает 1\u00a0501 обучающегося", (SHORT,)),
        ("15 из 16", (BASIS,)),
        ("14 из 17", PAIR),
        (0.9, PAIR),
        (None, (SHARE,)),
        ("", (SHORT,)),
        (0.0, (Node("share_none"),)),
        (True, (Node("count", 1),)),
        (CellError("#ДЕЛ/0!"), (SHARE,)),
        (date(2025, 1, 18), (Node("due_on", date(2025, 1, 17)),)),
    ],
)
def test_cell_that_was_edited_does_not(cell: CellContent, nodes: tuple[Node, ...]) -> None:
    assert not shows(cell, nodes)
