"""Reads a workbook of any format that is taken into one model."""

from __future__ import annotations

from collections.abc import Collection

from engine.intake.container import Container
from engine.intake.grids import Sheet, Workbook
from engine.intake.ods import read_ods
from engine.intake.sniffing import FileFormat
from engine.intake.xls import read_xls
from engine.intake.xlsx import scan_xlsx


def read_workbook(
    content: bytes, file_format: FileFormat, container: Container | None, only: Collection[str] | None = None
) -> Workbook:
    """Read all sheets of a spreadsheet, or ``only`` the cells of those of these names: the others come without any.

    Raises:
        Refused: the file is damaged, locked by a password, unsafe or too large.
    """
    if container is None:
        return read_xls(content)
    scan = read_ods(content, container) if file_format is FileFormat.ODS else scan_xlsx(container, only)
    sheets = (
        each.sheet() if only is None or each.name in only else Sheet(each.name, (), each.hidden) for each in scan.sheets
    )
    return Workbook(tuple(sheets), scan.saved_at)
