"""One model of a workbook for all formats: sheets of cells, with what is wrong with a cell kept in the cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeAlias

from engine.intake.positions import address_of

_TALL = 50  # rows: taller merges are looked through one by one


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value, e.g. «#ДЕЛ/0!»."""

    text: str


@dataclass(frozen=True, slots=True)
class FormulaWithoutValue:
    """A formula that no program has calculated yet."""


CellContent: TypeAlias = str | int | float | bool | date | datetime | CellError | FormulaWithoutValue | None


@dataclass(frozen=True)
class Sheet:
    """One sheet; rows and columns zero-indexed, rows may differ in length.

    ``formulas`` are cells whose value a formula calculated, ``percents`` cells shown as per cent, ``merges`` merged
    ranges (first row, first column, last row, last column). ``formula_texts`` are formulas as the file holds them, of a
    workbook that carries data and in a format that tells them.
    """

    name: str
    rows: Sequence[Sequence[CellContent]]
    hidden: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    formula_texts: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def at(self, row: int, column: int) -> CellContent:
        """What stands in a cell; None beyond the sheet's edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def swallowed_by(self, row: int, column: int) -> str | None:
        """The address of the merged cell that covers this one, unless it is its first cell; None where none does."""
        for top, left, bottom, right in (*self._merges_by_row.get(row, ()), *self._tall_merges):
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                return address_of(top, left)
        return None

    @cached_property
    def _merges_by_row(self) -> dict[int, list[tuple[int, int, int, int]]]:
        rows: dict[int, list[tuple[int, int, int, int]]] = {}
        for merge in self.merges:
            if merge[2] - merge[0] <= _TALL:
                for row in range(merge[0], merge[2] + 1):
                    rows.setdefault(row, []).append(merge)
        return rows

    @cached_property
    def _tall_merges(self) -> tuple[tuple[int, int, int, int], ...]:
        return tuple(merge for merge in self.merges if merge[2] - merge[0] > _TALL)


@dataclass(frozen=True)
class Workbook:
    """A workbook as read: its sheets in order and when it says it was last saved (UTC)."""

    sheets: tuple[Sheet, ...]
    saved_at: datetime | None = field(default=None)
