"""Addresses of fields by printed codes, and the values a submission holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

#: A typed cell: a count is an int, a share a float, a date a date, everything else text. None is "not filled in".
Value: TypeAlias = int | float | str | date | None


class FieldType(StrEnum):
    """What a cell of a form may hold."""

    COUNT = "count"  # whole number, 0 or more
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"  # one of the listed words
    YES_NO = "yes_no"  # «да» or «нет»
    LINK = "link"


_ADDRESS = re.compile(r"(?P<line>[0-9]{3,4})(?:\.(?P<column>[0-9]{1,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A field's printed address: line code and column number, as text ("201", "2")."""

    line: str
    column: str = "1"

    def __str__(self) -> str:
        return f"{self.line}.{self.column}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read "201.2" or "306" (column 1).

        Raises:
            ValueError: the text is no address.
        """
        if (match := _ADDRESS.fullmatch(text.strip())) is None:
            raise ValueError(text)
        return cls(match["line"], match["column"] or "1")


class Source(StrEnum):
    """Where a value comes from."""

    TYPED = "typed"
    IMPLIED = "implied"  # zero by rule: a blank line of section 2, or line 013 = да


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One filled field of one submission, with the cell it was read from.

    ``raw`` is the cell's content as text before parsing; ``as_text`` says that the cell held text, also where digits
    stand in it: a number that was put right on receipt, which the form itself does not count.
    """

    line: str
    column: str
    value: Value
    raw: str
    sheet: str
    cell: str
    source: Source = Source.TYPED
    as_text: bool = False

    @property
    def address(self) -> Address:
        """The printed address."""
        return Address(self.line, self.column)


@dataclass(frozen=True, slots=True)
class OccurrenceKey:
    """What identifies a roadmap line from period to period: the roadmap's id and the occurrence's key."""

    roadmap: str
    key: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that a person typed and that could not become a value: text where a number belongs, a line not asked.

    ``address`` is the printed address of the cell that it stood in (None: none is known), ``raw`` the whole content as
    text, ``sheet`` and ``cell`` where it stood in the file that was sent.
    """

    address: Address | None
    raw: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a curator wrote beside a control relation, with the cell that it stands in.

    ``given_text`` and ``given_for`` are what a return already held when it was written: the text and the fingerprint of
    the numbers that it was given for (see vocabulary/explanations.py); None in a first form. A text left as it was does
    not explain other numbers.
    """

    control: str
    text: str
    sheet: str
    cell: str
    given_text: str | None = None
    given_for: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One place's filled form for one period, as read from one file.

    ``values`` holds every field of the form that was located and is filled (typed or implied), in the form's order;
    ``cells`` the cell of every located field, filled or not; ``occurrences`` names the occurrence of each roadmap line.
    ``unreadable`` are located fields whose content could not be read; each has its own error finding, and what stood
    there is among ``unplaced``. ``explanations`` are the texts beside control relations, at most one per relation.
    ``form_version`` is the version that the file was made on; the values stand at the addresses of the period's own.
    ``received_on`` is the date of the nearest dated folder (None: unknown); ``filled_on`` is line 011, ``saved_at`` the
    last-saved moment inside the file, ``modified_ns`` the file's own time: the three only order several submissions.
    """

    path: str
    sha256: str
    form: str
    form_version: str
    period_id: str
    place_id: str
    revision: int
    values: tuple[FieldValue, ...]
    cells: dict[Address, tuple[str, str]]
    occurrences: dict[str, OccurrenceKey]
    unreadable: frozenset[Address] = frozenset()
    filled_on: date | None = None
    saved_at: datetime | None = None
    modified_ns: int = 0
    received_on: date | None = None
    unplaced: tuple[Unplaced, ...] = ()
    explanations: tuple[Explanation, ...] = ()

    def get(self, line: str, column: str = "1") -> Value:
        """The value of a field, None when it is not filled in."""
        return next((each.value for each in self.values if (each.line, each.column) == (line, column)), None)
