"""Where «Дорожная карта» of a district has its rows and columns, how high its heads are, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.report.book import TALLEST_ROW, Page
from engine.report.paper import column_breaks, print_setup, row_breaks
from engine.report.scope import Scope
from engine.report.top import CONTENT_ROW, HEIGHTS
from engine.template.textsize import lines_needed, text_width

WIDTHS = (9.0, 41.0, 15.5, 13.5)
COUNT_WIDTHS = (9.5, 6.5, 7.0, 7.0, 7.0)  # the last is the column of those of whom nothing is known
PLACE_WIDTH = 9.8
DONE_ROW, OVERDUE_ROW, FIRST_ROW = range(CONTENT_ROW + 1, CONTENT_ROW + 4)
FIRST_COUNT = len(WIDTHS)
DONE_AT, OVERDUE_AT, LONGEST_AT, OPEN_AT, SILENT_AT = range(FIRST_COUNT, FIRST_COUNT + len(COUNT_WIDTHS))
FIRST_PLACE = FIRST_COUNT + len(COUNT_WIDTHS)
_SCALES = range(80, 64, -2)
_HEAD_FONT, _HEAD_LINES, _HEAD_MEASURED = 9.0, 3, 400  # size, lines at most, letters that are measured
_POINTS_PER_UNIT = 6.2  # of a column's width, with room for programs that measure wider


@dataclass(frozen=True, slots=True)
class Paper:
    """How the sheet is printed: the percentage, the columns (first, last) of each page, the rows that begin a page."""

    scale: int
    across: tuple[tuple[int, int], ...]
    down: tuple[int, ...]

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return len(self.across) * (len(self.down) + 1)

    @property
    def last(self) -> int:
        """The last column of the first page."""
        return self.across[0][1]


def fewest_pages(page: Page, note: str, places: int, blocks: Sequence[tuple[int, int]]) -> Paper:
    """The largest scale at which the sheet takes the fewest pages; the top stands on the first page's width only."""
    groups = [[*WIDTHS[2:], *COUNT_WIDTHS], *([PLACE_WIDTH] for _ in range(places))]
    page.heights.update(enumerate(HEIGHTS))
    found = []
    for scale in _SCALES:
        breaks = [FIRST_PLACE - 1 + start for start in column_breaks(groups, WIDTHS[:2], scale)]
        starts = [0, *breaks, FIRST_PLACE + places]
        across = tuple((first, after - 1) for first, after in pairwise(starts))
        page.heights[CONTENT_ROW - 1] = page.needed(note, 0, across[0][1], "note") + 3
        found.append(Paper(scale, across, tuple(row_breaks(page, blocks, CONTENT_ROW, scale))))
    return min(found, key=lambda each: (each.pages, -each.scale))


def print_matrix(page: Page, scope: Scope, paper: Paper) -> None:
    """Set the sheet up for printing; on further pages across stand its columns below their heads and nothing above."""
    print_setup(page, scope, scale=paper.scale)
    further = [(CONTENT_ROW, first, page.last_row, last) for first, last in paper.across[1:]]
    page.sheet.print_areas((0, 0, page.last_row, paper.last), *further)
    page.sheet.repeat_columns(0, 1)
    page.sheet.repeat_rows(CONTENT_ROW)
    page.sheet.set_h_pagebreaks(list(paper.down))


def turned_height(name: str) -> float:
    """Height in points at which a name that stands upright takes few lines and no word of it is broken."""
    measured = name[:_HEAD_MEASURED]
    width = 2 + max((text_width(word, _HEAD_FONT, bold=True) for word in measured.split()), default=0)
    while width < TALLEST_ROW / _POINTS_PER_UNIT and lines_needed(measured, width, _HEAD_FONT, bold=True) > _HEAD_LINES:
        width += 1
    return width * _POINTS_PER_UNIT
