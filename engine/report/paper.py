"""Printing on A4: a readable scale, heads repeated, title, as-of date and page numbers on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.report import wording
from engine.report.book import Page
from engine.report.scope import Scope
from engine.vocabulary.dates import day

A4 = 9
MARGIN = 0.45  # inches, left and right
TOP, BOTTOM = 0.75, 0.65
_LONG_EDGE, _SHORT_EDGE = 11.69, 8.27
_PIXELS_PER_INCH = 96
_PIXELS_PER_DIGIT = 7.42  # of the default font, unrounded: Excel takes 7, LibreOffice measures
_POINTS_PER_INCH = 72
_SAFETY = 0.97  # programs measure columns a little differently
LARGEST_SCALE = 100
SMALLEST_SCALE = 45  # below this nobody reads a printed page


def print_setup(
    page: Page,
    scope: Scope,
    *,
    landscape: bool = True,
    first_row: int = 0,
    last_column: int | None = None,
    scale: int | None = None,
) -> None:
    """Set a page up for printing from ``first_row`` and up to ``last_column``: one page wide, or at a fixed ``scale``.

    Only a fixed scale keeps page breaks: Excel ignores them where it fits a sheet to a width. A sheet several
    pages wide whose top would be torn is printed without it; the title stands in the header all the same.
    """
    sheet = page.sheet
    last = len(page.widths) - 1 if last_column is None else last_column
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=MARGIN, right=MARGIN, top=TOP, bottom=BOTTOM)
    if scale is None:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(scale)
    sheet.center_horizontally()
    sheet.print_area(first_row, 0, page.last_row, last)
    sheet.hide_gridlines(2)
    title = _plain(f"{scope.title} · {page.name}")
    sheet.set_header(f"&L&8{title}&R&8по состоянию на {day(scope.as_of)}", {"margin": 0.3})
    notice = _plain(scope.programme.notice or "")
    sheet.set_footer(f"&L&8{_plain(scope.programme.short_title)}&C&8{notice}&R&8{wording.PAGE}", {"margin": 0.3})
    everything = f"A1:XFD{page.last_row + 1}"
    sheet.ignore_errors(
        {"number_stored_as_text": everything, "formula_differs": everything, "formula_range": everything}
    )


def scale_for(widths: Sequence[float], *, landscape: bool) -> int:
    """Percentage at which columns fit the width of an A4 page."""
    return max(SMALLEST_SCALE, min(LARGEST_SCALE, int(100 * _SAFETY * room(landscape=landscape) / pixels(widths))))


def scale_for_page(page: Page, last_row: int, last_column: int) -> int:
    """Percentage at which rows up to ``last_row`` fit one landscape A4 page, width and height."""
    points = sum(page.heights.get(row, 12.75) for row in range(last_row + 1))
    tall = int(100 * _page_height() / points)
    return max(SMALLEST_SCALE, min(tall, scale_for(page.widths[: last_column + 1], landscape=True)))


def pixels(widths: Sequence[float]) -> float:
    """Width of columns on the screen; a hidden column has width 0."""
    return sum(_PIXELS_PER_DIGIT * width + 5 for width in widths if width > 0)


def room(*, landscape: bool) -> float:
    """Pixels that a page's width has room for at full size."""
    return ((_LONG_EDGE if landscape else _SHORT_EDGE) - 2 * MARGIN) * _PIXELS_PER_INCH


def column_breaks(groups: Sequence[Sequence[float]], repeated: Sequence[float], scale: int) -> Iterator[int]:
    """Numbers of the groups of columns that begin a new landscape page, so that no group is torn where it fits."""
    free = room(landscape=True) * _SAFETY * 100 / scale - pixels(repeated)
    yield from _breaks([pixels(group) for group in groups], free)


def row_breaks(page: Page, blocks: Sequence[tuple[int, int]], repeated: int, scale: int) -> Iterator[int]:
    """Rows at which a new landscape page begins, so that no block of rows (first, last) is torn where it fits.

    ``repeated`` is the row of the head that every page repeats; what stands above the blocks is printed too.
    """
    heights = [sum(page.heights.get(row, 12.75) for row in range(first, last + 1)) for first, last in blocks]
    above = [row for row in range(blocks[0][0]) if row != repeated]
    heights[0] += sum(page.heights.get(row, 12.75) for row in above)
    free = _page_height() * 100 / scale - page.heights.get(repeated, 12.75)
    yield from (blocks[number][0] for number in _breaks(heights, free))


def print_blocks(page: Page, scope: Scope, blocks: Sequence[tuple[int, int]], repeated: int | None) -> None:
    """Set a landscape page up one page wide, with page breaks that tear no block of rows (first, last).

    ``repeated`` is the row of the head that every page repeats, if there is one.
    """
    scale = scale_for(page.widths, landscape=True)
    print_setup(page, scope, scale=scale)
    if repeated is not None:
        page.sheet.repeat_rows(repeated)
    page.sheet.set_h_pagebreaks(list(row_breaks(page, blocks, -1 if repeated is None else repeated, scale)))


def _breaks(sizes: Sequence[float], free: float) -> Iterator[int]:
    used = 0.0
    for number, size in enumerate(sizes):
        if used and used + size > free:
            yield number
            used = 0.0
        used += size


def _page_height() -> float:
    return _SAFETY * (_SHORT_EDGE - TOP - BOTTOM) * _POINTS_PER_INCH


def _plain(text: str) -> str:
    # Excel reads & as a command in headers, which hold 255 characters in all.
    return (text if len(text) <= 90 else text[:89] + "…").replace("&", "&&")
