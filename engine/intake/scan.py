"""What the markup of a sheet says, counted against the limits as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from engine.intake.grids import CellContent, Sheet
from engine.intake.limits import FILLED_BOX, FILLED_CELLS, MERGED_CELLS, MERGES
from engine.intake.refusal import Refused, damaged

Position = tuple[int, int]


@dataclass(slots=True)
class SheetScan:
    """What one sheet's markup says; rows and columns zero-indexed, ``height`` and ``width`` reach the last filled cell.

    ``rows`` are the cells' contents where the scan reads them; ``filled`` is how many cells hold anything at all,
    ``blank`` how many of them an empty text, ``unread`` how many stand in workings that nobody asks for.
    ``errors`` holds the text of each error cell; ``unvalued`` formulas without a stored value, ``formulas`` those with
    one; ``percents`` filled cells that are shown as per cent; ``merges`` (first row, first column, last row, last
    column), of ``merged`` cells in all. ``most`` is how many cells the workbook may hold. ``texts`` are the formulas of
    a workbook that carries data, as the file holds them; those that are told once for several cells are left out.
    """

    name: str
    hidden: bool = False
    most: int = FILLED_CELLS
    filled: int = 0
    blank: int = 0
    unread: int = 0
    height: int = 0
    width: int = 0
    rows: list[list[CellContent]] = field(default_factory=list)
    errors: dict[Position, str] = field(default_factory=dict)
    unvalued: set[Position] = field(default_factory=set)
    formulas: set[Position] = field(default_factory=set)
    percents: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    merged: int = 0
    carries_data: bool = False
    texts: dict[Position, str] = field(default_factory=dict)

    def put(self, at: Position, content: CellContent) -> None:
        """Put what a cell holds into its place; an empty text is nothing.

        Raises:
            Refused: something stands there already, or the sheet holds too much for a form.
        """
        row, column = at
        self.filled += 1
        if row >= self.height or column >= self.width or self.filled > self.most:
            self.reach(row, column, cells=0)
        if len(self.rows) <= row:
            self.rows.extend([] for _ in range(row + 1 - len(self.rows)))
        if content == "" or content is None:
            self.blank += 1
            return
        cells = self.rows[row]
        missing = column - len(cells)
        if missing >= 0:
            if missing:
                cells.extend([None] * missing)
            cells.append(content)
        elif cells[column] is None:
            cells[column] = content
        else:
            raise Refused("S13")

    def reach(self, row: int, column: int, *, cells: int = 1) -> None:
        """Note filled cells that end at a row and a column.

        Raises:
            Refused: the sheet holds too much for a form.
        """
        self.filled += cells
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)
        self.check()

    def merge(self, merge: tuple[int, int, int, int]) -> None:
        """Note a merged range.

        Raises:
            Refused: there are too many, or they are too large.
        """
        top, left, bottom, right = merge
        self.merges.append(merge)
        self.merged += (bottom - top + 1) * (right - left + 1)
        if len(self.merges) > MERGES or self.merged > MERGED_CELLS:
            raise Refused("S05", sheet=self.name, rows=bottom + 1, columns=right + 1)

    def check(self) -> None:
        """Compare the sheet with the limits.

        Raises:
            Refused: the sheet holds too much for a form.
        """
        if self.filled > self.most or self.height * self.width > FILLED_BOX:
            raise Refused("S05", sheet=self.name, rows=self.height, columns=self.width)

    def check_put(self) -> None:
        """Compare what stands in the rows with what was counted.

        Raises:
            Refused: something was lost on the way.
        """
        read = sum(len(cells) - cells.count(None) for cells in self.rows)
        # Of a blank text some readers keep the blanks, which is no loss.
        there = self.filled - self.unread
        if not there - self.blank <= read <= there:
            raise damaged("cells", self.name)

    def sheet(self) -> Sheet:
        """The sheet as everything after reading knows it."""
        return Sheet(
            name=self.name,
            rows=self.rows,
            hidden=self.hidden,
            formulas=frozenset(self.formulas),
            percents=frozenset(self.percents),
            hidden_rows=frozenset(self.hidden_rows),
            merges=tuple(self.merges),
            formula_texts=self.texts,
        )


@dataclass(frozen=True, slots=True)
class WorkbookScan:
    """Sheets in the workbook's order and the last-saved moment that it states."""

    sheets: tuple[SheetScan, ...]
    saved_at: datetime | None = None
