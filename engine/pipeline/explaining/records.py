"""Rows of a run's tidy tables as explanations read them: texts, empty where a value is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Fact(NamedTuple):
    """A row of facts.csv, its value as text, and the cell that it came from."""

    value: str
    path: str
    sheet: str
    cell: str

    @property
    def number(self) -> int | None:
        """The value as a whole number; None for texts and dates."""
        return int(self.value) if self.value.isascii() and self.value.isdigit() else None


class Report(NamedTuple):
    """A row of completeness.csv."""

    district_id: str
    place_id: str
    form: str
    status: str
    received_on: str
    due_on: str
    days_late: str
    errors: str
    warnings: str


class Sent(NamedTuple):
    """A row of register.csv."""

    path: str
    sha256: str
    status: str
    codes: str
    place_id: str
    district_id: str
    period: str
    form_version: str


class Listed(NamedTuple):
    """A row of activities.csv."""

    district_id: str
    place_id: str
    roadmap: str
    activity: str
    key: str
    title: str
    deadline: str
    starts_on: str
    due_on: str
    done_on: str
    status: str
    days_overdue: str


class Measured(NamedTuple):
    """A row of coverage.csv."""

    level: str
    place_id: str
    indicator: str
    unit: str
    numerator: str
    denominator: str
    value: str
    target: str
    target_year: str
    target_confirmed: str
    target_source: str
    status: str
    gap: str
    people_short: str
    reported: str
    expected: str


class Earlier(NamedTuple):
    """A row of trends.csv."""

    place_id: str
    indicator: str
    as_of: str
    period: str
    numerator: str
    denominator: str

    @property
    def value(self) -> Fraction:
        """A share (7/10 for 70 %), or the count itself."""
        return Fraction(int(self.numerator), int(self.denominator or 1))


class Taken(NamedTuple):
    """A row of decisions.csv."""

    place_id: str
    decision: str
    basis: str
    decided_by: str
    decided_on: str
    code: str


class Answer(NamedTuple):
    """A row of answers.csv without what was written beside the status."""

    place_id: str
    roadmap: str
    key: str
    status: str
    done_on: str
