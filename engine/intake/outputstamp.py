"""Reads the stamp of a workbook that the engine wrote as a result, not as a form: what it is, of whom, of which run."""

from __future__ import annotations

from collections.abc import Mapping

from engine.intake.grids import Sheet, Workbook
from engine.intake.stamp import plain

#: Keys that the stamp of every such workbook has, and no form's.
_NEEDED = ("form", "period", "place_id", "as_of", "data_sha256")
_LOOK_ROWS, _LOOK_COLUMNS = 60, 6
_LONGEST = 200


def read_output_stamp(workbook: Workbook) -> Mapping[str, str] | None:
    """Find the stamp by its keys, on whatever sheet it stands, as text by key; None where the workbook has none."""
    return next((stamp for sheet in workbook.sheets if (stamp := _stamped(sheet)) is not None), None)


def _stamped(sheet: Sheet) -> Mapping[str, str] | None:
    if not any(_NEEDED[-1] in cells[:_LOOK_COLUMNS] for cells in sheet.rows[:_LOOK_ROWS]):
        return None  # most sheets: nothing of a stamp stands there
    rows = range(min(len(sheet.rows), _LOOK_ROWS))
    for column in range(_LOOK_COLUMNS):
        stamp = {
            key: plain(sheet.at(row, column + 1))[:_LONGEST]
            for row in rows
            if isinstance(key := sheet.at(row, column), str) and key
        }
        if all(key in stamp for key in _NEEDED):
            return stamp
    return None
