"""A worksheet that takes formulas as they are."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import CellStringTuple, Worksheet


class PlainSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose formulas hold no function newer than Excel 2010, so none needs a prefix.

    xlsxwriter looks every formula through for thirty of them, which takes half of the time of a sheet of formulas.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002  the signature is xlsxwriter's
        return formula.removeprefix("=")

    def print_areas(self, *areas: tuple[int, int, int, int]) -> None:
        """Print several areas (first row, first column, last row, last column), each from a page of its own on."""
        self.print_area_range = ",".join(self._convert_name_area(*each) for each in areas)

    def texts(self, row: int) -> Iterator[tuple[int, int]]:
        """The columns of a row that hold a text, each with the number of that text in `every_text`."""
        for column, cell in self.table.get(row, {}).items():
            if isinstance(cell, CellStringTuple):
                yield column, cell.string

    def every_text(self) -> list[str]:
        """The texts of the whole workbook, each once, by their numbers."""
        return list(self.str_table.string_table)
