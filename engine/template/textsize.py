"""How much room a text takes: Excel fits no row to merged cells, so heights are computed from the font's own widths."""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil

# Widths of Arial's letters in hundredths of the font size (Liberation Sans has the same metrics).
_WIDTHS = {
    19: "'",
    22: "ijl",
    26: "|",
    28: " !,./:;I[\\]ft·",
    33: "()-`r{}",
    36: 'г"',
    39: "*",
    44: "к",
    46: "зт^",
    50: "Jcksvxyzсухэ",
    53: "вчь",
    55: "Гпян≤≥≠",
    56: "#$0123456789?L_abdeghnopquаеийорё«»–бц",
    58: "+<=>~Кдл−×",
    61: "FTZТЗъ",
    66: "БЛЬУ",
    68: "&ABEKPSVXYАВЕРХЧжЁДм",
    72: "CDHNRUwИЙНПСЭЯыЦ",
    77: "юФGOQОЪ",
    83: "шфщMmМ",
    93: "%ЫЖШWЩ",
    104: "—…→Ю@№",
}
_BOLD = 1.1
_SAFETY = 1.06  # office programs break lines a little earlier than the font's widths say
_PADDING = 0.8  # of a column's width, lost at the cell's edges
_PIXELS_PER_UNIT = 7  # width of one digit of the default font, the unit of column widths
_LINE = 1.28  # height of a line of text in font sizes


@cache
def _widths() -> dict[str, int]:
    return {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@lru_cache(maxsize=65_536)  # the words of a workbook stand there many times
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a one-line text in units of column width."""
    widths = _widths()
    hundredths = sum([widths.get(letter, 60) for letter in text])
    pixels = hundredths / 100 * size * 96 / 72
    return pixels * (_BOLD if bold else 1) * _SAFETY / _PIXELS_PER_UNIT


def lines_needed(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a cell of a width (in units of column width) when it is wrapped at blanks."""
    room = max(width - _PADDING, 1.0)
    return sum(_wrapped(paragraph, room, size, bold=bold) for paragraph in text.split("\n"))


def height_of(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """Height in points that shows the whole text."""
    return lines_needed(text, width, size, bold=bold) * size * _LINE


def _wrapped(paragraph: str, room: float, size: float, *, bold: bool) -> int:
    lines, used = 1, 0.0
    blank = text_width(" ", size, bold=bold)
    for word in paragraph.split(" "):
        width = text_width(word, size, bold=bold)
        if used and used + blank + width > room:
            lines, used = lines + 1, 0.0
        if width > room:  # a word longer than the cell is broken inside
            lines += ceil(width / room) - 1
            width %= room
        used += width + (blank if used else 0)
    return lines
