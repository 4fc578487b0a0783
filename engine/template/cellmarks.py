"""Colours and signs of the cells to fill in, live: not asked, still empty, doubtful, wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.template import words
from engine.template.checks.cellstates import CellState, state_lookup
from engine.template.drawing import Pen
from engine.template.layout import SectionPlace, Span
from engine.vocabulary.fields import FieldType

_STATE_LOOKS = (
    (CellState.ERROR, "live_error"),
    (CellState.WARNING, "live_warning"),
    (CellState.EMPTY, "live_empty"),
)
#: Ending of the look that also writes a sign into cells of these types; a column of several types has only colours.
_SIGNED = {FieldType.COUNT: "_count", FieldType.DATE: "_date"}


@dataclass(frozen=True, slots=True)
class _Area:
    """Columns of a section that share their rules: neighbours of one column and one type each, or one merged cell."""

    span: Span
    is_merged: bool
    ending: str


def mark_cells(pen: Pen, section: SectionPlace) -> None:
    """Add the conditional formats of a section; they hold where rows and columns are inserted later."""
    if not section.lines:
        return
    for area in _areas(pen, section):
        for criteria, look in (*_not_asked(pen, section, area), *_states(pen, section, area)):
            rule = {"type": "formula", "criteria": f"={criteria}", "format": pen.page.formats[look]}
            rows = (section.first_row, section.end_row - 1)
            where = (rows[0], area.span.first, rows[1], area.span.last)
            pen.sheet.conditional_format(*where, {**rule, "stop_if_true": True})


def _areas(pen: Pen, section: SectionPlace) -> list[_Area]:
    areas: list[_Area] = []
    for number, span in section.values.items():
        area = _Area(span, span.last > span.first, _ending(pen, section, number))
        before = areas[-1] if areas else area
        if not area.is_merged and replace(before, span=span) == area and before.span.last == span.first - 1:
            areas[-1] = replace(area, span=Span(before.span.first, span.last))
        else:
            areas.append(area)
    return areas


def _ending(pen: Pen, section: SectionPlace, number: str) -> str:
    fields = pen.page.content.fields_of(section.section)
    types = {field.type for field in fields if field.address.column == number}
    if types & set(_SIGNED):
        return _SIGNED[types.pop()] if len(types) == 1 else ""
    return "_text"


def _not_asked(pen: Pen, section: SectionPlace, area: _Area) -> Iterator[tuple[str, str]]:
    """Rules for lines of another kind of organisation, and for zeros that need not be typed."""
    if pen.page.content.picks_place and section.hint is not None and any(line.kinds for line in section.lines):
        hint = xl_rowcol_to_cell(section.first_row, section.hint.first, col_abs=True)
        yield f'{hint}="{words.NOT_ASKED}"', "neutral"
    if section.section.zero_if is not None and section.note_row is not None:
        note = xl_rowcol_to_cell(section.note_row, 0, row_abs=True, col_abs=True)
        here = xl_rowcol_to_cell(section.first_row, area.span.first, col_abs=area.is_merged)
        yield f'AND({note}="{words.ZERO_BY_013}",ISBLANK({here}))', "neutral"


def _states(pen: Pen, section: SectionPlace, area: _Area) -> Iterator[tuple[str, str]]:
    """Rules for what «Проверка» makes of the cell at a printed line code and column number."""
    if pen.page.layout.check_sheet is None:
        return
    code = xl_rowcol_to_cell(section.first_row, section.code, col_abs=True)
    # Of a merged cell a program may ask each part: all look at the same column number.
    number = xl_rowcol_to_cell(section.number_row, area.span.first, row_abs=True, col_abs=area.is_merged)
    for state, look in _STATE_LOOKS:
        ending = "" if state is CellState.EMPTY else area.ending
        yield f"{state_lookup(code, number)}={state:d}", look + ending
