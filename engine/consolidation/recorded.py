"""Parts of a consolidation as bytes and back: how districts come from the processes that consolidate, and are kept.

Packed JSON, as with readings. What the reports that count say in full stands apart: only their district needs it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from sys import intern
from typing import Any

import pandas as pd

from engine.consolidation.closed import ClosedData
from engine.consolidation.coverage import Basis
from engine.consolidation.fingerprint import fingerprint
from engine.consolidation.frames import NUMBERS
from engine.consolidation.part import Part
from engine.consolidation.result import FRAMES, Consolidation
from engine.consolidation.sending import sending_districts
from engine.intake.recorded import (
    finding_kept,
    finding_of,
    no_record,
    packed,
    submission_kept,
    submission_of,
    transmittal_kept,
    transmittal_of,
    unpacked,
)
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus, RegisterRow

#: What JSON keeps.
Kept = Any

_LENGTH = 4  # bytes that say how long what is told first is
_REGISTER = [each.name for each in fields(RegisterRow)]


@dataclass(frozen=True, slots=True)
class RecordedPart:
    """A part as bytes, and what can be told of it without unpacking it.

    ``shown`` is all of it but its ``submissions``; ``fingerprint`` is the hash that its workbooks will carry. ``sends``
    tells whether there is anything to send up; ``settled`` whether nobody has to be written to: every report counts,
    nothing was rejected, and no transmittal came.
    """

    shown: bytes
    submissions: bytes
    fingerprint: str
    sends: bool
    settled: bool

    def to_bytes(self) -> bytes:
        """All of it as bytes; `from_bytes` gives an equal one back."""
        told = packed([len(self.shown), len(self.submissions), self.fingerprint, self.sends, self.settled])
        return b"".join((len(told).to_bytes(_LENGTH), told, self.shown, self.submissions))

    @classmethod
    def from_bytes(cls, content: bytes) -> RecordedPart:
        """The recorded part that `to_bytes` made bytes of.

        Raises:
            NoRecordError: the bytes are no such record, or not as they were written.
        """
        with no_record():
            begin = _LENGTH + int.from_bytes(content[:_LENGTH])
            shown, submissions, *told = unpacked(content[_LENGTH:begin])
            middle, end = begin + shown, begin + shown + submissions
            made = cls(content[begin:middle], content[middle:end], *told)
            if end != len(content):
                raise ValueError(end)
            for each in (made.shown, made.submissions):
                zlib.decompress(each)  # what is spoilt is told here, not when it is needed
            return made


def recorded_part(part: Part, rulebook: Rulebook) -> RecordedPart:
    """The part as bytes; `part_of` gives an equal one back, the closed version apart.

    ``rulebook`` are the rules that it was consolidated by.
    """
    made = part.consolidation
    shown = {
        "as_of": made.as_of.isoformat(),
        "register": [_register_kept(each) for each in made.register],
        "findings": [finding_kept(each) for each in made.findings],
        "transmittals": [transmittal_kept(each) for each in made.transmittals],
        "frames": {name: list(_columns_kept(getattr(made, name), columns)) for name, columns in FRAMES.items()},
        "bases": {indicator_id: astuple(basis) for indicator_id, basis in part.bases.items()},
    }
    return RecordedPart(
        packed(shown),
        packed([submission_kept(each) for each in made.submissions]),
        fingerprint=fingerprint(made, rulebook),
        sends=bool(sending_districts(made, rulebook)),
        settled=_is_settled(made),
    )


def part_of(
    recorded: RecordedPart, period: Period, closed: ClosedData | None = None, *, with_submissions: bool = True
) -> Part:
    """The part that `recorded_part` made bytes of.

    Args:
        recorded: the bytes.
        period: the period that it is of.
        closed: what it was compared with.
        with_submissions: whether the reports that count are wanted; without them it has none.

    Raises:
        NoRecordError: the bytes are no such record.
    """
    with no_record():
        shown = unpacked(recorded.shown)
        submissions = unpacked(recorded.submissions) if with_submissions else []
        made = Consolidation(
            period=period,
            as_of=date.fromisoformat(shown["as_of"]),
            submissions=tuple(submission_of(each) for each in submissions),
            register=tuple(_register_of(each) for each in shown["register"]),
            findings=tuple(finding_of(each) for each in shown["findings"]),
            transmittals=tuple(transmittal_of(each) for each in shown["transmittals"]),
            closed=closed,
            **{name: _frame_of(shown["frames"][name], columns) for name, columns in FRAMES.items()},
        )
        return Part(made, {indicator_id: Basis(*basis) for indicator_id, basis in shown["bases"].items()})


def _is_settled(made: Consolidation) -> bool:
    unsettled = {"silent", "with_errors"} & set(made.completeness["status"])
    rejected = any(each.status is FileStatus.REJECTED for each in made.register)
    return not (unsettled or rejected or made.transmittals)


def _register_kept(row: RegisterRow) -> Kept:
    return list(asdict(row).values())


def _register_of(kept: Kept) -> RegisterRow:
    row = dict(zip(_REGISTER, kept, strict=True))
    return RegisterRow(**row | {"status": FileStatus(row["status"]), "codes": tuple(map(intern, row["codes"]))})


def _columns_kept(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[Kept]:
    """Each column: numbers as they are; texts and days as the different ones and which of them stands in each row."""
    for name in columns:
        values = frame[name].tolist()
        if name in NUMBERS[columns]:
            yield [None if value is pd.NA else value for value in values]
            continue
        kinds = set(map(type, values)) - {type(None)}
        if kinds <= {str}:
            yield ["text", *_different(values)]
        elif kinds <= {date}:
            yield ["day", *_different([None if value is None else value.isoformat() for value in values])]
        else:
            yield ["any", [[value.isoformat()] if isinstance(value, date) else value for value in values]]


def _different(values: Sequence[str | None]) -> tuple[list[str | None], list[int]]:
    numbers: dict[str | None, int] = {}
    rows = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), rows


def _frame_of(kept: Sequence[Kept], columns: Sequence[str]) -> pd.DataFrame:
    numbers = NUMBERS[columns]
    return pd.DataFrame(
        {
            name: pd.array(column, dtype=numbers[name])
            if name in numbers
            else pd.Series(_objects(column), dtype=object)
            for name, column in zip(columns, kept, strict=True)
        }
    )


def _objects(kept: Sequence[Kept]) -> pd.Series:
    kind, *rest = kept
    if kind == "any":
        (values,) = rest
        return _series([date.fromisoformat(value[0]) if isinstance(value, list) else value for value in values])
    different, rows = rest
    # The same few words stand in every district: each is kept once for all of them.
    read = intern if kind == "text" else date.fromisoformat
    known = [None if each is None else read(each) for each in different]
    return _series([known[each] for each in rows])


def _series(values: Sequence[object]) -> pd.Series:
    return pd.Series(values, dtype=object)  # pandas would make texts of another type of its own
