"""What the cells of a workbook stand for, noted while it is written, so that a number can be explained later.

A meaning is a set of parts, as text. A cell has its own parts, those of its row and those of its column; together they
say what stands in it. Where two of them begin alike, the cell's own goes before its row's, that before its column's. A
cell without a whole meaning (a place alone, an indicator without place) is explained by nothing, so rows and columns
may be noted from end to end; spans are noted at their first cell. Several states of reports or activities in one cell
are counted together; counted beside expected, and done beside answering, are two numbers («14 из 16»). In parts of a
long list «@» and a column's letter stand for what the cell in that column of the same row says, so that one note does
for all rows: ``place:@A`` with ``fact:@D.@E``, ``count:@B.2``.

- ``place:<id>``: whose number it is;
- ``count:<line>.<column>``: a count of the form, one organisation's or the sum over the place's organisations;
- ``ratio:<line>.<column>/<line>.<column>``: one such count of the place divided by another one;
- ``coverage:<indicator>:<what>``: what is numerator, denominator, value, target, gap, short or basis;
- ``reports:<what>``: how many reports of the place's are expected, counted, or of a status of completeness, or count
  by_decision;
- ``form:<form>``: only reports on that form (beside ``reports:``);
- ``activities:<what>``: how many activities of the place's are of a status, or done (done_late too), late (done_late),
  open, unconfirmed (overdue by a deadline that nobody has confirmed), unaccounted (past due, and nothing is known),
  answering (all of them), or how many days the longest of them is overdue (longest); only of one roadmap or one
  activity where the cell has such a part too; target rows count as met and missed only;
- ``own:place``: of the place itself, not of those below it (activities only);
- ``roadmap:<roadmap>``: only what that roadmap plans;
- ``activity:<roadmap>:<key>``: one activity of the place (or, without place, its line of the roadmap);
- ``report:<form>``: the place's report on that form;
- ``fact:<line>.<column>``: one value of the place's report, where it is listed;
- ``column:<name>``: which column of its tidy table is shown of a report (errors, warnings, days_late, received_on,
  due_on), an activity (days_overdue, starts_on, due_on, done_on) or a change (old, new: before and after the period was
  closed, beside ``fact:`` or ``coverage:``; change: the difference, beside ``coverage:``);
- ``progress:<indicator>:<what>``: what is previous, change, next or pace (the comparison with earlier results), or
  previous_numerator, previous_denominator, denominator_change;
- ``trend:<indicator>:<as_of>``: the earlier result of that day (ISO 8601), or now;
- ``target:<indicator>:<year>``: the place's target of a year;
- ``filtered:rows``: a total that follows the filter; the other parts say what it is while nothing is filtered out;
- ``plain:<word>``: a number that only repeats what is written beside it, as the number of a line; ``plain:documents``
  one that counts the signs beside or below it.

Beside the meaning of a row stand the marks of the texts in it (`text_mark`), those in cells with a number aside: by
them the row is known again after rows were moved by hand.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

#: Head of the meanings where they are written beside the stamp, in the columns from the fourth one on; between parts.
MEANINGS_HEAD = ("sheet", "row", "column", "meaning", "texts")
MEANINGS_COLUMN = 3
SEPARATOR = "|"
_MARK = 8  # hexadecimal digits of a hash; no text stands in the hidden sheet that somebody deleted from a visible one
#: Where a meaning is noted: a cell of a sheet (zero-indexed), a whole row (column None) or a whole column (row None).
Spot = tuple[str, int | None, int | None]


@dataclass
class Meanings:
    """The meanings of one workbook as they are noted, by spot."""

    parts: dict[Spot, tuple[str, ...]] = field(default_factory=dict)

    def note(self, sheet: str, row: int | None, column: int | None, *parts: str) -> None:
        """Note what a cell, a row or a column stands for."""
        self.parts[sheet, row, column] = (*self.parts.get((sheet, row, column), ()), *parts)


def text_mark(text: str) -> str:
    """What a text is known by, whatever blanks and line ends a program has made of its own."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:_MARK]
