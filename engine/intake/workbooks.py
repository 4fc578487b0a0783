"""Reads the values of .xlsx, .xlsm and .ods with calamine and lays what the scan found over them."""

from __future__ import annotations

import io
from collections.abc import Collection
from datetime import time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from engine.intake.container import Container
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet, Workbook
from engine.intake.refusal import Refused
from engine.intake.scan import SheetScan, WorkbookScan, scan_xlsx
from engine.intake.scan_ods import scan_ods
from engine.intake.sniffing import FileFormat
from engine.intake.xls import read_xls


def read_workbook(
    content: bytes, file_format: FileFormat, container: Container | None, only: Collection[str] | None = None
) -> Workbook:
    """Read all sheets of a spreadsheet, or ``only`` the cells of those of these names: the others come without any.

    Raises:
        Refused: the file is damaged, locked by a password, unsafe or too large.
    """
    if container is None:
        return read_xls(content)
    scan = scan_ods(container) if file_format is FileFormat.ODS else scan_xlsx(container, only)
    try:
        sheets = _values(content, scan, only)
    except (Refused, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # a panic inside calamine is no Exception, and no file may end a run
        raise Refused("F08") from fault
    return Workbook(sheets, scan.saved_at)


def _values(content: bytes, scan: WorkbookScan, only: Collection[str] | None) -> tuple[Sheet, ...]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    positions = {name: index for index, name in reversed(list(enumerate(workbook.sheet_names)))}
    if not scan.sheets or any(each.name not in positions for each in scan.sheets):
        raise Refused("F25", part="sheet")
    return tuple(
        _sheet(workbook.get_sheet_by_index(positions[each.name]), each)
        if only is None or each.name in only
        else Sheet(each.name, (), each.hidden)
        for each in scan.sheets
    )


def _sheet(values: CalamineSheet, scan: SheetScan) -> Sheet:
    rows: list[list[Any]] = values.to_python(skip_empty_area=False) if scan.filled else []
    if scan.filled > len(scan.unvalued) + len(scan.errors) and not rows:
        raise Refused("F25", part=scan.name)  # calamine gives no rows and no word for a part that it cannot read
    cells: list[list[CellContent]] = [[None if cell == "" else _cell(cell) for cell in row] for row in rows]
    for (row, column), text in scan.errors.items():
        _put(cells, row, column, CellError(text))
    for row, column in scan.unvalued:
        _put(cells, row, column, FormulaWithoutValue())
    return Sheet(
        name=scan.name,
        rows=cells,
        hidden=scan.hidden,
        formulas=frozenset(scan.formulas),
        percents=frozenset(scan.percents),
        hidden_rows=frozenset(scan.hidden_rows),
        merges=tuple(scan.merges),
        formula_texts=scan.texts,
    )


def _cell(cell: Any) -> CellContent:  # noqa: ANN401  whatever calamine gives
    return str(cell) if cell.__class__ in (time, timedelta) else cell


def _put(rows: list[list[CellContent]], row: int, column: int, content: CellContent) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = content
