"""Formulas of a transmittal that are not those that were written."""

from __future__ import annotations

from engine.intake.grids import Sheet
from engine.intake.positions import address_of
from engine.intake.sheetedits import Cells
from engine.vocabulary.formulas import formula_hash


def other_formulas(mirror: Cells, sheet: Sheet) -> tuple[str, ...]:
    """Cells of a sheet, none of which has moved, whose formula is another one than was written.

    Whatever row or column is added, and whatever sheet is renamed, rewrites formulas: nobody is to ask then.
    """
    return tuple(
        address_of(row, column)
        for row, columns in sorted(mirror.items())
        for column, each in sorted(columns.items())
        if each.formula is not None
        and (text := sheet.formula_texts.get((row, column))) is not None
        and formula_hash(text) != each.formula
    )
