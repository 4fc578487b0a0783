"""Reads .xlsx and .xlsm part by part: values, and what readers hide, by the same pass."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.intake.container import Container
from engine.intake.limits import FILLED_CELLS, SHEETS, TRANSMITTED_CELLS
from engine.intake.markup import BrokenMarkupError, refuse_dtd
from engine.intake.refusal import Refused, damaged
from engine.intake.scan import SheetScan, WorkbookScan
from engine.intake.workings import WORKINGS
from engine.intake.xlsxcells import Surroundings
from engine.intake.xlsxparts import listing_of, saved_at, styles_of
from engine.intake.xlsxsheet import scan_sheet
from engine.intake.xlsxstrings import strings_of
from engine.vocabulary.transmittalrows import DATA_SHEET

_MARKUP = (".xml", ".rels", ".vml")


def scan_xlsx(container: Container, only: Collection[str] | None = None, *, with_workings: bool = True) -> WorkbookScan:
    """Read every worksheet of an .xlsx or .xlsm, or ``only`` those of these names: of the others nothing is told.

    Who asks for some sheets knows that the workbook is no form: as much may stand in it as in one that carries data.
    Without workings their hidden sheets come with their first rows, see `workings`.

    Raises:
        Refused: a part is damaged, missing or forbidden, or a limit is passed.
    """
    listing = listing_of(container)
    listed = listing.sheets
    if not listed:
        raise Refused("F25", part="sheet")
    if len(listed) > SHEETS:
        raise Refused("S05", sheet=listed[SHEETS].name, rows=len(listed), columns=0)
    carries_data = only is not None or any(each.name == DATA_SHEET for each in listed)
    most = TRANSMITTED_CELLS if carries_data else FILLED_CELLS
    around = Surroundings(strings_of(container), styles_of(container), listing.since_1904)
    scans: list[SheetScan] = []
    for sheet in listed:
        scan = SheetScan(sheet.name, sheet.hidden, most, carries_data=only is None and carries_data)
        if only is None or sheet.name in only:
            heads = WORKINGS.get(sheet.name, ()) if sheet.hidden and not (with_workings or carries_data) else ()
            _scan(container.read(sheet.part), scan, around, heads)
        scans.append(scan)
    if sum(each.filled for each in scans) > most:
        raise Refused("S05", sheet=listed[0].name, rows=most, columns=1)
    if only is None:
        _look_through_the_rest(container, {each.part.lower() for each in listed})
    return WorkbookScan(tuple(scans), saved_at(container))


def _scan(content: bytes, scan: SheetScan, around: Surroundings, heads: Sequence[str]) -> None:
    try:
        scan_sheet(content, scan, around, heads)
    except BrokenMarkupError as fault:
        raise damaged("sheet", scan.name) from fault


def _look_through_the_rest(container: Container, read: Collection[str]) -> None:
    for name in container.parts:
        if name.endswith(_MARKUP) and name not in read:
            refuse_dtd(container.read(name))
