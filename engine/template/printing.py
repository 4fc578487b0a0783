"""Protection and paper: A4, one page wide, sections kept together, heads repeated, pages numbered."""

from __future__ import annotations

from collections.abc import Iterable

from engine.template import words
from engine.template.drawing import Pen

_A4 = 9
_LONG, _SHORT = 11.69, 8.27  # inches
_SIDE, _TOP, _BOTTOM = 0.45, 0.5, 0.6
_DEFAULT_ROW = 15.0
_RESERVE = 0.97  # printers differ: do not fill a page to the last point


def set_up(pen: Pen, *, last_row: int, frozen: tuple[int, int] = (0, 0), repeat: tuple[int, int] | None = None) -> None:
    """Set columns, protection without a password, frozen panes and the paper of a sheet."""
    sheet, place = pen.sheet, pen.place
    for number, width in enumerate(place.widths):
        sheet.set_column(number, number, width, None, {"hidden": not width})
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    if any(frozen):
        sheet.freeze_panes(*frozen)
    if repeat is not None:
        sheet.repeat_rows(*repeat)
    sheet.set_paper(_A4)
    if is_landscape(pen):
        sheet.set_landscape()
    sheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_BOTTOM)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.print_area(0, 0, last_row, place.last_column)
    form = pen.page.content.form
    sheet.set_footer(f"&L&8{_footer(form.title)}, версия {form.version}&R&8{words.PAGE}", {"margin": 0.25})
    everywhere = "A1:Z999"
    sheet.ignore_errors(
        {"number_stored_as_text": everywhere, "formula_differs": everywhere, "formula_unlocked": everywhere}
    )


def is_landscape(pen: Pen) -> bool:
    """Tell whether a sheet is too wide for a page standing upright."""
    return len(pen.place.widths) > 4


def break_pages(pen: Pen, blocks: Iterable[tuple[int, int]], repeated: float = 0.0) -> None:
    """Begin a new page before each block of rows (first, last) that no longer fits on the page it would begin on."""
    room, breaks = page_room(pen), []
    blocks = list(blocks)
    used, start = 0.0, 0
    for first, last in blocks:
        before, own = _height(pen, start, first), _height(pen, first, last + 1)
        if used and used + before + own > room:
            breaks.append(first)
            used, before = repeated, 0.0
        used += before + own
        start = last + 1
    if breaks:
        pen.sheet.set_h_pagebreaks(breaks)


def page_room(pen: Pen) -> float:
    """Height of a page in points of the sheet, after it is shrunk to one page's width."""
    across, down = (_LONG, _SHORT) if is_landscape(pen) else (_SHORT, _LONG)
    pixels = sum(width * 7 + 5 for width in pen.place.widths if width)
    scale = min(1.0, (across - 2 * _SIDE) * 96 / pixels)
    return (down - _TOP - _BOTTOM) * 72 / scale * _RESERVE


def _height(pen: Pen, first: int, end: int) -> float:
    return sum(pen.heights.get(row, _DEFAULT_ROW) for row in range(first, end))


def _footer(text: str) -> str:
    # Excel reads & as a command in footers, which hold 255 characters in all.
    shown = text if len(text) <= 150 else text[:149] + "…"
    return shown.replace("&", "&&")
