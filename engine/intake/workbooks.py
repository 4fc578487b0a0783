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
    content: bytes,
    file_format: FileFormat,
    container: Container | None,
    only: Collection[str] | None = None,
    *,
    with_workings: bool = True,
) -> Workbook:
    """Read all sheets of a spreadsheet, or ``only`` the cells of those of these names: the others come without any.

    Without workings the hidden sheets in which our forms work something out come with their first rows, where the
    format allows it.

    Raises:
        Refused: the file is damaged, locked by a password, unsafe or too large.
    """
    if container is None:
        return read_xls(content)
    if file_format is FileFormat.ODS:
        scan = read_ods(content, container)
    else:
        scan = scan_xlsx(container, only, with_workings=with_workings)
    sheets = (
        each.sheet() if only is None or each.name in only else Sheet(each.name, (), each.hidden) for each in scan.sheets
    )
    return Workbook(tuple(sheets), scan.saved_at)
