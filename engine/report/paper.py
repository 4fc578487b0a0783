"""Printing on A4: a readable scale, heads repeated, title, as-of date and page numbers on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.report import wording
from engine.report.book import Page
from engine.report.scope import Scope
from engine.vocabulary.celltext import line_text
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

AS_OF = mark("по состоянию на {day}")
A4 = 9
MARGIN = 0.45  # inches, left and right
TOP, BOTTOM = 0.75, 0.65
_LONG_EDGE, _SHORT_EDGE = 11.69, 8.27
_PIXELS_PER_INCH = 96
_PIXELS_PER_DIGIT = 7.42  # of the default font, unrounded: Excel takes 7, LibreOffice measures
_POINTS_PER_INCH = 72
_DEFAULT_HEIGHT = 12.75  # points, of a row that nobody gave a height
_SAFETY = 0.97  # programs measure columns a little differently
LARGEST_SCALE = 100
SMALLEST_SCALE = 45  # below this nobody reads a printed page
_HEADER = 90  # letters of one of the three parts of a header
_COMFORTABLE = 70  # down to this a sheet is printed smaller to take fewer pages
_READABLE = 60
_A_LITTLE = 0.9  # how much smaller it is printed to spare a page with next to nothing on it
_SMALLER = 0.8  # the same for a table several pages wide
_COMPANY = 4  # blocks of rows that do not look lost on a page


def print_setup(
    page: Page,
    scope: Scope,
    *,
    landscape: bool = True,
    last_row: int | None = None,
    last_column: int | None = None,
    scale: int | None = None,
) -> None:
    """Set a page up for printing: one page wide, or at a fixed ``scale``.

    Printed is up to ``last_row`` (None: the last one) and up to ``last_column`` (None: the last one).
    Only a fixed scale keeps page breaks: Excel ignores them where it fits a sheet to a width.
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
    sheet.print_area(0, 0, page.last_row if last_row is None else last_row, last)
    sheet.hide_gridlines(2)
    title = _plain(f"{scope.title} · {page.name}")
    as_of = tr(AS_OF).format(day=day(scope.as_of))
    sheet.set_header(f"&L&8{title}&R&8{as_of}", {"margin": 0.3})
    notice = _plain(scope.programme.notice or "")
    sheet.set_footer(f"&L&8{_plain(scope.programme.short_title)}&C&8{notice}&R&8{tr(wording.PAGE)}", {"margin": 0.3})
    everything = f"A1:XFD{page.last_row + 1}"
    sheet.ignore_errors(
        {"number_stored_as_text": everything, "formula_differs": everything, "formula_range": everything}
    )


def scale_for(widths: Sequence[float], *, landscape: bool) -> int:
    """Percentage at which columns fit the width of an A4 page."""
    return max(SMALLEST_SCALE, min(LARGEST_SCALE, int(100 * _SAFETY * room(landscape=landscape) / pixels(widths))))


def scale_for_page(page: Page, last_row: int, last_column: int) -> int:
    """Percentage at which rows up to ``last_row`` fit one landscape A4 page, width and height."""
    points = sum(page.heights.get(row, _DEFAULT_HEIGHT) for row in range(last_row + 1))
    tall = int(100 * _page_height() / points)
    return max(SMALLEST_SCALE, min(tall, scale_for(page.widths[: last_column + 1], landscape=True)))


def first_page_end(page: Page, last_row: int) -> int:
    """The last row, at most ``last_row``, that still stands on the first landscape page of the sheet's full width."""
    free = _page_height() * 100 / scale_for(page.widths, landscape=True)
    for row in range(last_row + 1):
        free -= page.heights.get(row, _DEFAULT_HEIGHT)
        if free < 0:
            return max(0, row - 1)
    return last_row


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


@dataclass(frozen=True, slots=True)
class ColumnPages:
    """How a table wider than a page is printed: the percentage, and the columns (first, last) of each page."""

    scale: int
    pages: tuple[tuple[tuple[int, int], ...], ...]


def column_pages(page: Page, groups: Sequence[tuple[int, int]], scales: tuple[int, int]) -> ColumnPages:
    """Divide groups of columns (first, last) among pages that all repeat the first column, so that none is torn.

    Of the percentages ``scales`` (largest, smallest) it is the largest that takes the fewest pages.
    """
    widths = [page.widths[first : last + 1] for first, last in groups]
    widths[0] = [*page.widths[1 : groups[0][0]], *widths[0]]
    tried = (
        (scale, list(column_breaks(widths, page.widths[:1], scale))) for scale in range(scales[0], scales[1] - 1, -1)
    )
    scale, breaks = min(tried, key=lambda each: (len(each[1]), -each[0]))
    starts = [0, *breaks, len(groups)]
    return ColumnPages(scale, tuple(tuple(groups[start:stop]) for start, stop in pairwise(starts)))


def print_columns(page: Page, scope: Scope, head: tuple[int, int], last_row: int, columns: ColumnPages) -> None:
    """Set a table up that is wider than a page.

    On every page stand the rows of the ``head`` (first, last) and the first column; the top and what stands below
    ``last_row`` on the first one only. Where a little smaller spares a page with a few rows on it, it is printed so.
    """
    points = sum(page.heights.get(row, _DEFAULT_HEIGHT) for row in range(page.last_row + 1))
    tall = int(100 * _page_height() / points)
    print_setup(page, scope, scale=tall if columns.scale * _SMALLER <= tall < columns.scale else columns.scale)
    spans = [(groups[0][0], groups[-1][1]) for groups in columns.pages]
    further = [(head[0], first, last_row, last) for first, last in spans[1:]]
    page.sheet.print_areas((0, 0, page.last_row, spans[0][1]), *further)
    page.sheet.repeat_rows(*head)
    page.sheet.repeat_columns(0, 0)


def row_breaks(page: Page, blocks: Sequence[tuple[int, int]], repeated: int, scale: int) -> Iterator[int]:
    """Rows at which a new landscape page begins, so that no block of rows (first, last) is torn where it fits.

    ``repeated`` is the row of the head that every page repeats; what stands above the blocks is printed too.
    """
    heights = _printed_heights(page, blocks, repeated)
    yield from (blocks[number][0] for number in _breaks(heights, _free(page, repeated, scale)))


def part_breaks(page: Page, blocks: Sequence[tuple[int, int]], scale: int) -> Iterator[int]:
    """Rows at which a new landscape page begins, the first of the blocks (first, last) on a page of its own."""
    heights = _heights(page, blocks)
    yield blocks[0][0]
    yield from (blocks[number][0] for number in _breaks(heights, _page_height() * 100 / scale))


def print_blocks(
    page: Page,
    scope: Scope,
    blocks: Sequence[tuple[int, int]],
    repeated: int | None,
    *,
    last_row: int | None = None,
) -> None:
    """Set a landscape page up one page wide, with page breaks that tear no block of rows (first, last).

    ``repeated`` is the row of the head that every page repeats, if there is one; what stands below ``last_row`` is for
    the screen. Where less than the full width spares pages, the sheet is printed smaller as far as it reads well.
    """
    head = -1 if repeated is None else repeated
    scale, breaks = _paged(page, blocks, head, scale_for(page.widths, landscape=True))
    print_setup(page, scope, scale=scale, last_row=last_row)
    if repeated is not None:
        page.sheet.repeat_rows(repeated)
    page.sheet.set_h_pagebreaks(breaks)


def _paged(page: Page, blocks: Sequence[tuple[int, int]], head: int, widest: int) -> tuple[int, list[int]]:
    """The scale and the rows at which a page begins: the fewest pages that print well, at their largest scale."""
    heights, scales = _printed_heights(page, blocks, head), range(widest, _least(widest) - 1, -1)
    tried = {scale: [blocks[number][0] for number in _breaks(heights, _free(page, head, scale))] for scale in scales}
    fewest = min(len(breaks) for scale, breaks in tried.items() if scale >= min(widest, _COMFORTABLE))
    scale, breaks = next(each for each in tried.items() if len(each[1]) == fewest)
    if not breaks or not _is_lonely(page, blocks, breaks[-1], scale):
        return scale, breaks
    fewer = next((each for each in tried.items() if len(each[1]) < fewest), None)
    if fewer is not None:
        return fewer
    starts = [first for first, _ in blocks]
    before = starts.index(breaks[-2]) if len(breaks) > 1 else 0
    kept = min(_COMPANY, (len(blocks) - before) // 2)
    return scale, [*breaks[:-1], min(breaks[-1], starts[len(blocks) - max(1, kept)])]


def _least(widest: int) -> int:
    return min(widest, _COMFORTABLE, max(_READABLE, round(widest * _A_LITTLE)))


def _is_lonely(page: Page, blocks: Sequence[tuple[int, int]], last_break: int, scale: int) -> bool:
    """Tell whether the last page would hold a few rows only."""
    alone = [each for each in blocks if each[0] >= last_break]
    return len(alone) < _COMPANY and sum(_heights(page, alone)) < _page_height() * 100 / scale / 4


def _printed_heights(page: Page, blocks: Sequence[tuple[int, int]], repeated: int) -> list[float]:
    """Heights of blocks in points, the first with what is printed above it."""
    heights = _heights(page, blocks)
    above = [row for row in range(blocks[0][0]) if row != repeated]
    heights[0] += sum(page.heights.get(row, _DEFAULT_HEIGHT) for row in above)
    return heights


def _free(page: Page, repeated: int, scale: int) -> float:
    """Points that a page has for blocks below the head that it repeats."""
    return _page_height() * 100 / scale - page.heights.get(repeated, _DEFAULT_HEIGHT)


def _heights(page: Page, blocks: Sequence[tuple[int, int]]) -> list[float]:
    """Heights of blocks in points, each with the rows up to the next one."""
    ends = [*(first - 1 for first, _ in blocks[1:]), *(last for _, last in blocks[-1:])]
    return [
        sum(page.heights.get(row, _DEFAULT_HEIGHT) for row in range(first, end + 1))
        for (first, _), end in zip(blocks, ends, strict=True)
    ]


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
    # Excel reads & as a command in headers, which hold 255 characters in all; a line break would begin another line.
    flat = line_text(text)
    shown = next(each for each in range(_HEADER, 0, -1) if len(flat[:each]) + flat[:each].count("&") <= _HEADER)
    return (flat if len(flat) <= shown else flat[: shown - 1] + "…").replace("&", "&&")
