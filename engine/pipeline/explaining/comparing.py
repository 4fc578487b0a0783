"""Whether a cell still shows what the run says, or was edited since."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from math import isclose

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.pipeline.explaining.tree import Amount, Node

_NUMBER = re.compile(r"\d{1,3}(?:[\u00a0\u202f,]\d{3})+|\d+")
_OF = re.compile(rf"\s*({_NUMBER.pattern})\s+(?:из|of)\s+({_NUMBER.pattern})")
_CLOSE = 1e-9
#: Nodes that are about no number of the run.
_SAY_NOTHING = frozenset({"plain", "signs_counted", "rows_shown", "no_indicator"})


def shows(cell: CellContent, nodes: Sequence[Node]) -> bool:
    """Tell whether a cell shows the values of its nodes, as a number, a date, or as «14 из 16».

    Words («мало данных», «–») and a formula without a value contradict nothing, a blank cell only what is known.
    """
    values = [value for node in nodes for value in _values(node)]
    if isinstance(cell, CellError):
        return False
    if isinstance(cell, FormulaWithoutValue) or all(each.what in _SAY_NOTHING for each in nodes):
        return True
    if cell is None or cell == "":
        return all(value is None for value in values) or any(each.what == "few" for n in nodes for each in n.asides)
    if isinstance(cell, str):
        return _says(cell, nodes, values)
    return any(_same(cell, value) for value in (*values, share_of(values))) or not values


def share_of(values: Sequence[Amount]) -> Fraction | None:
    """The share that the first of two numbers is of the second, which a bar shows; None of anything else."""
    match values:
        case [int() as first, int() as second] if second:
            return Fraction(first, second)
    return None


def _values(node: Node) -> list[Amount]:
    """What a cell shows of a node: its value; of what rests on organisations, of how many too."""
    return [node.value, int(str(node.facts["expected"]))] if node.what == "basis" else [node.value]


def _same(cell: CellContent, value: Amount) -> bool:
    if isinstance(cell, datetime):
        return cell.date() == value
    if isinstance(cell, date):
        return cell == value
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not isinstance(value, int | Fraction):
        return False
    return isclose(cell, float(value), rel_tol=_CLOSE, abs_tol=_CLOSE)


def _says(text: str, nodes: Sequence[Node], values: Sequence[Amount]) -> bool:
    """Tell whether a sentence says the same: «14 из 16» both numbers, «не хватает 37 обучающихся» how many."""
    counted = _OF.match(text)
    if counted is not None:
        said = [_number(each) for each in counted.groups()]
        return all(value in said for value in values if isinstance(value, int))
    if any(each.what == "short" for each in nodes):
        said = [_number(each) for each in _NUMBER.findall(text)]
        return not said or any(value in said for value in values)
    return True


def _number(text: str) -> int:
    return int("".join(each for each in text if each.isdigit()))
