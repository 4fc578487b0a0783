"""The transmittal: the workbook that a district sends up, with the data that the region consolidates again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: What the stamp of a transmittal says in its row ``form``, where the stamp of a form names the form.
TRANSMITTAL = "transmittal"
#: The tables of a transmittal, each with its columns in order: the whitelist of what leaves a district. No name of a
#: person, contact, free text, link or sender's file name is among them; explanations only where they name no person,
#: bases never. ``file`` is the beginning of the hash of the school's file, ``sheet`` the form's, not the sender's.
#: Of a fact ``kind`` is what its value is (`FACT_KINDS`), ``roadmap`` and ``key`` the occurrence that its line is about
#: (None: a line that the rules list), ``row`` the row of `Transmittal.facts_sheet` that prints it (None: none does).
#: Of a finding ``facts`` is an object of those facts that quote nobody, of a decision ``basis`` is None.
TABLES: Mapping[str, tuple[str, ...]] = {
    "reports": ("place_id", "form", "form_version", "revision", "file", "control_number"),
    "facts": (
        "place_id", "line", "column", "roadmap", "key", "kind", "value", "file", "sheet", "cell", "row",
    ),
    "answers": ("place_id", "roadmap", "key", "status", "done_on"),
    "activities": (
        "place_id", "roadmap", "activity", "key", "title", "deadline", "starts_on", "due_on", "done_on", "status",
        "days_overdue",
    ),
    "completeness": (
        "place_id", "form", "status", "received_on", "due_on", "days_late", "errors", "warnings", "waived",
    ),
    "decisions": ("place_id", "decision", "revision", "basis", "withheld", "decided_on", "until"),
    "findings": ("place_id", "code", "severity", "line", "column", "facts", "state", "explanation", "withheld", "file"),
    "denominators": ("place_id", "indicator", "value"),
}  # fmt: skip
#: What the value of a fact is: a whole number, a word that the form offers («да», «выполнено»), a date as ISO 8601.
FACT_KINDS = ("count", "word", "date")

#: Fact of a finding that a transmittal tells of: the beginning of the hash of the school's file that it is about.
FORWARDED_FILE = "forwarded_file"


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell of a transmittal that was changed by hand: as it was written, and as it came (None: blank)."""

    sheet: str
    cell: str
    written: str | None
    came: str | None


@dataclass(frozen=True)
class Transmittal:
    """What a district sent up for one period, as read from one file.

    ``version`` is the closed version (0: not closed), closed on ``closed_on`` (None then). ``rules`` are hashes of the
    parts of the district's rules, by part, to be compared with the reader's. ``tables`` hold rows by table, each a
    mapping of the table's columns to what JSON keeps: text, whole numbers, true and false, None; dates as ISO 8601.
    ``facts`` of theirs name in ``row`` the row (counted from 1) of ``facts_sheet`` on which the value is printed, in
    ``facts_column``. ``edits`` are what was changed by hand after it was written; the tables are believed, the edits
    are not.
    """

    path: str
    sha256: str
    district_id: str
    period_id: str
    as_of: date
    version: int
    engine_version: str
    rules: Mapping[str, str]
    tables: Mapping[str, tuple[Mapping[str, object], ...]]
    facts_sheet: str
    facts_column: str
    edits: tuple[Edit, ...] = field(default=())
    closed_on: date | None = None
