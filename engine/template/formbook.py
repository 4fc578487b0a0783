"""The workbook that forms are written with."""

from __future__ import annotations

from xlsxwriter import Workbook

from engine.template.quicksheet import QuickSheet


class FormBook(Workbook):  # type: ignore[misc]  # xlsxwriter has no types
    """A workbook of quick sheets: tests hold the formulas of every form to the functions that Excel 2010 has."""

    worksheet_class = QuickSheet
