"""Opens a workbook that the engine wrote, perhaps saved again since; its sheets are read when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.intake.container import Container
from engine.intake.grids import Sheet, Workbook
from engine.intake.limits import FILE_SIZE, MEBIBYTE
from engine.intake.refusal import Refused
from engine.intake.snapshot import Snapshot, take_snapshot
from engine.intake.sniffing import FileFormat, refuse_unless_taken, sniff
from engine.intake.workbooks import read_workbook

#: Formats of which one sheet can be read without the others.
_APART = {FileFormat.XLSX, FileFormat.XLSM}


@dataclass(frozen=True)
class WrittenWorkbook:
    """A workbook in memory; the guards of intake hold for it as for any file."""

    snapshot: Snapshot
    format: FileFormat
    container: Container | None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of its sheets, the visible ones first."""
        listed = self._read(()).sheets if self.format in _APART else self._whole.sheets
        return tuple(each.name for each in sorted(listed, key=lambda sheet: sheet.hidden))

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Names of the sheets that nobody sees."""
        listed = self._read(()).sheets if self.format in _APART else self._whole.sheets
        return frozenset(each.name for each in listed if each.hidden)

    def sheet(self, name: str) -> Sheet | None:
        """A sheet by its name; None where there is none.

        Raises:
            Refused: it is damaged, unsafe or too large.
        """
        workbook = self._read((name,)) if self.format in _APART else self._whole
        return next((each for each in workbook.sheets if each.name == name), None)

    @cached_property
    def _whole(self) -> Workbook:
        return read_workbook(self.snapshot.content, self.format, self.container)

    def _read(self, names: tuple[str, ...]) -> Workbook:
        return read_workbook(self.snapshot.content, self.format, self.container, names)


def open_written(location: Path) -> WrittenWorkbook:
    """Open a workbook.

    Raises:
        Refused: it is no workbook, damaged, locked by a password, unsafe or too large.
    """
    return written_workbook(take_snapshot(location))


def written_workbook(snapshot: Snapshot) -> WrittenWorkbook:
    """A workbook whose bytes are known already.

    Raises:
        Refused: it is no workbook, damaged, locked by a password, unsafe or too large.
    """
    if snapshot.size > FILE_SIZE:
        raise Refused("F15", limit=FILE_SIZE // MEBIBYTE)
    file_format, container = sniff(snapshot.content)
    refuse_unless_taken(file_format)
    return WrittenWorkbook(snapshot, file_format, container)
