"""Reads what curators wrote beside control relations, by the head «Пояснение» and the relations' ids in the rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from engine.intake.cells import raw_of
from engine.intake.grids import CellContent, Sheet, Workbook
from engine.intake.parsed import cleaned
from engine.intake.positions import address_of
from engine.intake.stamp import plain
from engine.vocabulary.explanations import has_words
from engine.vocabulary.fields import Explanation
from engine.vocabulary.names import name_key

_HEAD = name_key("Пояснение")
_SHORTEST_HEAD, _LONGEST_HEAD = len(_HEAD), len(_HEAD) + 6  # with blanks, a colon or a sign
_ID = re.compile(r"[^0-9a-zа-я]*k ?([0-9]{2})([a-z]?)[^0-9a-zа-я]*")
_ALIKE = str.maketrans("кавсер", "kabcep")  # Cyrillic letters that look like the Latin ones of ids
_LONGEST_ID = 8
_LONGEST = 2000  # characters of one explanation; the form takes 500
_GIVEN_HEADS = ("control", "text", "given_for")
_LOOK_ROWS = 40


@dataclass(frozen=True, slots=True)
class _Typed:
    """The cell for an explanation; ``text`` is empty where nothing stands there."""

    text: str
    sheet: str
    cell: str
    is_formula: bool


def read_explanations(workbook: Workbook, controls: Collection[str]) -> tuple[Explanation, ...]:
    """Read the explanations of a form or a return, wherever they stand.

    A cell whose text a formula repeats from another sheet says nothing of its own. Different texts for one relation are
    put together; what a return held already comes from its hidden sheet.

    Args:
        workbook: the workbook's cells.
        controls: ids of the relations that the rules know; others are ignored.

    Returns:
        At most one explanation per relation, by id.
    """
    beside: defaultdict[str, list[_Typed]] = defaultdict(list)
    for sheet in workbook.sheets:
        for row, column, control in _rows(sheet):
            if control in controls:
                beside[control].append(_typed(sheet, row, column))
    if not any(each.text for cells in beside.values() for each in cells):
        return ()
    given = _given(workbook)
    return tuple(
        Explanation(control, text, cells[0].sheet, cells[0].cell, *given.get(control, (None, None)))
        for control in sorted(beside)
        if (cells := _own(beside[control])) and (text := _joined(cells))
    )


def has_explanations(sheet: Sheet) -> bool:
    """Tell whether a sheet lists control relations with a column for explanations: it is no sheet of fields."""
    return next(_rows(sheet), None) is not None


def control_id(cell: CellContent) -> str | None:
    """The id of a control relation that a cell holds («K06», «k20a»; Cyrillic letters count too); None for others."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_ID:
        return None
    match = _ID.fullmatch(cell.strip().casefold().translate(_ALIKE))
    return None if match is None else f"K{match[1]}{match[2]}"


def _rows(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Row and column of each cell for an explanation, with the relation that it belongs to."""
    short = [
        cell
        for cell in chain.from_iterable(sheet.rows)
        if cell.__class__ is str and _SHORTEST_HEAD <= len(cell) <= _LONGEST_HEAD
    ]
    if not any(map(_is_head, short)):
        return
    head: int | None = None
    for row, cells in enumerate(sheet.rows):
        control = None if head is None else _first_id(cells[:head]) or _first_id(cells[head + 1 :])
        at = _head_column(cells)
        if at is not None and (control is None or at != head):  # somebody may explain with the word of the head itself
            head = at
        elif head is not None and control is not None:
            yield row, head, control


def _head_column(cells: Sequence[CellContent]) -> int | None:
    return next((column for column, cell in enumerate(cells) if _is_head(cell)), None)


def _is_head(cell: CellContent) -> bool:
    return isinstance(cell, str) and _SHORTEST_HEAD <= len(cell) <= _LONGEST_HEAD and name_key(cell) == _HEAD


def _first_id(cells: Collection[CellContent]) -> str | None:
    return next((control for cell in cells if (control := control_id(cell)) is not None), None)


def _typed(sheet: Sheet, row: int, column: int) -> _Typed:
    text = _text(sheet.at(row, column), percent=(row, column) in sheet.percents)
    return _Typed(text, sheet.name, address_of(row, column), (row, column) in sheet.formulas)


def _text(cell: CellContent, *, percent: bool = False) -> str:
    """Whatever was typed, as text, also what has no words: a number, a date, a dash; empty where nothing was typed."""
    is_typed = isinstance(cell, str | int | float | date) and not isinstance(cell, bool)
    return cleaned(raw_of(cell, percent=percent))[:_LONGEST] if is_typed else ""


def _own(cells: list[_Typed]) -> list[_Typed]:
    """The cells with a text, without those that only repeat another by formula."""
    typed = [each for each in cells if not each.is_formula]
    return [each for each in typed or cells if each.text]


def _joined(cells: list[_Typed]) -> str:
    """The different texts together; what has no words only where nothing else stands."""
    texts = dict.fromkeys(each.text for each in cells)
    return "; ".join([each for each in texts if has_words(each)] or texts)[:_LONGEST]


def _given(workbook: Workbook) -> Mapping[str, tuple[str | None, str | None]]:
    """The texts that a return held when it was written, and the fingerprints of what each was given for."""
    for sheet in workbook.sheets:
        for number, cells in enumerate(sheet.rows[:_LOOK_ROWS]):
            heads = [cell.strip().casefold() if isinstance(cell, str) else None for cell in cells]
            if all(head in heads for head in _GIVEN_HEADS):
                columns = [heads.index(head) for head in _GIVEN_HEADS]
                return dict(_given_rows(sheet, number + 1, columns))
    return {}


def _given_rows(sheet: Sheet, first: int, columns: list[int]) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    at, text, numbers = columns
    for row in range(first, len(sheet.rows)):
        control = control_id(sheet.at(row, at))
        if control is not None:
            yield control, (_text(sheet.at(row, text)) or None, plain(sheet.at(row, numbers)) or None)
