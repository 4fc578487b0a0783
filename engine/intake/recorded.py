"""Readings as bytes and back: how they come from the processes that read, and how they are kept for the next run.

Packed JSON, what stands in many rows as columns: whoever can write to what was kept can make it say something else,
but not make the program do anything. What tells whose a file is stands first and apart: a country's heads can be held
where its contents cannot.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime
from sys import intern
from typing import Any

from engine.vocabulary.fields import (
    Address,
    Explanation,
    FieldValue,
    OccurrenceKey,
    Source,
    Submission,
    Unplaced,
    Value,
)
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Cell, Finding, FindingState, Severity
from engine.vocabulary.transmittal import Edit, Transmittal

#: What JSON keeps.
Kept = Any

_LENGTH = 4  # bytes that say how long the heads are
_SOURCES = {each.value: each for each in Source}


class NoRecordError(Exception):
    """What was kept is not what `recorded` made."""


@dataclass(frozen=True, slots=True)
class Head:
    """What decides where a reading goes, and what becomes of its file before it is judged.

    ``place_id`` is what is known even where there is no submission, ``codes`` are those of intake's findings.
    """

    path: str
    sha256: str
    usable: bool
    place_id: str | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What was read from one file, archives with their members: the heads, and the readings as bytes."""

    heads: tuple[Head, ...]
    content: bytes

    @property
    def readings(self) -> tuple[FileReading, ...]:
        """The readings.

        Raises:
            NoRecordError: the bytes are no record.
        """
        return readings_of(self.content)


def record_of(content: bytes) -> Record:
    """The record that `recorded` made bytes of.

    Raises:
        NoRecordError: the bytes are no such record, or not as they were written.
    """
    return Record(heads_of(content), content)


def recorded(readings: Iterable[FileReading]) -> bytes:
    """The readings as bytes; `readings_of` gives equal ones back, `heads_of` what is needed of each at once."""
    every = tuple(readings)
    heads = packed([[each.path, each.sha256, each.usable, each.place_id, _codes(each)] for each in every])
    return len(heads).to_bytes(_LENGTH) + heads + packed([_reading(each) for each in every])


def heads_of(kept: bytes) -> tuple[Head, ...]:
    """The heads of the readings that `recorded` made bytes of.

    Raises:
        NoRecordError: the bytes are no such record, or not as they were written.
    """
    with no_record():
        end = _LENGTH + int.from_bytes(kept[:_LENGTH])
        zlib.decompress(kept[end:])  # what is spoilt is told here, not when it is needed
        every = unpacked(kept[_LENGTH:end])
        return tuple(
            Head(path, sha256, usable, place_id, tuple(codes)) for path, sha256, usable, place_id, codes in every
        )


def readings_of(kept: bytes) -> tuple[FileReading, ...]:
    """The readings that `recorded` made bytes of.

    Raises:
        NoRecordError: the bytes are no such record.
    """
    with no_record():
        begin = _LENGTH + int.from_bytes(kept[:_LENGTH])
        return tuple(_reading_of(each) for each in unpacked(kept[begin:]))


def packed(kept: Kept) -> bytes:
    """What JSON can keep as bytes."""
    return zlib.compress(json.dumps(kept, separators=(",", ":")).encode("ascii"), 1)


def unpacked(content: bytes) -> Kept:
    """What `packed` made bytes of; within `no_record`."""
    return json.loads(zlib.decompress(content))


@contextmanager
def no_record() -> Iterator[None]:
    """Whatever goes wrong with bytes that are no record is a `NoRecordError`."""
    try:
        yield
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise NoRecordError(f"no record: {fault}") from fault


def _codes(reading: FileReading) -> list[str]:
    return [each.code for each in reading.findings]


def _reading(each: FileReading) -> Kept:
    return {
        **_named(each),
        "findings": [finding_kept(finding) for finding in each.findings],
        "submission": None if each.submission is None else submission_kept(each.submission),
        "received_on": _day(each.received_on),
        "transmittal": None if each.transmittal is None else transmittal_kept(each.transmittal),
    }


def _reading_of(kept: Kept) -> FileReading:
    submission, transmittal = kept["submission"], kept["transmittal"]
    given = kept | {
        "findings": tuple(finding_of(each) for each in kept["findings"]),
        "submission": None if submission is None else submission_of(submission),
        "received_on": _day_of(kept["received_on"]),
        "transmittal": None if transmittal is None else transmittal_of(transmittal),
    }
    return FileReading(**given)


def finding_kept(each: Finding) -> Kept:
    """A finding as JSON keeps it; `finding_of` gives an equal one back."""
    return {**_named(each), "facts": dict(each.facts), "also": [[cell.sheet, cell.address] for cell in each.also]}


def finding_of(kept: Kept) -> Finding:
    """The finding that `finding_kept` kept."""
    return Finding(
        **kept
        | {
            "severity": Severity(kept["severity"]),
            "also": tuple(Cell(*each) for each in kept["also"]),
            "state": FindingState(kept["state"]),
        }
    )


def submission_kept(each: Submission) -> Kept:
    """A submission as JSON keeps it; `submission_of` gives an equal one back."""
    return {
        **_named(each),
        "values": _columns(
            (
                value.line,
                value.column,
                _value(value.value),
                value.raw,
                value.sheet,
                value.cell,
                value.source,
                value.as_text,
            )
            for value in each.values
        ),
        "cells": _columns((at.line, at.column, sheet, cell) for at, (sheet, cell) in each.cells.items()),
        "occurrences": _columns((line, key.roadmap, key.key) for line, key in each.occurrences.items()),
        "unreadable": [[at.line, at.column] for at in sorted(each.unreadable)],
        "filled_on": _day(each.filled_on),
        "saved_at": None if each.saved_at is None else each.saved_at.isoformat(),
        "received_on": _day(each.received_on),
        "unplaced": [
            [
                None if said.address is None else [said.address.line, said.address.column],
                said.raw,
                said.sheet,
                said.cell,
            ]
            for said in each.unplaced
        ],
        "explanations": [[getattr(said, name) for name in _EXPLAINED] for said in each.explanations],
    }


def submission_of(kept: Kept) -> Submission:
    """The submission that `submission_kept` kept."""
    return Submission(
        **kept
        | {
            "values": tuple(map(_field_value, zip(*kept["values"], strict=True))),
            "cells": {
                Address(intern(line), intern(column)): (intern(sheet), intern(cell))
                for line, column, sheet, cell in zip(*kept["cells"], strict=True)
            },
            "occurrences": {
                line: OccurrenceKey(intern(roadmap), intern(key))
                for line, roadmap, key in zip(*kept["occurrences"], strict=True)
            },
            "unreadable": frozenset(Address(*at) for at in kept["unreadable"]),
            "filled_on": _day_of(kept["filled_on"]),
            "saved_at": None if kept["saved_at"] is None else datetime.fromisoformat(kept["saved_at"]),
            "received_on": _day_of(kept["received_on"]),
            "unplaced": tuple(
                Unplaced(None if at is None else Address(*at), *where) for at, *where in kept["unplaced"]
            ),
            "explanations": tuple(Explanation(*each) for each in kept["explanations"]),
        }
    )


def _field_value(row: Sequence[Kept]) -> FieldValue:
    line, column, value, raw, sheet, cell, source, as_text = row
    # The same few words stand in every form: each is kept once for all of them.
    where = intern(line), intern(column), _value_of(value), raw, intern(sheet), intern(cell)
    return FieldValue(*where, _SOURCES[source], as_text)


def transmittal_kept(each: Transmittal) -> Kept:
    """A transmittal as JSON keeps it; `transmittal_of` gives an equal one back."""
    return {
        **_named(each),
        "as_of": _day(each.as_of),
        "rules": dict(each.rules),
        "tables": {name: _table(rows) for name, rows in each.tables.items()},
        "edits": [[edit.sheet, edit.cell, edit.written, edit.came] for edit in each.edits],
        "closed_on": _day(each.closed_on),
    }


def transmittal_of(kept: Kept) -> Transmittal:
    """The transmittal that `transmittal_kept` kept."""
    return Transmittal(
        **kept
        | {
            "as_of": date.fromisoformat(kept["as_of"]),
            "tables": {name: _rows_of(names, columns) for name, (names, columns) in kept["tables"].items()},
            "edits": tuple(Edit(*each) for each in kept["edits"]),
            "closed_on": _day_of(kept["closed_on"]),
        }
    )


def _table(rows: Sequence[Mapping[str, object]]) -> Kept:
    """The names of a table's columns and its columns; every row of a table has the same names in the same order."""
    names = list(rows[0]) if rows else []
    return names, _columns(list(row.values()) for row in rows)


def _rows_of(names: Sequence[str], columns: Kept) -> tuple[Mapping[str, object], ...]:
    return tuple(dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _named(each: object) -> dict[str, Kept]:
    """The fields of a record by name, as they are; those that JSON cannot keep are put in their place by the caller."""
    return {name: getattr(each, name) for name in _FIELDS[type(each)]}


def _columns(rows: Iterable[Sequence[Kept]]) -> list[Kept]:
    return list(zip(*rows, strict=True))


def _value(value: Value) -> Kept:
    return [value.isoformat()] if isinstance(value, date) else value


def _value_of(kept: Kept) -> Value:
    value: Value = date.fromisoformat(kept[0]) if isinstance(kept, list) else kept
    return value


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_of(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)


_FIELDS: dict[type, list[str]] = {
    kind: [each.name for each in fields(kind)] for kind in (FileReading, Finding, Submission, Transmittal)
}
_EXPLAINED = [each.name for each in fields(Explanation)]
