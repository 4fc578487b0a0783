"""Whether a cell still shows what the run says, or was edited since."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from math import isclose

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.pipeline.explaining.tree import Amount, Node

_NUMBER = re.compile(r"\d{1,3}(?:[\u00a0\u202f ,]\d{3})+(?![\d])|\d+(?:[.,]\d+)?")
_CLOSE = 1e-9
#: Half a unit of the last decimal that a sentence shows of a percentage.
_ROUNDED = 0.051


def shows(cell: CellContent, nodes: Sequence[Node]) -> bool:
    """Tell whether a cell shows the values of its nodes, as a number, a date, or within a sentence.

    A word without any number («мало данных», «–») and a formula without a value contradict nothing, a blank cell only a
    number that is known.
    """
    values = [value for node in nodes for value in _values(node)]
    if isinstance(cell, CellError):
        return False
    if isinstance(cell, FormulaWithoutValue):
        return True
    if cell is None or cell == "":
        return all(value is None for value in values) or any(each.what == "few" for n in nodes for each in n.asides)
    if isinstance(cell, str):
        return _says(cell, values)
    return any(_same(cell, value) for value in (*values, *_share(values))) or not values


def _share(values: Sequence[Amount]) -> tuple[Fraction, ...]:
    """The share that the first of two numbers is of the second, which a bar shows."""
    match values:
        case [int() as first, int() as second] if second:
            return (Fraction(first, second),)
    return ()


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


def _says(text: str, values: Sequence[Amount]) -> bool:
    """Tell whether a sentence has every number that is known; one without numbers says nothing against them."""
    found = [float(re.sub(r"[\u00a0\u202f ]", "", each).replace(",", ".")) for each in _NUMBER.findall(text)]
    known = [value for value in values if isinstance(value, int | Fraction)]
    return not found or all(any(_rounds(value, each) for each in found) for value in known)


def _rounds(value: int | Fraction, said: float) -> bool:
    if isinstance(value, int):
        return said == value
    return abs(float(value) * 100 - said) < _ROUNDED or abs(float(value) - said) < _ROUNDED
