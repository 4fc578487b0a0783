"""Finds the printed row of column numbers above a section's lines, or the heads where numbers are lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.intake.codes import column_number
from engine.intake.grids import Sheet
from engine.rulebook.forms import Section
from engine.vocabulary.names import name_key

_CODE_MARKS = {"а", "б", "a", "b", "в"}  # letters of the printed row: «А» over labels, «Б» over codes


@dataclass(frozen=True, slots=True)
class Heads:
    """The row of column numbers and the column of each; ``by_label`` are numbers found by the heads' words instead."""

    row: int
    columns: Mapping[str, int]
    by_label: tuple[str, ...] = ()


def find_heads(sheet: Sheet, section: Section, code_column: int, rows: range) -> Heads | None:
    """Find the nearest row above the lines that numbers the section's columns to the right of the code column.

    Args:
        sheet: the sheet.
        section: whose columns are looked for.
        code_column: the column of the line codes.
        rows: rows in which the heads may stand, above the section's first line and below any line before it.

    Returns:
        The columns; some may be missing where neither a number nor a head names them. None where there is no such row.
    """
    wanted = [column.column for column in section.columns]
    whole = [
        Heads(row, found)
        for row in reversed(rows)
        if len(found := _numbers(sheet, row, code_column, wanted)) == len(wanted)
    ]
    lettered = [heads for heads in whole if is_lettered(sheet, heads.row, code_column)]
    if lettered or whole:
        return (lettered or whole)[0]
    for row in reversed(rows):
        found = _numbers(sheet, row, code_column, wanted)
        if found and (2 * len(found) >= len(wanted) or is_lettered(sheet, row, code_column)):
            return _with_labels(sheet, section, code_column, rows, row, found)
    return _by_labels(sheet, section, code_column, rows)


def is_lettered(sheet: Sheet, row: int, code_column: int) -> bool:
    """Tell whether a row is the printed one of letters and numbers: «А | Б | 1 | 2»."""
    return any(
        isinstance(cell, str) and cell.strip().casefold() in _CODE_MARKS for cell in sheet.rows[row][: code_column + 1]
    )


def _numbers(sheet: Sheet, row: int, code_column: int, wanted: list[str]) -> dict[str, int]:
    """Columns of the wanted numbers in a row: each once, in printed order; nothing when they are in any other order."""
    found: dict[str, int] = {}
    for column, cell in enumerate(sheet.rows[row][code_column + 1 :], start=code_column + 1):
        number = column_number(cell)
        if number in wanted:
            if number in found:
                return {}
            found[number] = column
    in_order = [number for number in wanted if number in found]
    return found if list(found) == in_order else {}


def _with_labels(
    sheet: Sheet, section: Section, code_column: int, rows: range, row: int, found: dict[str, int]
) -> Heads:
    labels = _by_labels(sheet, section, code_column, rows)
    known = labels.columns if labels is not None else {}
    added = {
        column.column: known[column.column]
        for column in section.columns
        if column.column not in found and column.column in known and known[column.column] not in found.values()
    }
    merged = {**found, **added}
    in_order = [column.column for column in section.columns if column.column in merged]
    if sorted(in_order, key=lambda number: merged[number]) != in_order:
        return Heads(row, found)
    return Heads(row, merged, tuple(added))


def _by_labels(sheet: Sheet, section: Section, code_column: int, rows: range) -> Heads | None:
    wanted = {name_key(column.label): column.column for column in section.columns}
    best: dict[str, int] = {}
    at = -1
    for row in reversed(rows):
        found: dict[str, int] = {}
        for column, cell in enumerate(sheet.rows[row][code_column + 1 :], start=code_column + 1):
            number = wanted.get(name_key(cell)) if isinstance(cell, str) else None
            if number is not None:
                found.setdefault(number, column)
        if len(found) > len(best):
            best, at = found, row
    return Heads(at, best, tuple(best)) if best else None
