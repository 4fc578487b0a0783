"""The workbook that forms are written with: xlsxwriter's own, spared a search that takes half the time of a form."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


class FormSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A sheet whose formulas hold only functions that Excel 2010 has (tests hold every form to a list of them).

    xlsxwriter looks for some thirty functions of later Excels in every formula, to mark them as such in the file.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002  xlsxwriter's signature
        return formula.removeprefix("=")


class FormBook(Workbook):  # type: ignore[misc]  # xlsxwriter has no types
    """A workbook of such sheets."""

    worksheet_class = FormSheet
