"""Transmittals as files: what stands in their hidden sheets, and what everybody sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum
from xlsxwriter.utility import xl_rowcol_to_cell

from engine.template.stamp import STAMP_SHEET
from engine.vocabulary.transmittalrows import Mirrored, read_data_row, read_mirror_row, text_hash

#: Where a value stands, and what stands there: a number, a text, a date as ISO 8601.
Cells = dict[tuple[str, str], str | float]


def texts(path: Path, sheet: str) -> list[str]:
    """The texts of column A of a sheet, in a file of any format."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [str(row[0]) for row in rows]


def stamp(path: Path) -> dict[str, str]:
    """The stamp as text by key."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(STAMP_SHEET).to_python(skip_empty_area=False)
    return {str(row[0]): str(row[1]) for row in rows if row[0]}


def tables(path: Path) -> list[tuple[str, dict[str, object]]]:
    """The rows of every table."""
    return [read_data_row(text) for text in texts(path, "_data")]


def mirror(path: Path) -> list[Mirrored]:
    """The cells of the mirror."""
    return [cell for text in texts(path, "_cells") for cell in read_mirror_row(text)]


def hidden_sheets(path: Path) -> list[str]:
    """Names of the sheets that nobody sees."""
    sheets = CalamineWorkbook.from_path(str(path)).sheets_metadata
    return [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Hidden]


def visible_cells(path: Path) -> Cells:
    """Everything that stands in a visible sheet, formulas by their results."""
    return dict(_visible(CalamineWorkbook.from_path(str(path))))


def _visible(workbook: CalamineWorkbook) -> Iterator[tuple[tuple[str, str], str | float]]:
    for sheet in workbook.sheets_metadata:
        if sheet.visible is not SheetVisibleEnum.Visible:
            continue
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    shown = value.isoformat() if isinstance(value, date) else value
                    yield (sheet.name, xl_rowcol_to_cell(number, column)), shown  # type: ignore[misc]  # no times here


def unlike(cells: Cells, mirrored: Iterable[Mirrored]) -> list[tuple[str, str]]:
    """Cells that show something else than the mirror says, or that it lacks; numbers as xlsxwriter writes them."""
    wanted = {(each.sheet, each.cell): each for each in mirrored if each.value != ""}
    return [where for where in {*wanted, *cells} if not _same(wanted.get(where), cells.get(where))]


def _same(wanted: Mirrored | None, shown: str | float | None) -> bool:
    if wanted is None or shown is None:
        return False
    if isinstance(wanted.value, str) or isinstance(shown, str):
        return shown == wanted.value or (wanted.sha256 is not None and text_hash(str(shown)) == wanted.sha256)
    return abs(shown - wanted.value) <= 1e-12 * max(1.0, abs(shown))
