"""Lets a LibreOffice work out the workbook of trials, and reads what its formulas then say."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from engine.pipeline.office import save_anew
from engine.pipeline.rulestest.workbook import ALL_AGREE, FIRST_ROW, FORM, RESULT, SHEET, SOME_DIFFER

_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Recalculated:
    """One row of the workbook: the form's verdict as a word, and whether the workbook finds that it agrees."""

    form: str
    result: str


def recalculated(workbook: Path, office: Path, examples: int) -> tuple[Recalculated, ...] | None:
    """What the formulas of a workbook of trials say, row by row.

    None where they were not worked out: the office did not open the workbook, took too long, or kept what stood there.
    The workbook itself stays as it is.
    """
    with tempfile.TemporaryDirectory(prefix="svod-rules-test-", ignore_cleanup_errors=True) as folder:
        saved = save_anew(office, [workbook], "xlsx", Path(folder), seconds=_SECONDS)
        if not saved:
            return None
        with CalamineWorkbook.from_path(str(saved[0])) as book:
            rows = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    if not str(rows[0][0]).startswith((ALL_AGREE, SOME_DIFFER)):
        return None  # the first line is blank until it is worked out
    found = rows[FIRST_ROW : FIRST_ROW + examples]
    return tuple(Recalculated(str(row[FORM]), str(row[RESULT])) for row in found)
