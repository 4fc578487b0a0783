"""Reads the stamp of a form: the hidden sheet of keys and values that says what the file is."""

from __future__ import annotations

from dataclasses import dataclass

from engine.intake.answers import as_text
from engine.intake.grids import CellContent, Sheet, Workbook
from engine.vocabulary.celltext import line_text

_KEYS = frozenset({"form", "form_version", "period", "place_id", "revision", "district_id"})
_NEEDED = {"form", "form_version", "period"}
_RAREST = "form_version"  # of them
_LOOK_ROWS, _LOOK_COLUMNS = 40, 6
_MOST_RETURNS = 999  # a revision beyond is mistyped: it would win over every right one
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the stamp says, as text; empty where it says nothing.

    ``revision`` is 0 where it is not said or is no number of a return; ``unread_revision`` is what stands there then.
    """

    form: str
    form_version: str
    period: str
    place_id: str = ""
    district_id: str = ""
    revision: int = 0
    unread_revision: str = ""


def read_stamp(workbook: Workbook) -> Stamp | None:
    """Find the stamp by its keys, on whatever sheet it stands; None when the form has lost it."""
    for sheet in workbook.sheets:
        stamped = _stamped(sheet)
        if stamped is not None and stamped.keys() >= _NEEDED:
            revision = stamped.pop("revision", "") or "0"
            number = _revision(revision)
            return Stamp(**stamped, revision=number or 0, unread_revision=revision if number is None else "")
    return None


def plain(cell: CellContent) -> str:
    """A code as text: 101.0 is "101"; empty for a blank cell and for anything that is no text or number."""
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, float | int):
        return as_text(cell).replace(",", ".")
    return cell.strip() if isinstance(cell, str) else ""


def _revision(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() else None
    return None if number is None or number > _MOST_RETURNS else number


def _stamped(sheet: Sheet) -> dict[str, str] | None:
    if not any(_RAREST in cells[:_LOOK_COLUMNS] for cells in sheet.rows[:_LOOK_ROWS]):
        return None  # most sheets: nothing of a stamp stands there
    found = [
        (column, row, cell)
        for row, cells in enumerate(sheet.rows[:_LOOK_ROWS])
        for column, cell in enumerate(cells[:_LOOK_COLUMNS])
        if cell in _KEYS
    ]
    first = min((column for column, _, _ in found), default=0)
    return {
        str(key): line_text(plain(sheet.at(row, first + 1)))[:_LONGEST] for column, row, key in found if column == first
    } or None
