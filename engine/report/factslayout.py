"""Where every fact of a workbook stands on «Данные»: for the sheet itself and for links to the rows behind a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from engine.report import wording
from engine.report.columns import column_letters
from engine.report.factfields import leaves_district
from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.top import CONTENT_ROW
from engine.vocabulary.fields import Address
from engine.vocabulary.language import tr

FILTERED_ROW, HEAD_ROW = CONTENT_ROW, CONTENT_ROW + 1
FIRST_ROW = CONTENT_ROW + 2
LAST_COLUMN = 9
#: Rows of one sheet of Excel, less the top and the head.
ROWS_PER_SHEET = 1_048_576 - FIRST_ROW

#: Where a value of a place stands: place, line, column.
Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FactsPart:
    """One sheet of facts: its name, and which of the facts listed it holds (from ``start``, before ``stop``)."""

    sheet: str
    start: int
    stop: int

    @property
    def last_row(self) -> int:
        """The last row that holds a fact, zero-indexed."""
        return FIRST_ROW + self.stop - self.start - 1


@dataclass(frozen=True)
class FactsLayout:
    """Where every fact of a workbook stands, on as many sheets as they need; rows are zero-indexed.

    Facts are sorted by line, column, district and place, so that those behind a total are one block.
    """

    scope: Scope
    rows_per_sheet: int = ROWS_PER_SHEET

    @cached_property
    def facts(self) -> tuple[Row, ...]:
        """The facts listed, in their order; in a workbook that leaves the district only those that may."""
        scope = self.scope
        shown = [row for row in scope.facts if leaves_district(scope, row)] if scope.is_public else list(scope.facts)
        shown.sort(key=lambda row: (row.line, int(row.column), row.district_id, row.place_id))
        return tuple(shown)

    @cached_property
    def parts(self) -> tuple[FactsPart, ...]:
        """The sheets; a line and column goes on to the next one only where it does not fit one of its own."""
        name, parts, start = tr(wording.FACTS), [], 0
        for first, last in self._blocks.values():
            while last - start > self.rows_per_sheet:
                stop = first if first > start else start + self.rows_per_sheet
                parts.append((start, stop))
                start = stop
        parts.append((start, len(self.facts)))
        names = (name if number == 1 else f"{name} {number}" for number in range(1, len(parts) + 1))
        return tuple(FactsPart(sheet, *part) for sheet, part in zip(names, parts, strict=True))

    @property
    def value_column(self) -> int:
        """The column of the values, zero-indexed."""
        return 6 if self.scope.is_public else 5

    @property
    def value_letter(self) -> str:
        """The column of the values as an address names it."""
        return column_letters(self.value_column)

    @cached_property
    def row_numbers(self) -> Mapping[Spot, int]:
        """The row, counted from 1, of each fact on the first sheet by place, line and column."""
        first = self.parts[0]
        return {
            (row.place_id, row.line, row.column): FIRST_ROW + 1 + number
            for number, row in enumerate(self.facts[: first.stop])
        }

    def cell(self, spot: Spot) -> tuple[str, str] | None:
        """Sheet and address of a value by place, line and column; None where it is not listed."""
        number = self._numbers.get(spot)
        if number is None:
            return None
        part = self._part_of(number)
        return part.sheet, f"{self.value_letter}{FIRST_ROW + 1 + number - part.start}"

    def block(self, address: Address, district_id: str | None = None) -> tuple[str, str] | None:
        """The rows behind a total, as a link takes them: sheet and cells («A12:J45»); None where there is none.

        ``district_id`` None: those of the whole workbook. Rows that go on on the next sheet are left to the reader.
        """
        found = self._blocks.get((address.line, address.column))
        if found is not None and district_id is not None:
            found = self._district_blocks.get((address.line, address.column, district_id))
        if found is None:
            return None
        part = self._part_of(found[0])
        first, last = (FIRST_ROW + each - part.start for each in (found[0], min(found[1], part.stop) - 1))
        return part.sheet, f"A{first + 1}:{column_letters(LAST_COLUMN)}{last + 1}"

    def _part_of(self, number: int) -> FactsPart:
        return next(part for part in self.parts if number < part.stop)

    @cached_property
    def _numbers(self) -> Mapping[Spot, int]:
        return {(row.place_id, row.line, row.column): number for number, row in enumerate(self.facts)}

    @cached_property
    def _blocks(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Where the facts of a line and column begin and end (that one not included)."""
        found, start = {}, 0
        for key, group in groupby(self.facts, lambda row: (row.line, row.column)):
            stop = start + sum(1 for _ in group)
            found[key] = (start, stop)
            start = stop
        return found

    @cached_property
    def _district_blocks(self) -> dict[tuple[str, str, str], tuple[int, int]]:
        found, start = {}, 0
        for key, group in groupby(self.facts, lambda row: (row.line, row.column, row.district_id)):
            stop = start + sum(1 for _ in group)
            found[key] = (start, stop)
            start = stop
        return found
