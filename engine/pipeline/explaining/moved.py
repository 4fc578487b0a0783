"""Tells which row of a sheet is which after rows were moved by hand: by the texts that each had when it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.intake.grids import Sheet
from engine.report.meanings import text_mark

Marks = frozenset[str]
_ALIKE = 0.5  # of a row's texts, from which on it is the same row with a text edited


@dataclass(frozen=True)
class WrittenRows:
    """The rows of one sheet as it is now (zero-indexed), and the marks of the texts that rows had as written.

    Rows without marks when they were written are taken to stand where they stood.
    """

    sheet: Sheet
    marks: Mapping[int, Marks]
    _known: dict[int, Marks] = field(default_factory=dict)
    _answers: dict[int, int | None] = field(default_factory=dict)

    def written_at(self, row: int) -> int | None:
        """Where a row stood when it was written; None where its texts do not tell, or tell of several rows."""
        if not self.marks:
            return row
        if row not in self._answers:
            self._answers[row] = self._found(row)
        return self._answers[row]

    def _found(self, row: int) -> int | None:
        own, now = self.marks.get(row, frozenset()), self._marks_of(row)
        found = self._elsewhere(now)
        is_own = bool(own) and own <= now
        if is_own and not any(len(self.marks[each]) > len(own) for each in found):
            return row if len(self._by_marks[own]) == 1 or not self._displaced else None
        if found:
            is_one = len(found) == 1 and len(self._by_marks[self.marks[found[0]]]) == 1
            return found[0] if is_one else None
        if not own:
            return row
        is_edited = not self._displaced and len(own & now) >= _ALIKE * len(own)
        return row if is_edited else None

    @cached_property
    def _by_marks(self) -> Mapping[Marks, list[int]]:
        found: dict[Marks, list[int]] = {}
        for row, marks in self.marks.items():
            found.setdefault(marks, []).append(row)
        return found

    @cached_property
    def _missing(self) -> Mapping[int, Marks]:
        """Rows that are not where they were written."""
        return {row: marks for row, marks in self.marks.items() if marks and not marks <= self._marks_of(row)}

    @cached_property
    def _displaced(self) -> bool:
        """Tell whether any row stands where another one was written, or where none was."""
        own = set(self._missing.values())
        rows = (row for row in range(len(self.sheet.rows)) if row in self._missing or row not in self.marks)
        return bool(own) and any(any(each <= now for each in own) for row in rows if (now := self._marks_of(row)))

    def _elsewhere(self, now: Marks) -> list[int]:
        """Rows that are not where they were written and have the texts of this one, those with most texts alone."""
        found = {row: marks for row, marks in self._missing.items() if marks <= now}
        most = max((len(marks) for marks in found.values()), default=0)
        return [row for row, marks in found.items() if len(marks) == most]

    def _marks_of(self, row: int) -> Marks:
        if row not in self._known:
            cells = self.sheet.rows[row] if row < len(self.sheet.rows) else ()
            self._known[row] = frozenset(text_mark(each) for each in cells if isinstance(each, str) and each.strip())
        return self._known[row]
