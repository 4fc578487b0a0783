"""What the cells of a workbook stand for, noted while it is written, so that a number can be explained later.

A meaning is a set of parts, as text. A cell has its own parts, those of its row and those of its column; together they
say what stands in it:

- ``place:<id>``: whose number it is;
- ``count:<line>.<column>``: a count of the form, one organisation's or the sum over the place's organisations;
- ``coverage:<indicator>:<what>``: what is numerator, denominator, value, target, gap, short or basis;
- ``reports:<what>``: how many reports of the place's are expected, counted, or of a status of completeness;
- ``activities:<what>``: how many activities of the place's are of a status;
- ``activity:<roadmap>:<key>``: one activity of the place (or, without place, its line of the roadmap);
- ``report:<form>``: the place's report on that form;
- ``fact:<line>.<column>``: one value of the place's report, where it is listed;
- ``progress:<indicator>:<what>``: what is previous, change, next or pace (the comparison with earlier results);
- ``plain:<word>``: a number that only repeats what is written beside it, as the number of a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Where a meaning is noted: a cell of a sheet (zero-indexed), a whole row (column None) or a whole column (row None).
Spot = tuple[str, int | None, int | None]


@dataclass
class Meanings:
    """The meanings of one workbook as they are noted, by spot."""

    parts: dict[Spot, tuple[str, ...]] = field(default_factory=dict)

    def note(self, sheet: str, row: int | None, column: int | None, *parts: str) -> None:
        """Note what a cell, a row or a column stands for."""
        self.parts[sheet, row, column] = (*self.parts.get((sheet, row, column), ()), *parts)
