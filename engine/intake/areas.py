"""The cells of a located section in which a person may have typed something, the form's own and those between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from engine.intake.codes import expected_codes
from engine.intake.grids import CellContent
from engine.intake.heads import is_lettered
from engine.intake.located import LocatedSection
from engine.intake.stamp import plain
from engine.rulebook.forms import SectionKind
from engine.vocabulary.fields import Address
from engine.vocabulary.names import name_key

_CODE = re.compile(r"[0-9]{3,4}")


@dataclass(frozen=True, slots=True)
class AreaCell:
    """One cell, zero-indexed, with what stands in it, its line's code and its column's number (None: it has none)."""

    row: int
    column: int
    content: CellContent
    line: str | None
    number: str | None

    @property
    def address(self) -> Address | None:
        """The printed address; None where no code or no number belongs to the cell."""
        return None if self.line is None or self.number is None else Address(self.line, self.number)


def line_cells(place: LocatedSection) -> Iterator[AreaCell]:
    """What stands in a section's lines, those of repeated codes included, also in columns between its own."""
    columns: list[tuple[str | None, int]] = [*place.columns.items(), *((None, each) for each in _stray_columns(place))]
    for code, row in _coded_rows(place):
        for number, column in columns:
            content = place.sheet.at(row, column)
            if content is not None:
                yield AreaCell(row, column, content, code, number)


def stray_cells(
    place: LocatedSection, others: Collection[LocatedSection], endings: Collection[str]
) -> Iterator[AreaCell]:
    """What stands under a section's columns in rows without a line of the form: between its lines, and at its ends.

    Args:
        place: the section.
        others: all sections of the workbook.
        endings: keys of texts that end a sheet, such as the signers'.
    """
    for row in _stray_rows(place, [each for each in others if each.sheet is place.sheet], endings):
        code = plain(place.sheet.at(row, place.code_column))
        for number, column in place.columns.items():
            content = place.sheet.at(row, column)
            if content is not None:
                yield AreaCell(row, column, content, code if _CODE.fullmatch(code) else None, number)


def _coded_rows(place: LocatedSection) -> list[tuple[str, int]]:
    again = [(code, row) for code, rows in place.repeated.items() for row in rows]
    return sorted([*place.rows.items(), *again], key=lambda pair: pair[1])


def _stray_columns(place: LocatedSection) -> list[int]:
    """Columns between the section's own, and as many after the last as the section has lost at its end."""
    known = [column.column in place.columns for column in place.section.columns]
    first, last = min(place.columns.values()), max(place.columns.values())
    own = {*place.columns.values()}
    return [column for column in range(first, last + _lost_at_end(known) + 1) if column not in own]


def _stray_rows(place: LocatedSection, here: Sequence[LocatedSection], endings: Collection[str]) -> list[int]:
    own = {row for _, row in _coded_rows(place)}
    first, last = min(own), max(own)
    others = [_occupied(each) for each in here if each is not place]
    rows = [*range(place.number_row + 1, last), *_rows_below(place, last, others, endings)]
    return [
        row
        for row in rows
        if row not in own
        and not any(row in each for each in others)
        and not (row < first and is_lettered(place.sheet, row, place.code_column))
    ]


def _occupied(place: LocatedSection) -> range:
    rows = [*place.rows.values(), *(row for again in place.repeated.values() for row in again)]
    return range(min(place.number_row - 1, *rows), max(rows) + 1)


def _rows_below(place: LocatedSection, last: int, others: Sequence[range], endings: Collection[str]) -> Iterator[int]:
    """Rows under the last line that go on with the section: of listed lines only as many as were lost at its end."""
    below = [each.start for each in others if each.start > last]
    end = min(below, default=len(place.sheet.rows))
    if place.section.kind is SectionKind.LINES:
        end = min(end, last + 1 + _lost_at_end([code in place.rows for code in expected_codes(place.section)]))
    for row in range(last + 1, end):
        cells = place.sheet.rows[row] if row < len(place.sheet.rows) else ()
        if _ends(cells, endings) or (below and all(cell is None for cell in cells)):
            return
        yield row


def _lost_at_end(known: Sequence[bool]) -> int:
    return known[::-1].index(True) if True in known else 0


def _ends(cells: Sequence[CellContent], endings: Collection[str]) -> bool:
    return any(isinstance(cell, str) and name_key(cell) in endings for cell in cells)
