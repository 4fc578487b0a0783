"""Reads .xls with xlrd: values, error cells, dates, hidden rows and sheets."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from engine.intake.biffcells import cells_recorded
from engine.intake.grids import CellContent, CellError, Sheet, Workbook
from engine.intake.limits import FILLED_BOX, SHEETS
from engine.intake.refusal import Refused, damaged
from engine.intake.summary_stream import saved_at


def read_xls(content: bytes) -> Workbook:
    """Read all sheets of an .xls; its cells always have a value, even where a formula was never calculated.

    Raises:
        Refused: the file is damaged, locked by a password or too large.
    """
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        _check_count(book)
        sheets = tuple(_sheet(book, sheet) for sheet in book.sheets())
        _compare(content, book)
    except (Refused, MemoryError):
        raise
    except xlrd.XLRDError as fault:
        raise (Refused("F09") if "encrypted" in str(fault) else damaged("inside")) from fault
    except Exception as fault:  # xlrd fails in many ways on a damaged file, and no file may end a run
        raise damaged("inside") from fault
    return Workbook(sheets, saved_at(content))


def _check_count(book: Any) -> None:  # noqa: ANN401  xlrd ships no types
    if book.nsheets > SHEETS:
        raise Refused("S05", sheet=book.sheet_names()[SHEETS], rows=book.nsheets, columns=0)


def _compare(content: bytes, book: Any) -> None:  # noqa: ANN401  xlrd ships no types
    """Compare the cells that were read with those that the records hold: each must have come through, and once."""
    empty = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
    read = sum(
        kind not in empty for sheet in book.sheets() for row in range(sheet.nrows) for kind in sheet.row_types(row)
    )
    if read != cells_recorded(content):
        raise damaged("inside")


def _sheet(book: Any, sheet: Any) -> Sheet:  # noqa: ANN401  xlrd ships no types
    if sheet.nrows * sheet.ncols > FILLED_BOX:
        raise Refused("S05", sheet=sheet.name, rows=sheet.nrows, columns=sheet.ncols)
    rows: list[list[CellContent]] = []
    percents: set[tuple[int, int]] = set()
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        rows.append([_cell(kind, value, book.datemode) for kind, value in zip(kinds, values, strict=True)])
        percents.update(
            (number, column)
            for column, kind in enumerate(kinds)
            if kind == xlrd.XL_CELL_NUMBER and "%" in _number_format(book, sheet.cell_xf_index(number, column))
        )
    return Sheet(
        name=sheet.name,
        rows=rows,
        hidden=bool(sheet.visibility),
        percents=frozenset(percents),
        hidden_rows=frozenset(number for number, row in sheet.rowinfo_map.items() if row.hidden),
        # xlrd counts the end of a range as the row and column after it.
        merges=tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells),
    )


def _cell(kind: int, value: Any, datemode: int) -> CellContent:  # noqa: ANN401  text, number or code by its kind
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if kind == xlrd.XL_CELL_ERROR:
        return CellError(error_text_from_code.get(value, "#"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(value, datemode)
    return None if value == "" else value


def _moment(serial: float, datemode: int) -> CellContent:
    moment: datetime = xlrd.xldate_as_datetime(serial, datemode)
    if serial < 1:
        return str(moment.time())
    return moment.date() if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else moment


def _number_format(book: Any, style: int) -> str:  # noqa: ANN401  xlrd ships no types
    form = book.format_map.get(book.xf_list[style].format_key)
    return "" if form is None else str(form.format_str)
