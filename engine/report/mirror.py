"""What every cell of a workbook shows, noted while it is written, so that a later edit of it can be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from engine.report.columns import column_letters
from engine.report.meanings import Meanings, Spot
from engine.vocabulary.celltext import cell_text
from engine.vocabulary.formulas import formula_hash
from engine.vocabulary.transmittalrows import Mirrored, list_rows, mirror_rows, mirrored

#: How the part of a meaning begins that says of a total that it follows the filter.
FILTERED = "filtered:"
_SUBTOTAL = "SUBTOTAL("


@dataclass
class Mirror:
    """The cells of a workbook that show something, by sheet, row and column (zero-indexed)."""

    cells: dict[str, dict[tuple[int, int], Mirrored]] = field(default_factory=dict)
    lists: dict[str, dict[int, Sequence[str | float | None]]] = field(default_factory=dict)

    def note(self, sheet: str, row: int, column: int, value: object, formula: str | None = None) -> None:
        """Note what a cell holds now: a value, or the result of a formula.

        None, NaN and an empty text leave a cell blank; a formula with such a result is kept.
        """
        shown, cells = _shown(value), self.cells.setdefault(sheet, {})
        if formula is None and shown in (None, ""):
            cells.pop((row, column), None)
            return
        cell = mirrored(
            sheet,
            row + 1,
            column_letters(column),
            "" if shown is None else shown,
            is_formula=formula is not None,
            follows_filter=formula is not None and _SUBTOTAL in formula,
        )
        cells[row, column] = cell if formula is None else replace(cell, formula=formula_hash(formula))

    def note_row(self, sheet: str, row: int, values: Sequence[str | float | None]) -> None:
        """Note what a row holds from the first column on, in which nothing else is noted: texts that a cell can hold.

        None and an empty text leave a cell blank.
        """
        self.cells.setdefault(sheet, {})
        self.lists.setdefault(sheet, {})[row] = values

    def rows(self, meanings: Meanings) -> Iterator[str]:
        """Every cell as rows of text (`transmittalrows.mirror_rows`), by sheet as they were begun, row and column.

        By ``meanings`` the cells are known that are worked out from totals which follow the filter.
        """
        filtered = (spot for spot, parts in meanings.parts.items() if any(each.startswith(FILTERED) for each in parts))
        following = frozenset(filtered)
        for sheet, cells in self.cells.items():
            lists = self.lists.get(sheet, {})
            by_row = {row: list(each) for row, each in groupby(sorted(cells.items()), lambda each: each[0][0])}
            for row in sorted(by_row.keys() | lists.keys()):
                if row in by_row:
                    spotted = (((sheet, *at), cell) for at, cell in by_row[row])
                    yield from mirror_rows(_known(spot, cell, following) for spot, cell in spotted)
                else:
                    held = ((number, value) for number, value in enumerate(lists[row]) if value not in (None, ""))
                    yield from list_rows(sheet, row + 1, [(column_letters(column), value) for column, value in held])


def _known(spot: Spot, cell: Mirrored, following: frozenset[Spot]) -> Mirrored:
    sheet, row, column = spot
    spots = (spot, (sheet, row, None), (sheet, None, column))
    follows = cell.is_formula and not following.isdisjoint(spots)
    return replace(cell, follows_filter=True) if follows else cell


def _shown(value: object) -> str | float | None:
    """What a reader of values sees: text as the cell can hold it, a date as ISO 8601, a number as it is."""
    if isinstance(value, str):
        return cell_text(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if value is None or value != value:  # noqa: PLR0124  NaN is the one value that differs from itself
        return None
    return value if isinstance(value, float) else int(value)  # type: ignore[call-overload]  # a number of any kind, as `Page.put` takes it
