"""The workbook asked about: its stamp, what its cells stand for, and the cell that is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Sheet
from engine.intake.positions import address_of, column_of
from engine.intake.stamp import plain
from engine.intake.written import WrittenWorkbook
from engine.pipeline.explaining.addresses import CellAddress, named_sheet
from engine.pipeline.explaining.errors import ExplainError
from engine.pipeline.explaining.moved import Marks, WrittenRows
from engine.report.meanings import MEANINGS_COLUMN, MEANINGS_HEAD, SEPARATOR
from engine.template.stamp import STAMP_SHEET
from engine.vocabulary.fields import Address

_STAMP_ROWS = 100  # the stamp stands at the top, the meanings beside it
#: Parts that say of whom or of what a number is, but not what it is.
_NO_WHAT = frozenset({"place", "roadmap", "column", "filtered", "form", "own"})
_NEAREST = 3
#: Parts that are addresses of the form; where a list has a head, its words are none.
_ADDRESSED = frozenset({"count", "fact"})
_REFERENCE = re.compile(r"@[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which workbook this is, and to which run it belongs."""

    kind: str
    period_id: str
    place_id: str
    as_of: str
    data_sha256: str


@dataclass(frozen=True)
class Meaning:
    """What a cell stands for: the values of its parts by what they begin with, in the order in which they were noted.

    Of parts that begin alike the cell's own are kept, else its row's, else its column's.
    """

    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether the parts together say what stands in the cell."""
        kinds = self.parts.keys()
        return self.counts_rows or (
            bool(kinds - _NO_WHAT) and ("place" in kinds or bool(kinds & {"plain", "activity"}))
        )

    @property
    def counts_rows(self) -> bool:
        """Tell whether the cell follows the filter and is nobody's number, as a count of the rows shown."""
        return "filtered" in self.parts and "place" not in self.parts

    def one(self, kind: str) -> str | None:
        """The value of the first part of a kind; None where there is none."""
        return next(iter(self.parts.get(kind, ())), None)

    @property
    def texts(self) -> tuple[str, ...]:
        """The parts as they were noted."""
        return tuple(f"{kind}:{value}" for kind, values in self.parts.items() for value in values)


@dataclass(frozen=True)
class ShownCell:
    """The cell asked about; ``cell`` is the first one of a merged span. ``value`` is None for a blank cell.

    ``row_before`` is the row (counted from 1) that its row was written at, where it was moved by hand since.
    """

    sheet: str
    cell: str
    value: CellContent
    meaning: Meaning
    row_before: int | None = None


@dataclass(frozen=True)
class Opened:
    """A workbook that the engine wrote."""

    workbook: WrittenWorkbook
    stamp: Stamp
    noted: Mapping[tuple[str, int | None, int | None], tuple[str, ...]]
    marks: Mapping[str, Mapping[int, Marks]] = field(default_factory=dict)
    _rows: dict[str, WrittenRows] = field(default_factory=dict)

    def cell(self, asked: CellAddress) -> ShownCell:
        """The cell of an address, with its meaning.

        Raises:
            ExplainError: there is no such sheet, or in the cell stands nothing that can be explained.
        """
        names, hidden = self.workbook.names, self.workbook.hidden
        name = named_sheet(asked.sheet, names, len(names) - len(hidden))
        sheet = self.workbook.sheet(name) or Sheet(name, ())
        row, column = _first_of_span(sheet, asked.row, asked.column)
        value, meaning = sheet.at(row, column), self.meaning(sheet, row, column)
        before = self._written_at(sheet, row)
        if before is None:
            raise _unknown_row(sheet, row)
        if not meaning.is_whole or (value is None and not _is_number_cell(meaning)) or _is_label(value, meaning):
            raise _nothing_to_explain(self, sheet, (row, column), value)
        return ShownCell(sheet.name, address_of(row, column), value, meaning, None if before == row else before + 1)

    def meaning(self, sheet: Sheet, row: int, column: int) -> Meaning:
        """What a cell stands for, wherever its row was moved to; rows and columns are zero-indexed."""
        parts: dict[str, tuple[str, ...]] = {}
        before = self._written_at(sheet, row)
        if before is None:
            return Meaning()
        for spot in ((sheet.name, before, column), (sheet.name, before, None), (sheet.name, None, column)):
            own: defaultdict[str, list[str]] = defaultdict(list)
            for part in self.noted.get(spot, ()):
                kind, _, value = part.partition(":")
                said = _filled(value, sheet, row)
                if said and (kind not in _ADDRESSED or _is_address(said)):
                    own[kind].append(said)
            parts |= {kind: tuple(values) for kind, values in own.items() if kind not in parts}
        return Meaning(parts)

    def _written_at(self, sheet: Sheet, row: int) -> int | None:
        """The row that a row was written at, by its texts; None where that cannot be told."""
        if sheet.name not in self._rows:
            self._rows[sheet.name] = WrittenRows(sheet, self.marks.get(sheet.name, {}))
        return self._rows[sheet.name].written_at(row)

    @cached_property
    def sheets_with_meanings(self) -> frozenset[str]:
        """Sheets of which any cell has a meaning."""
        return frozenset(sheet for sheet, _, _ in self.noted)


def opened(workbook: WrittenWorkbook) -> Opened:
    """Read the stamp and the meanings.

    Raises:
        ExplainError: the workbook is not one of ours, or older than meanings are.
    """
    name = next((each for each in workbook.names if each.casefold() == STAMP_SHEET), None)
    sheet = None if name is None else workbook.sheet(name)
    stamped = {} if sheet is None else _stamped(sheet)
    if sheet is None or "form" not in stamped:
        raise ExplainError(
            "Это не свод: в книге нет служебного листа, по которому программа узнаёт свои своды. Укажите свод из "
            "папки outgoing (если лист удалили, возьмите свод заново).",
            "This is no workbook of a consolidation: it lacks the hidden sheet by which the program knows its own. "
            "Name a workbook from outgoing/.",
        )
    if "data_sha256" not in stamped:
        raise ExplainError(
            "Это не свод, а форма или письмо: объяснять здесь нечего. Укажите свод из папки outgoing.",
            "This is a form, not a workbook of a consolidation. Name a workbook from outgoing/.",
        )
    stamp = Stamp(*(stamped.get(key, "") for key in ("form", "period", "place_id", "as_of", "data_sha256")))
    return Opened(workbook, stamp, dict(_noted(sheet)), _marks(sheet))


def is_number(value: CellContent) -> bool:
    """Tell whether a cell holds a number; dates and truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _filled(value: str, sheet: Sheet, row: int) -> str:
    """A part with what the row's own cells say in place of «@» and a column's letter; empty where one is blank."""
    said = {each: plain(sheet.at(row, column_of(each[1:]))) for each in _REFERENCE.findall(value)}
    return "" if "" in said.values() else _REFERENCE.sub(lambda found: said[found[0]], value)


def _is_address(text: str) -> bool:
    try:
        Address.parse(text)
    except ValueError:
        return False
    return True


def _is_label(value: CellContent, meaning: Meaning) -> bool:
    return meaning.counts_rows and not is_number(value)


def _is_number_cell(meaning: Meaning) -> bool:
    """Tell whether a blank cell can be explained: a number is missing there, which has its reason."""
    return bool(meaning.parts.keys() & {"coverage", "count", "ratio", "progress", "trend"})


def _stamped(sheet: Sheet) -> dict[str, str]:
    return {
        str(sheet.at(row, 0)): str(sheet.at(row, 1) or "")
        for row in range(min(_STAMP_ROWS, len(sheet.rows)))
        if isinstance(sheet.at(row, 0), str)
    }


def _marks(sheet: Sheet) -> Mapping[str, Mapping[int, Marks]]:
    """Marks of the texts of rows, by sheet and row; workbooks of earlier versions have none."""
    found: defaultdict[str, dict[int, Marks]] = defaultdict(dict)
    for number in range(1, len(sheet.rows)):
        name, row, _, _, marks = (sheet.at(number, MEANINGS_COLUMN + each) for each in range(len(MEANINGS_HEAD)))
        counted = _counted(row)
        if isinstance(name, str) and isinstance(marks, str) and counted is not None:
            found[name][counted] = frozenset(marks.split())
    return found


def _noted(sheet: Sheet) -> Iterator[tuple[tuple[str, int | None, int | None], tuple[str, ...]]]:
    first, last = MEANINGS_COLUMN, MEANINGS_COLUMN + len(MEANINGS_HEAD)
    for cells in sheet.rows[1:]:
        name, row, column, text, _ = (list(cells[first:last]) + [None] * len(MEANINGS_HEAD))[: len(MEANINGS_HEAD)]
        if isinstance(name, str) and isinstance(text, str):
            yield (name, _counted(row), _counted(column)), tuple(text.split(SEPARATOR))


def _counted(number: CellContent) -> int | None:
    """A row or column as it is counted here; written ones are counted from 1, blank is every one."""
    return int(number) - 1 if isinstance(number, int | float) and not isinstance(number, bool) else None


def _first_of_span(sheet: Sheet, row: int, column: int) -> tuple[int, int]:
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def _unknown_row(sheet: Sheet, row: int) -> ExplainError:
    return ExplainError(
        f"Лист «{sheet.name}» изменили вручную: по надписям в строке {row + 1} нельзя узнать, чьи это числа. Возьмите "
        "такую же книгу из папки outgoing и укажите ячейку в ней.",
        f"The sheet {sheet.name!r} was changed by hand: the texts in row {row + 1} do not tell whose numbers these "
        "are. Take the same workbook from outgoing/ and name the cell in that one.",
    )


def _nothing_to_explain(book: Opened, sheet: Sheet, at: tuple[int, int], value: CellContent) -> ExplainError:
    where = f"{sheet.name}!{address_of(*at)}"
    stands_ru, stands_en = _stands(value)
    numbers = _nearest(book, sheet, at, numbers_only=True)
    near = [f"{sheet.name}!{address_of(*each)}" for each in numbers or _nearest(book, sheet, at, numbers_only=False)]
    others = [each for each in book.workbook.names if each in book.sheets_with_meanings - {sheet.name}]
    remedy_ru = (
        f"Ближайшие {'числа' if numbers else 'ячейки'}, которые можно объяснить: {', '.join(near)}."
        if near
        else "На этом листе нет чисел, которые можно объяснить: смотрите листы "
        f"{', '.join(f'«{each}»' for each in others) or '–'}."
    )
    what_en = "numbers" if numbers else "cells"
    remedy_en = f"The nearest {what_en} that can be explained: {', '.join(near)}." if near else "Look at other sheets."
    return ExplainError(f"В ячейке {where} {stands_ru}. {remedy_ru}", f"{where} {stands_en}. {remedy_en}")


def _stands(value: CellContent) -> tuple[str, str]:
    """What is there instead of a number that can be explained."""
    if value is None or isinstance(value, FormulaWithoutValue):
        return "ничего нет", "is blank"
    if isinstance(value, CellError):
        return f"ошибка {value.text}, а не число", f"holds the error {value.text}, not a number"
    if is_number(value):
        return "число, о котором программа ничего не записала", "holds a number that the program noted nothing about"
    text = str(value) if len(str(value)) <= 60 else f"{str(value)[:60]}…"
    return f"не число, а «{text}»", f"holds text, not a number: {text!r}"


def _nearest(book: Opened, sheet: Sheet, at: tuple[int, int], *, numbers_only: bool) -> list[tuple[int, int]]:
    """The nearest cells with a meaning that hold a number, or anything; those of the same row first."""
    cells = (
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if (is_number(value) or not (numbers_only or value in (None, "")))
        and (meaning := book.meaning(sheet, row, column)).is_whole
        and not _is_label(value, meaning)
    )
    ordered = sorted(cells, key=lambda each: (abs(each[0] - at[0]) * 3 + abs(each[1] - at[1]), each))
    return sorted(ordered[:_NEAREST])
