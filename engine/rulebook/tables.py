"""The tables of the rules pack: their columns, how each cell is read, and the record that a row becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from engine.rulebook import cells
from engine.rulebook.cells import CellError, Reader
from engine.rulebook.csvfiles import Row, Table, read_csv
from engine.rulebook.errors import RulesProblem
from engine.rulebook.model import Decision, Denominator, HistoryRow, Target
from engine.vocabulary.places import Kind, Level, Place

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Column:
    """How a column's cells are read, and what a blank one is."""

    read: Reader
    required: bool = True
    blank: object = None


@dataclass(frozen=True, slots=True)
class Layout(Generic[RecordT]):
    """A table's file name, its columns in the order of the pack, and what makes a record of a row's values."""

    name: str
    columns: Mapping[str, Column]
    record: Callable[..., RecordT]


_ID = Column(cells.text)
_TEXT = Column(cells.text)
_DAY = Column(cells.day)


def _optional(read: Reader, blank: object = None) -> Column:
    return Column(read, required=False, blank=blank)


def _place(**values: Any) -> Place:  # noqa: ANN401  values of several types, named by the layout
    kind = values.pop("kind")
    return Place(level=Level(values.pop("level")), kind=None if kind is None else Kind(kind), **values)


REGISTRY = Layout(
    "registry.csv",
    {
        "id": _ID,
        "level": Column(cells.one_of(*Level)),
        "parent_id": _optional(cells.text),
        "name": _TEXT,
        "kind": _optional(cells.one_of(*Kind)),
        "roadmaps": _optional(cells.ids, ()),
        "opened_on": _optional(cells.day),
        "closed_on": _optional(cells.day),
        "successor_id": _optional(cells.text),
        "inn": _optional(cells.inn),
        "email": _optional(cells.text),
        "contact": _optional(cells.text),
    },
    _place,
)

TARGETS = Layout(
    "targets.csv",
    {
        "indicator": _ID,
        "place_id": _optional(cells.text),
        "year": Column(cells.whole),
        "minimum": Column(cells.number),
        "effective_on": _DAY,
        "source": _TEXT,
        "confirmed": Column(cells.yes_no),
    },
    Target,
)

HISTORY = Layout(
    "history.csv",
    {
        "as_of": _DAY,
        "place_id": _ID,
        "indicator": _ID,
        "numerator": Column(cells.number),
        "denominator": _optional(cells.number),
        "source": _TEXT,
    },
    HistoryRow,
)

DENOMINATORS = Layout(
    "denominators.csv",
    {"indicator": _ID, "place_id": _ID, "period": _ID, "value": Column(cells.whole), "source": _TEXT},
    Denominator,
)

DECISIONS = Layout(
    "decisions.csv",
    {
        "place_id": _ID,
        "period": _ID,
        "decision": Column(cells.one_of("accept", "entered_by_district", "exempt", "extend", "signed_copy")),
        "revision": _optional(cells.whole),
        "basis": _TEXT,
        "decided_by": _TEXT,
        "decided_on": _DAY,
        "until": _optional(cells.day),
    },
    Decision,
)


def read_table(file: Path, path: str, layout: Layout[RecordT]) -> tuple[Table[RecordT], list[RulesProblem]]:
    """Read a table with every cell judged; a row with a faulty cell keeps its texts but has no record."""
    required = [name for name, column in layout.columns.items() if column.required]
    table: Table[RecordT]
    table, problems = read_csv(file, path, list(layout.columns), required)
    rows = []
    for row in table.rows:
        read, found = _read_row(table, row, layout)
        rows.append(read)
        problems += found
    return replace(table, rows=tuple(rows)), problems


def _read_row(
    table: Table[RecordT], row: Row[RecordT], layout: Layout[RecordT]
) -> tuple[Row[RecordT], list[RulesProblem]]:
    values: dict[str, object] = {}
    problems: list[RulesProblem] = []
    for name, column in layout.columns.items():
        cell = row.cells.get(name, "")
        if not cell:
            values[name] = column.blank
            if column.required and name in table.columns:
                problems.append(table.problem(row, name, "blank_cell"))
            continue
        try:
            values[name] = column.read(cell)
        except CellError as error:
            problems.append(table.problem(row, name, error.problem, nearest=error.nearest, **error.facts))
    complete = not problems and all(name in table.columns for name, column in layout.columns.items() if column.required)
    return (replace(row, record=layout.record(**values)) if complete else row), problems
