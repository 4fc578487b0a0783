"""Reads the hidden data of a transmittal: whole, as they were written, and every value of its column's type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from engine.intake.grids import CellContent, Sheet, Workbook
from engine.intake.positions import address_of
from engine.intake.refusal import Refused
from engine.vocabulary.findings import FindingState, Severity
from engine.vocabulary.roadmap import TypedStatus
from engine.vocabulary.transmittal import FACT_KINDS, TABLES
from engine.vocabulary.transmittalrows import DATA_SHEET, HASH_KEY, read_data_row, sealed_hash

#: Rows of every table, by table.
Tables = Mapping[str, tuple[Mapping[str, object], ...]]

#: What tells the rows of a table apart; of tables that are not here the same may be said several times.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "reports": ("place_id", "form"),
    "facts": ("place_id", "line", "column"),
    "answers": ("place_id", "roadmap", "key"),
    "activities": ("place_id", "roadmap", "key"),
    "completeness": ("place_id", "form"),
    "denominators": ("place_id", "indicator"),
}
_LARGEST = 10**9  # no count of a region comes near, and sums of them fit everywhere
_REPORTS = frozenset({"on_time", "late", "reported", "with_errors", "silent"})
_ACTIVITIES = frozenset(
    {
        "done",
        "done_late",
        "overdue",
        "due_soon",
        "not_due",
        "no_deadline",
        "not_applicable",
        "postponed",
        "unknown",
        "met",
        "missed",
    }
)
_DECISIONS = frozenset({"accept", "entered_by_district", "exempt", "extend", "signed_copy"})


def read_tables(workbook: Workbook, stamp: Mapping[str, str]) -> Tables:
    """The tables of a transmittal whose hidden data and stamp have the hash that its stamp tells.

    Raises:
        Refused: the data are missing, they or the stamp are not as they were written, or they hold what is no row of a
            known table, or twice the same.
    """
    rows = list(hidden_rows(workbook, DATA_SHEET))
    if not _sheets(workbook, DATA_SHEET):
        raise Refused("G02", missing=DATA_SHEET)
    if sealed_hash((str(text) for _, _, text in rows), stamp) != stamp.get(HASH_KEY):
        raise Refused("G01", sheet=DATA_SHEET, cell="A1")
    tables: dict[str, list[Mapping[str, object]]] = {table: [] for table in TABLES}
    known: dict[tuple[object, ...], str] = {}
    for sheet, cell, text in rows:
        table, values = _row(str(text), sheet, cell)
        if table in _KEYS:
            first = known.setdefault((table, *(values[name] for name in _KEYS[table])), cell)
            if first is not cell:
                raise Refused("G38", sheet=sheet, cell=cell, table=table, first=first)
        tables[table].append(values)
    return {table: tuple(values) for table, values in tables.items()}


def hidden_rows(workbook: Workbook, name: str) -> Iterator[tuple[str, str, CellContent]]:
    """Sheet, address and content of each filled cell of column A of a hidden sheet and of those that it goes on in."""
    for sheet in _sheets(workbook, name):
        for row in range(len(sheet.rows)):
            if (content := sheet.at(row, 0)) is not None:
                yield sheet.name, address_of(row, 0), content


def _sheets(workbook: Workbook, name: str) -> list[Sheet]:
    found = [
        (match, sheet)
        for sheet in workbook.sheets
        if (match := re.fullmatch(rf"{name}([2-9]?|[1-9][0-9])", sheet.name))
    ]
    return [sheet for _, sheet in sorted(found, key=lambda each: int(each[0][1] or 1))]


def _row(text: str, sheet: str, cell: str) -> tuple[str, Mapping[str, object]]:
    try:
        table, values = read_data_row(text)
    except (ValueError, RecursionError) as fault:
        name = _first_word(text)
        unknown = name is not None and name not in TABLES
        raise Refused("G04" if unknown else "G03", sheet=sheet, cell=cell, table=name or "–") from fault
    if not all(_READERS[table, name](value) for name, value in values.items()) or not _is_fact(table, values):
        raise Refused("G03", sheet=sheet, cell=cell, table=table)
    return table, values


def _first_word(text: str) -> str | None:
    """The name of the table that a row says it is of, also one that is not known."""
    match = re.match(r'\["([a-z_]{1,40})"', text)
    return None if match is None else match[1]


def _is_fact(table: str, values: Mapping[str, object]) -> bool:
    """Tell whether a fact's value is what its kind says; a row of another table is not asked."""
    if table != "facts":
        return True
    kind, value = values["kind"], values["value"]
    return {"count": _whole, "word": _text, "date": _day}[str(kind)](value) and (values["roadmap"] is None) is (
        values["key"] is None
    )


def _text(value: object) -> bool:
    return isinstance(value, str)


def _whole(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _day(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _facts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _optional(reader: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or reader(value)


def _one_of(words: frozenset[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


#: How the values of a column are judged, where not its table says otherwise.
_COLUMNS: Mapping[str, Callable[[object], bool]] = {
    "activity": _text,
    "basis": _optional(_text),
    "cell": _text,
    "code": _text,
    "column": _text,
    "control_number": _optional(_text),
    "days_late": _optional(_whole),
    "days_overdue": _optional(_whole),
    "deadline": _optional(_text),
    "decided_on": _day,
    "decision": _one_of(_DECISIONS),
    "done_on": _optional(_day),
    "due_on": _optional(_day),
    "errors": _optional(_whole),
    "explanation": _optional(_text),
    "facts": _facts,
    "file": _optional(_text),
    "form": _one_of(frozenset({"school", "district"})),
    "form_version": _text,
    "indicator": _text,
    "key": _text,
    "kind": _one_of(frozenset(FACT_KINDS)),
    "line": _text,
    "place_id": _text,
    "received_on": _optional(_day),
    "revision": _whole,
    "roadmap": _text,
    "row": _optional(_whole),
    "severity": _one_of(frozenset(map(str, Severity))),
    "sheet": _text,
    "starts_on": _optional(_day),
    "state": _one_of(frozenset(map(str, FindingState))),
    "title": _text,
    "until": _optional(_day),
    "value": _whole,
    "waived": _whole,
    "warnings": _optional(_whole),
    "withheld": _flag,
}
_OF_TABLES: Mapping[tuple[str, str], Callable[[object], bool]] = {
    ("activities", "status"): _one_of(_ACTIVITIES),
    ("answers", "status"): _one_of(frozenset(map(str, TypedStatus))),
    ("completeness", "due_on"): _day,
    ("completeness", "status"): _one_of(_REPORTS),
    ("decisions", "revision"): _optional(_whole),
    ("facts", "key"): _optional(_text),
    ("facts", "roadmap"): _optional(_text),
    ("facts", "value"): lambda _: True,  # by its kind
    ("findings", "column"): _optional(_text),
    ("findings", "line"): _optional(_text),
    ("findings", "place_id"): _optional(_text),
}
_READERS: Mapping[tuple[str, str], Callable[[object], bool]] = {
    (table, name): _OF_TABLES.get((table, name)) or _COLUMNS[name] for table, names in TABLES.items() for name in names
}
