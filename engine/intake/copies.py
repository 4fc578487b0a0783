"""Compares the places of a section that stands several times in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.intake.areas import AreaCell, line_cells
from engine.intake.codes import is_numbered
from engine.intake.entries import is_typed
from engine.intake.grids import CellContent
from engine.intake.located import LocatedSection
from engine.rulebook.forms import Line, Section, field_of, lines_of
from engine.vocabulary.fields import Address


def are_same(places: Sequence[LocatedSection]) -> bool:
    """Tell whether all places of a section are whole and hold the same in every cell that is filled in."""
    if len(places) < 2 or any(each.lost or each.repeated for each in places):
        return False
    first, *others = [_contents(each) for each in places]
    return all(each == first for each in others)


def typed_cells(place: LocatedSection, section: Section) -> list[AreaCell]:
    """What was typed in the lines of a place, without what the engine prints or computes there."""
    lines = {} if is_numbered(section) else {line.line: line for line in lines_of(section)}
    return [
        cell
        for cell in line_cells(place)
        if is_typed(cell.content) and not (cell.address and _is_ours(cell.address, section, lines))
    ]


def _is_ours(address: Address, section: Section, lines: Mapping[str, Line]) -> bool:
    line = lines.get(address.line)
    column = next((each for each in section.columns if each.column == address.column), None)
    if line is None or column is None:
        return False
    asked = field_of(section, line, column)
    return asked.computed is not None or asked.filled_by == "engine"


def _contents(place: LocatedSection) -> Mapping[object, CellContent]:
    """What stands in a place, by line and column; in a roadmap everything beside a code, which may change with it."""
    if is_numbered(place.section):
        return {
            (code, column - place.code_column): cell
            for code, row in place.rows.items()
            for column, cell in enumerate(place.sheet.rows[row])
            if column > place.code_column and cell is not None
        }
    computed = {line.line for line in lines_of(place.section) if line.computed is not None}
    cells = {
        Address(code, number): place.sheet.at(row, column)
        for code, row in place.rows.items()
        if code not in computed
        for number, column in place.columns.items()
    }
    return {address: cell for address, cell in cells.items() if cell is not None}
