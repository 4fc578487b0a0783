"""Findings: what is wrong in what a person sent, as data with a code, a cell and a remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: an error keeps a submission out of the totals."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FindingState(StrEnum):
    """Whether a finding still asks for an answer."""

    OPEN = "open"
    EXPLAINED = "explained"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where a person finds it: sheet name and address in A1 notation."""

    sheet: str
    address: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one file, each problem once.

    ``facts`` fill the placeholders of the text that texts/ keeps under ``code``. ``line`` and ``column`` are
    printed codes, ``value`` is the cell's content as it stood there (never shown for free text of persons).
    ``also`` lists further cells that take part in the problem. ``withheld`` says that the explanation stays in
    the district: it looks like personal data or is a decision's basis.
    """

    code: str
    severity: Severity
    path: str
    facts: Mapping[str, str] = field(default_factory=dict)
    place_id: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: str | None = None
    column: str | None = None
    value: str | None = None
    also: tuple[Cell, ...] = ()
    state: FindingState = FindingState.OPEN
    explanation: str | None = None
    withheld: bool = False

    def with_(self, **changes: Any) -> Finding:  # noqa: ANN401  the fields of a finding are of several types
        """Return the same finding with other values of the named fields."""
        return replace(self, **changes)

    @property
    def is_open(self) -> bool:
        """Tell whether the finding still asks for an answer: neither explained nor waived."""
        return self.state is FindingState.OPEN

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Order of findings in every output: by file, weight (errors first), sheet, line, column, code."""
        return (
            self.path,
            {Severity.ERROR: "0", Severity.WARNING: "1", Severity.INFO: "2"}[self.severity],
            self.sheet or "",
            self.line or "",
            self.column or "",
            self.code,
            self.cell or "",
        )
