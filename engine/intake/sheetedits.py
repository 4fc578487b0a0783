"""What was changed by hand on one sheet of a transmittal: cells, rows, columns, and the order of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.intake.alignment import Alignment, aligned, best_pairs, with_rest
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet
from engine.intake.mirrored import is_same, shown, written
from engine.intake.positions import address_of, letters_of
from engine.vocabulary.transmittal import Edit
from engine.vocabulary.transmittalrows import Mirrored

#: Cells of a sheet as they were written, by row and column (both zero-indexed).
Cells = Mapping[int, Mapping[int, Mirrored]]

_ALIKE_COLUMNS = 0.5  # of their cells, from which on two columns may be the same one
_ALIKE_ROWS = 0.3
_BLANK = 0.01  # how alike two blank columns are: they are told apart by their place only
_MOST_COLUMNS = 200  # of a wider sheet the columns are taken as they stand
_FEW = 5  # cells in a column of their own that are told one by one
_NOTHING: Hashable = "blank"
#: What an edit says of a text that came: it may be anything, also something personal.
TEXT = "«текст»"


@dataclass(frozen=True, slots=True)
class SheetEdits:
    """What is not as it was written; rows and columns as people name them, deleted ones as they were named before.

    ``results`` are formulas that give another result: by hand, or because of another edit. ``frozen`` are cells with
    the result of a formula in its place.
    """

    cells: tuple[Edit, ...] = ()
    results: tuple[Edit, ...] = ()
    frozen: tuple[str, ...] = ()
    rows_added: tuple[int, ...] = ()
    rows_deleted: tuple[int, ...] = ()
    columns_added: tuple[str, ...] = ()
    columns_deleted: tuple[str, ...] = ()
    moved: int = 0


def edits_of(name: str, mirror: Cells, sheet: Sheet, *, formulas_known: bool) -> SheetEdits:
    """Compare a sheet with what was written.

    Args:
        name: what the sheet was called; its edits call it so, whatever somebody has typed since.
        mirror: the cells as they were written.
        sheet: the sheet as it came.
        formulas_known: whether the file tells formulas from values.
    """
    comparison = _Comparison(name, mirror, sheet, formulas_known)
    return SheetEdits() if comparison.is_untouched() else comparison.edits()


def texts_of(mirror: Cells) -> Counter[str]:
    """How often each text was written, by which a sheet is known under another name."""
    values = (written(each) for row in mirror.values() for each in row.values())
    return Counter(each for each in values if isinstance(each, str))


def likeness(texts: Counter[str], sheet: Sheet) -> float:
    """Which part of these texts stands on a sheet: 1 for all."""
    there = Counter(value for row in sheet.rows for each in row if isinstance(value := shown(each), str))
    return (texts & there).total() / max(1, texts.total())


@dataclass(frozen=True)
class _Comparison:
    name: str
    mirror: Cells
    sheet: Sheet
    formulas_known: bool

    @cached_property
    def now(self) -> list[dict[int, CellContent]]:
        """What the sheet shows, by row and column; rows after the last filled one left out."""
        rows = [
            {column: each for column, each in enumerate(row) if shown(each) is not None or _waits(each)}
            for row in self.sheet.rows
        ]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    @cached_property
    def written_height(self) -> int:
        return max(self.mirror, default=-1) + 1

    def is_untouched(self) -> bool:
        """Tell whether every cell shows in its place what was written: the usual case, and cheap to find out."""
        return (
            len(self.now) <= self.written_height
            and all(row.keys() <= self.mirror.get(number, {}).keys() for number, row in enumerate(self.now))
            and all(
                self._stands(each, row, column)
                for row, columns in self.mirror.items()
                for column, each in columns.items()
            )
        )

    def _stands(self, cell: Mirrored, row: int, column: int) -> bool:
        """Tell whether a cell shows what it should: what was written, or whatever the filter makes of it."""
        content = self.sheet.at(row, column)
        if self._is_frozen(cell, row, column):
            return False
        if is_same(cell, content) or (cell.follows_filter and self._may_be_formula(row, column)):
            return True
        # LibreOffice keeps 0 in an .xls for a text that a formula gave when the file was opened.
        return not self.formulas_known and cell.is_formula and isinstance(cell.value, str) and content == 0

    def _is_frozen(self, cell: Mirrored, row: int, column: int) -> bool:
        """Tell whether there was a formula in a cell and now there is only what it gave."""
        content = self.sheet.at(row, column)
        is_gone = cell.is_formula and content is not None and not self._may_be_formula(row, column)
        return is_gone and is_same(cell, content)

    def _may_be_formula(self, row: int, column: int) -> bool:
        is_known = isinstance(self.sheet.at(row, column), CellError | FormulaWithoutValue)
        return is_known or (row, column) in self.sheet.formulas or not self.formulas_known

    def edits(self) -> SheetEdits:
        """Everything that differs."""
        cells: list[Edit] = []
        results: list[Edit] = []
        frozen: list[str] = []
        for i, j in self.rows.pairs:
            for edit, is_result in self._of_row(i, j):
                (results if is_result else cells).append(edit)
            frozen += self._frozen_of_row(i, j)
        before, now = {i for i, _ in self.rows.pairs}, {j for _, j in self.rows.pairs}
        return SheetEdits(
            cells=tuple(cells),
            results=tuple(results),
            frozen=tuple(frozen),
            rows_added=tuple(j + 1 for j in range(len(self.now)) if j not in now),
            rows_deleted=tuple(i + 1 for i in range(self.written_height) if i not in before),
            columns_added=tuple(letters_of(each) for each in sorted(self.columns_added)),
            columns_deleted=tuple(letters_of(each) for each in self.columns_deleted),
            moved=len(self.rows.moved),
        )

    @cached_property
    def columns(self) -> dict[int, int]:
        """Where each column stands now, by where it was written; without those that were deleted."""
        before, now = self.written_columns, self.columns_now
        width, other_width = max(before, default=-1) + 1, max(now, default=-1) + 1
        as_they_stand = {each: each for each in range(max(width, other_width))}
        if max(width, other_width) > _MOST_COLUMNS:
            return as_they_stand

        def alike(c: int, d: int) -> float:
            if c not in before or d not in now:
                return _BLANK if c not in before and d not in now else 0.0
            share = (before[c] & now[d]).total() / max(before[c].total(), now[d].total())
            return share if share >= _ALIKE_COLUMNS else 0.0

        if all(alike(each, each) for each in before):
            return as_they_stand
        found = best_pairs(width, other_width, alike)
        return dict(with_rest(found, width, other_width))

    @cached_property
    def columns_added(self) -> frozenset[int]:
        """Columns that nobody wrote: between others, or filled in more than a few cells."""
        known = set(self.columns.values()) if self._is_shifted else set(self.written_columns)
        last = max(self.columns.values(), default=-1)
        filled = self.columns_now
        between = {each for each in range(last) if each not in known and self._is_shifted}
        beside = {each for each, values in filled.items() if each not in known and values.total() > _FEW}
        return frozenset(between | beside)

    @property
    def columns_deleted(self) -> list[int]:
        """Columns that are not there any more."""
        width = max(self.written_columns, default=-1) + 1
        return [each for each in range(width) if each not in self.columns]

    @property
    def _is_shifted(self) -> bool:
        return any(before != now for before, now in self.columns.items())

    @cached_property
    def rows(self) -> Alignment:
        """Where each row stands now."""
        before = [self._signature_before(each) for each in range(self.written_height)]
        now = [self._signature_now(each) for each in range(len(self.now))]
        return aligned(before, now, self._alike_rows)

    def _signature_before(self, number: int) -> Hashable:
        row = self.mirror.get(number)
        if row is None:
            return _NOTHING
        texts = (
            (self.columns.get(column), written(each))
            for column, each in sorted(row.items())
            if not (self.formulas_known and each.is_formula)
        )
        return tuple((column, text) for column, text in texts if column is not None and isinstance(text, str))

    def _signature_now(self, number: int) -> Hashable:
        row = self.now[number]
        if not row:
            return _NOTHING
        texts = (
            (column, shown(each))
            for column, each in row.items()
            if column not in self.columns_added and (number, column) not in self.sheet.formulas
        )
        return tuple((column, text) for column, text in texts if isinstance(text, str))

    def _alike_rows(self, i: int, j: int) -> float:
        """The share of cells that are the same in two rows, formulas left out; 1 for two rows without any."""
        before, now = self.mirror.get(i, {}), self.now[j]
        if not before or not now:
            return 1.0 if not before and not now else 0.0
        formulas = {self.columns.get(column) for column, each in before.items() if each.is_formula}
        here = {column for column in now if column not in formulas | self.columns_added}
        here = {column for column in here if (j, column) not in self.sheet.formulas}
        there = {
            self.columns[column]: each
            for column, each in before.items()
            if column in self.columns and not each.is_formula
        }
        if not here and not there:
            return 1.0
        same = sum(column in here and is_same(each, now[column]) for column, each in there.items())
        share = same / len(here | there.keys())
        return share if share >= _ALIKE_ROWS else 0.0

    def _of_row(self, i: int, j: int) -> Iterator[tuple[Edit, bool]]:
        """Edits of one row, each with whether it is a formula that gives another result."""
        before, now = self.mirror.get(i, {}), self.now[j]
        told = set()
        for column, each in sorted(before.items()):
            if column not in self.columns:
                continue
            at = self.columns[column]
            told.add(at)
            if not self._stands(each, j, at) and not self._is_frozen(each, j, at):
                is_result = each.is_formula and self._may_be_formula(j, at)
                yield self._edit(j, at, written(each), now.get(at)), is_result
        for at, content in now.items():
            if at not in told and at not in self.columns_added:
                yield self._edit(j, at, None, content), False

    def _frozen_of_row(self, i: int, j: int) -> Iterator[str]:
        for column, each in sorted(self.mirror.get(i, {}).items()):
            if (at := self.columns.get(column)) is not None and self._is_frozen(each, j, at):
                yield address_of(j, at)

    def _edit(self, row: int, column: int, before: str | float | None, content: CellContent) -> Edit:
        came = shown(content)
        return Edit(self.name, address_of(row, column), _said(before), TEXT if isinstance(came, str) else _said(came))

    @cached_property
    def written_columns(self) -> dict[int, Counter[str]]:
        """What was written into each column that is not blank."""
        profiles: dict[int, Counter[str]] = {}
        for row in self.mirror.values():
            for column, each in row.items():
                profiles.setdefault(column, Counter())[_said(written(each)) or ""] += 1
        return profiles

    @cached_property
    def columns_now(self) -> dict[int, Counter[str]]:
        """What each column that is not blank shows."""
        profiles: dict[int, Counter[str]] = {}
        for row in self.now:
            for column, each in row.items():
                profiles.setdefault(column, Counter())[_said(shown(each)) or ""] += 1
        return profiles


def _waits(content: CellContent) -> bool:
    return isinstance(content, FormulaWithoutValue)


def _said(value: str | float | None) -> str | None:
    return f"{value:.12g}" if isinstance(value, float) else value
