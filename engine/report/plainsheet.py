"""A worksheet of a report."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import CellStringTuple

from engine.template.quicksheet import QuickSheet


class PlainSheet(QuickSheet):
    """A worksheet whose cells and printed areas are known."""

    def print_areas(self, *areas: tuple[int, int, int, int]) -> None:
        """Print several areas (first row, first column, last row, last column), each from a page of its own on."""
        self.print_area_range = ",".join(self._convert_name_area(*each) for each in areas)

    def texts(self, row: int) -> Iterator[tuple[int, int]]:
        """The columns of a row that hold a text, each with the number of that text in `every_text`."""
        if (listed := self.lists.get(row)) is not None:
            yield from ((column, each) for column, each in enumerate(listed.values) if listed.kinds[column] == "s")
        for column, cell in self.table.get(row, {}).items():
            if isinstance(cell, CellStringTuple):
                yield column, cell.string

    def every_text(self) -> list[str]:
        """The texts of the whole workbook, each once, by their numbers."""
        return list(self.str_table.string_table)
