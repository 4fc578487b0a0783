"""What all sheets of a form share: the frame on top, section heads, cells and row heights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from engine.template import words
from engine.template.content import PLACE_ID, PLACE_NAME, FormContent, period_text
from engine.template.formats import Formats, indent_of, size_of
from engine.template.formulas import literal
from engine.template.layout import NOTICE_ROW, STRIP_ROW, TITLE_ROW, FormLayout, SheetPlace, Span
from engine.template.lists import Lists
from engine.template.returnmarks import ERROR, WARNING, Mark, Marks, Spot
from engine.template.textsize import height_of
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Value
from engine.vocabulary.findings import Severity
from engine.vocabulary.places import Place

LEAST_HEIGHT, LARGEST_HEIGHT = 16.5, 409.0  # Excel draws no higher rows
_NOT_FOR_WORDS = frozenset({"count", "date", "title_date"})  # looks of cells that take numbers and dates
_AIR = 4.0  # points above and below a cell's text


@dataclass(frozen=True)
class Page:
    """What a writer of sheets needs to know about the form."""

    content: FormContent
    layout: FormLayout
    formats: Formats
    lists: Lists
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True)
class Pen:
    """One sheet being drawn.

    ``heights`` remembers the rows' heights in points, for the page breaks; ``marked`` the cells that carry a mark with
    the look that they have without it.
    """

    page: Page
    sheet: Worksheet
    place: SheetPlace
    heights: dict[int, float] = field(default_factory=dict)
    marked: dict[Spot, tuple[Span, str]] = field(default_factory=dict)

    @property
    def whole(self) -> Span:
        """All printed columns."""
        return Span(0, self.place.last_column)


def put(pen: Pen, row: int, span: Span, value: Value, look: str) -> None:
    """Write a value into a cell or a merged span; text never becomes a formula, a number or a link."""
    cell_format = _merged(pen, row, span, look)
    if value is None:
        pen.sheet.write_blank(row, span.first, None, cell_format)
    elif isinstance(value, date):
        pen.sheet.write_datetime(row, span.first, value, cell_format)
    elif isinstance(value, int | float):
        pen.sheet.write_number(row, span.first, value, cell_format)
    else:
        pen.sheet.write_string(row, span.first, value, cell_format)


def put_formula(pen: Pen, row: int, span: Span, formula: str, value: int | str, look: str) -> None:
    """Write a formula with its result, so that a viewer that does not calculate shows the same."""
    pen.sheet.write_formula(row, span.first, formula, _merged(pen, row, span, look), value)


def set_height(pen: Pen, row: int, height: float) -> None:
    """Set a row's height in points."""
    pen.sheet.set_row(row, height)
    pen.heights[row] = height


def fit_row(pen: Pen, row: int, texts: Iterable[tuple[str, Span, str]], least: float = LEAST_HEIGHT) -> None:
    """Give a row the height that its tallest text (text, span, look) needs."""
    heights = [least]
    for text, span, look in texts:
        size, bold = size_of(look)
        width = sum(pen.place.widths[span.first : span.last + 1]) - indent_of(look)
        heights.append(height_of(text, width, size, bold=bold) + _AIR)
    set_height(pen, row, min(round(max(heights) * 4) / 4, LARGEST_HEIGHT))


def draw_top(pen: Pen) -> None:
    """Draw the rows above a sheet's sections: whose form it is, the programme's notice, the sheet's name, the intro."""
    draw_strip(pen)
    draw_notice(pen)
    set_height(pen, TITLE_ROW, 27)
    pen.sheet.write_string(TITLE_ROW, 0, pen.place.name, pen.page.formats["sheet_title"])
    if pen.place.intro_row is None:
        return
    intro = pen.page.content.form.intro
    for row, text in enumerate(intro, start=pen.place.intro_row):
        put(pen, row, pen.whole, text, "intro")
        fit_row(pen, row, [(text, pen.whole, "intro")], 15)
    set_height(pen, pen.place.intro_row + len(intro), 7)


def draw_strip(pen: Pen) -> None:
    """Draw the small line that says whose form this is; in a blank it follows what was picked on «Титул»."""
    content = pen.page.content
    tail = _strip_tail(content)
    set_height(pen, STRIP_ROW, 14)
    if content.place is not None:
        pen.sheet.write_string(STRIP_ROW, 0, strip_text(content, content.place), pen.page.formats["strip"])
        return
    place_id, name = pen.page.layout.reference(PLACE_ID), pen.page.layout.reference(PLACE_NAME)
    owner = f'IF({name}="",{literal(words.PICK_FIRST)},{place_id}&" · "&{name})'
    formula = f"={owner}&{literal(f' · {tail}')}"
    put_formula(pen, STRIP_ROW, Span(0, 0), formula, f"{words.PICK_FIRST} · {tail}", "strip")


def strip_text(content: FormContent, place: Place) -> str:
    """Whose form this is, for which period, in one line."""
    return f"{place.id} · {place.name} · {_strip_tail(content)}"


def _strip_tail(content: FormContent) -> str:
    return words.SUBTITLE.format(period=period_text(content.period), as_of=day(content.period.as_of))


def draw_view(pen: Pen) -> None:
    """Draw, in place of the strip, what to do if the program opens the file for reading only: of the first sheet."""
    put(pen, STRIP_ROW, pen.whole, words.PROTECTED_VIEW, "view")
    fit_row(pen, STRIP_ROW, [(words.PROTECTED_VIEW, pen.whole, "view")], 16)


def draw_notice(pen: Pen) -> None:
    """Draw the programme's notice («ДЕМО: …»), or leave its row as a thin gap."""
    notice = pen.page.content.programme.notice
    set_height(pen, NOTICE_ROW, 18 if notice else 3)
    if notice:
        put(pen, NOTICE_ROW, pen.whole, notice, "notice")


def draw_bar(pen: Pen, row: int, title: str) -> None:
    """Draw the bar with a section's title."""
    put(pen, row, pen.whole, title, "section")
    set_height(pen, row, 20)


def draw_heads(pen: Pen, head_row: int, number_row: int, heads: Iterable[tuple[str, Span, str]]) -> None:
    """Draw column heads (text, cells, printed column number) and the row of column numbers below them."""
    heads = tuple(heads)
    for text, span, number in heads:
        put(pen, head_row, span, text, "head")
        put(pen, number_row, span, number, "number")
    fit_row(pen, head_row, [(text, span, "head") for text, span, _ in heads], 18)
    set_height(pen, number_row, 12.75)


def _merged(pen: Pen, row: int, span: Span, look: str) -> Format:
    mark = pen.page.marks.by_spot.get((pen.place.name, row, span.first))
    cell_format = pen.page.formats[look] if mark is None else _marked(pen, mark, span, look)
    if span.last > span.first:
        pen.sheet.merge_range(row, span.first, row, span.last, "", cell_format)
    return cell_format


def _marked(pen: Pen, mark: Mark, span: Span, look: str) -> Format:
    """The look with the mark; while a problem is open, no other rule of the sheet changes it."""
    _, row, _ = mark.spot
    for level, severity in ((ERROR, Severity.ERROR), (WARNING, Severity.WARNING)):
        pen.sheet.conditional_format(
            row,
            span.first,
            row,
            span.last,
            {
                "type": "formula",
                "criteria": f"={mark.level}={level}",
                "format": pen.page.formats.mark(look, severity, strong=mark.is_main),
                "stop_if_true": True,
            },
        )
    pen.marked[mark.spot] = (span, look)
    has_words = mark.address is not None and isinstance(pen.page.content.value_of(mark.address), str)
    return pen.page.formats.marked(look, mark.severity, has_words=has_words and look in _NOT_FOR_WORDS)
