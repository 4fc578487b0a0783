"""Reads the values of .ods with calamine, lays over them what the scan found, and compares the two cell counts."""

from __future__ import annotations

import io
from datetime import time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from engine.intake.container import Container
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.refusal import Refused, damaged
from engine.intake.scan import SheetScan, WorkbookScan
from engine.intake.scan_ods import scan_ods


def read_ods(content: bytes, container: Container) -> WorkbookScan:
    """Read every table of an .ods.

    Raises:
        Refused: a part is damaged, missing, locked or forbidden, a limit is passed, or the two readings differ.
    """
    scan = scan_ods(container)
    try:
        _read_values(content, scan)
    except (Refused, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # a panic inside calamine is no Exception, and no file may end a run
        raise damaged("inside") from fault
    return scan


def _read_values(content: bytes, scan: WorkbookScan) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    positions = {name: index for index, name in reversed(list(enumerate(workbook.sheet_names)))}
    if not scan.sheets or any(each.name not in positions for each in scan.sheets):
        raise Refused("F25", part="sheet")
    for each in scan.sheets:
        if each.filled:
            _lay(workbook.get_sheet_by_index(positions[each.name]), each)


def _lay(values: CalamineSheet, scan: SheetScan) -> None:
    rows: list[list[Any]] = values.to_python(skip_empty_area=False)
    scan.rows = [[None if cell == "" else _cell(cell) for cell in row] for row in rows]
    for (row, column), text in scan.errors.items():
        _put(scan.rows, row, column, CellError(text))
    for row, column in scan.unvalued:
        _put(scan.rows, row, column, FormulaWithoutValue())
    scan.check_put()


def _cell(cell: Any) -> CellContent:  # noqa: ANN401  whatever calamine gives
    return str(cell) if cell.__class__ in (time, timedelta) else cell


def _put(rows: list[list[CellContent]], row: int, column: int, content: CellContent) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = content
