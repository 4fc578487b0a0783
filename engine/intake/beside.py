"""Finds what a person typed beside the form's fields, on its sheets and on added ones, so that nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.intake.cells import raw_of
from engine.intake.entries import is_typed
from engine.intake.explanations import control_id
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet, Workbook
from engine.intake.located import LocatedSection, Location
from engine.intake.positions import address_of
from engine.intake.printed import Origin, Printed, is_known, known_texts, printed_of
from engine.rulebook.forms import SectionKind
from engine.template import words
from engine.vocabulary.fields import Unplaced
from engine.vocabulary.names import name_key

#: Cells of one sheet that are shown word for word; of more only the number is told.
MOST_SHOWN = 200
#: A cell, zero-indexed.
Spot = tuple[int, int]

_OWN_SHEET = re.compile(r"_[a-z]+")  # names of the hidden sheets that the engine writes
_NUMBER = re.compile(r"[0-9]{1,6}(\.0)?")
#: An activity's number in its plan, and below it which instance of which plan it is.
_ACTIVITY = re.compile(rf"[0-9.]+(\s*\n(\(.+\)|{words.PLAN.format(number='[0-9]+')}))*")
_EXPLANATION = name_key(words.CHECK_HEADS[-1])
_LIST_HEADS = frozenset(name_key(head) for head in (*words.CHECK_HEADS, *words.FIX_HEADS) if head)
_FIX_HEADS = frozenset(name_key(head) for head in words.FIX_HEADS) - frozenset(map(name_key, words.CHECK_HEADS))
_SIGNED = frozenset(map(name_key, (words.SIGNATURE, words.SIGNER)))
_SIGNED_ON = name_key(words.SIGNED_ON)


@dataclass(frozen=True)
class Beside:
    """What was typed beside the form's fields; ``more`` counts, by sheet, the cells that are not shown."""

    unplaced: tuple[Unplaced, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)


def find_beside(workbook: Workbook, location: Location, taken: Mapping[str, frozenset[Spot]], origin: Origin) -> Beside:
    """Find the cells that hold something which neither a field nor the form's own print accounts for.

    What a formula calculates, signs for nothing and the engine's hidden sheets are left out, and so is what the form
    invites to write by hand: names and dates beside the signatures, explanations.

    Args:
        workbook: the workbook's cells.
        location: where the form's sections stand in it.
        taken: cells of the sections that are looked at otherwise, by the sheet's name.
        origin: what the workbook was printed from.
    """
    suspects = [
        (sheet, spot)
        for sheet in workbook.sheets
        if not _OWN_SHEET.fullmatch(sheet.name)
        for spot in _suspects(_Page(sheet, location), taken.get(sheet.name, frozenset()), origin)
    ]
    if not suspects:
        return Beside()
    for content in origin.contents():
        suspects = _unprinted(suspects, printed_of(content), location, workbook)
        if not suspects:
            break
    return _shown(suspects)


def _suspects(page: _Page, taken: frozenset[Spot], origin: Origin) -> Iterator[Spot]:
    formulas, known = page.sheet.formulas, known_texts(origin)
    for row, cells in enumerate(page.sheet.rows):
        for column, cell in enumerate(cells):
            if cell is None or (row, column) in taken or (row, column) in formulas:
                continue
            if _is_text(cell) and (name_key(str(cell)) in known or is_known(str(cell), origin)):
                continue
            if not is_typed(cell) or cell == 0 or isinstance(cell, CellError | FormulaWithoutValue):
                continue  # 0 is what programs keep in .xls for a formula without a value
            if not page.expects(row, column, cell):
                yield row, column


def _is_text(cell: CellContent) -> bool:
    """Tell texts from numbers, dates and codes, which mean nothing without what stands beside them."""
    return isinstance(cell, str) and _NUMBER.fullmatch(cell) is None


def _unprinted(
    suspects: Sequence[tuple[Sheet, Spot]], printed: Printed, location: Location, workbook: Workbook
) -> list[tuple[Sheet, Spot]]:
    """The cells that the fresh form neither prints nor, in a workbook that kept no formulas, calculates.

    On the sheets to fill in all that formulas say is known already.
    """
    to_fill = {place.sheet.name for place in location.sections.values()}
    own = {sheet.name for sheet in workbook.sheets if sheet.name not in to_fill and printed.is_own(sheet)}
    has_formulas = any(sheet.formulas for sheet in workbook.sheets)
    return [
        (sheet, (row, column))
        for sheet, (row, column) in suspects
        if sheet.name not in own
        and not (_is_text(cell := sheet.at(row, column)) and name_key(str(cell)) in printed.texts)
        and (
            has_formulas
            or sheet.name in to_fill
            or column not in printed.calculated.get(name_key(sheet.name), frozenset())
        )
    ]


def _shown(suspects: Sequence[tuple[Sheet, Spot]]) -> Beside:
    shown: list[Unplaced] = []
    counts = Counter[str]()
    for sheet, (row, column) in suspects:
        counts[sheet.name] += 1
        if counts[sheet.name] <= MOST_SHOWN:
            raw = raw_of(sheet.at(row, column), percent=(row, column) in sheet.percents)
            shown.append(Unplaced(None, raw, sheet.name, address_of(row, column)))
    more = {name: count - MOST_SHOWN for name, count in counts.items() if count > MOST_SHOWN}
    return Beside(tuple(shown), more)


@dataclass(frozen=True)
class _Table:
    """A list of relations or problems on a sheet: the row and columns of its heads, zero-indexed."""

    row: int
    first: int
    last: int
    explanation: int
    is_return: bool


@dataclass(frozen=True)
class _Page:
    """One sheet with what a form has there besides texts that are the same in all forms."""

    sheet: Sheet
    location: Location

    def expects(self, row: int, column: int, cell: CellContent) -> bool:
        """Tell whether something of this kind belongs into a cell."""
        return self._in_line(row, column, cell) or self._in_list(row, column) or self._is_signed(row, column)

    @cached_property
    def _places(self) -> list[tuple[LocatedSection, frozenset[int], int, int]]:
        """The sections on the sheet, each with the rows of its lines and its first and last column."""
        places = (*self.location.sections.values(), *self.location.copies, *self.location.twins)
        return [
            (each, _rows_of(each), min(each.columns.values()), max(each.columns.values()))
            for each in places
            if each.sheet is self.sheet
        ]

    def _in_line(self, row: int, column: int, cell: CellContent) -> bool:
        """Codes, numbers of lines and columns, and what a roadmap line prints before its answers and after them."""
        is_number = not _is_text(cell)
        for place, rows, first, last in self._places:
            if row == place.number_row and is_number and (column in place.columns.values() or column < first):
                return True
            if row not in rows:
                continue
            if column < first and is_number:
                return True  # dates too: by when an activity is due
            if place.section.kind is SectionKind.ROADMAP:
                is_activity = column < first and _ACTIVITY.fullmatch(str(cell)) is not None
                return is_activity or (column > last and self._is_key(place, column))
        return False

    def _is_key(self, place: LocatedSection, column: int) -> bool:
        return any(
            isinstance(head := self.sheet.at(row, column), str) and head.strip().lower() in {"roadmap", "key"}
            for row in place.head_rows
        )

    def _in_list(self, row: int, column: int) -> bool:
        for table in self._tables:
            if not table.first <= column <= table.last:
                continue
            if row < table.row:
                return table.is_return and column == table.first
            cells = self.sheet.rows[row]
            if any(control_id(cell) is not None for cell in cells):
                return True
            if table.is_return and self.sheet.at(row, table.first) is not None:
                return column != table.explanation
        return False

    @cached_property
    def _tables(self) -> list[_Table]:
        return [table for row in range(len(self.sheet.rows)) if (table := self._table(row)) is not None]

    def _table(self, row: int) -> _Table | None:
        heads = {
            column: key
            for column, cell in enumerate(self.sheet.rows[row])
            if isinstance(cell, str) and len(cell) < 40 and (key := name_key(cell)) in _LIST_HEADS
        }
        if len(heads) < 4 or _EXPLANATION not in heads.values():
            return None
        at = next(column for column, key in heads.items() if key == _EXPLANATION)
        return _Table(row, min(heads), max(heads), at, not _FIX_HEADS.isdisjoint(heads.values()))

    def _is_signed(self, row: int, column: int) -> bool:
        """Tell whether a cell is one to sign in: over «подпись», or beside «Дата»."""
        below = self.sheet.at(row + 1, column)
        if isinstance(below, str) and name_key(below) in _SIGNED:
            return True
        cells = self.sheet.rows[row]
        dated = any(isinstance(cell, str) and name_key(cell) == _SIGNED_ON for cell in cells[:column])
        signed = self.sheet.rows[row - 1] if row else ()
        return dated and any(isinstance(cell, str) and name_key(cell) in _SIGNED for cell in signed)


def _rows_of(place: LocatedSection) -> frozenset[int]:
    return frozenset((*place.rows.values(), *(row for rows in place.repeated.values() for row in rows)))
