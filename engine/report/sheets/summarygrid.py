"""The columns of «Сводка»: a table across the page, three panels below it, the contents beside it; and their bars."""

from __future__ import annotations

from dataclasses import dataclass

from engine.report.book import Page
from engine.report.chartlooks import Spot

WIDTHS = (48.0, 19.0, 11.0, 11.0, 13.0, 30.0, 37.5, 14.0, 11.0, 2.0, 20.0, 40.0)
#: A name takes two columns, so that the tiles above can be about equally wide.
NAME, NAME_LAST, VALUE, TARGET, GAP, SHORT, STATUS, BASIS, MORE = range(9)
LAST = MORE
NAV, NAV_TEXT = 10, 11
BAR_HEIGHT = 18.0
AIR = 6.0  # points between the parts of the page
_DEFAULT_HEIGHT = 17.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page's width, by its first and last column."""

    first: int
    last: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return round(sum(7 * each + 5 for each in WIDTHS[self.first : self.last + 1]))


WHOLE = Panel(NAME, LAST)
LEFT, CENTRE, RIGHT = Panel(NAME, NAME_LAST), Panel(VALUE, SHORT), Panel(STATUS, MORE)


def draw_bar(page: Page, row: int, panel: Panel, title: str, *, to: tuple[str, str] | None = None) -> None:
    """Write a panel's title bar; ``to`` is the sheet that says more, and the text of the link to it."""
    edge = ("divided",) if panel.first else ()
    last = panel.last - (1 if to else 0)
    look = ("bar", "size", "wrap", *edge)
    page.span(row, panel.first, last, title, *look)
    if to:
        page.link(row, panel.last, to[0], to[1], "bar_link")
    page.height(row, max(BAR_HEIGHT, page.heights.get(row, 0), page.needed(title, panel.first, last, *look) - 3))


def height(page: Page, first_row: int, last_row: int) -> float:
    """Height of rows in points."""
    return sum(page.heights.get(row, _DEFAULT_HEIGHT) for row in range(first_row, last_row + 1))


def spot_of(page: Page, panel: Panel, first_row: int, last_row: int) -> Spot:
    """The room of a panel between two rows, both included."""
    return Spot(first_row, panel.first, panel.width, round(height(page, first_row, last_row) * 96 / 72))
