"""What the words of a deadline come to: windows of time, how sure the reading is, and what was assumed or repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DeadlineKind(StrEnum):
    """What an order says about the time of an activity."""

    DATE = "date"
    MONTH = "month"
    RANGE = "range"
    YEAR = "year"
    SCHOOL_YEAR = "school year"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    EVENT_BOUND = "event-bound"
    NONE = "none"


class Confidence(StrEnum):
    """How sure a reading is, the surest first."""

    EXACT = "exact"
    ASSUMED = "assumed"
    REPAIRED = "repaired"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Note:
    """One assumption, repair or remark of a reading: a code of notes.toml and the facts that its sentence quotes."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """One due instance: the days between which something is to be done; a missing end is None.

    ``suffix`` follows the activity's number in the occurrence key: "@2022", "@2020-21", "@2022H1", "@2022Q1",
    "@2022-03" where the deadline recurs ("@2020-21" for a single school year too), "/1", "/2" where one cell holds
    several deadlines, both where both; None for a deadline that comes once.
    """

    starts_on: date | None = None
    due_on: date | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline that was read; ``windows`` is never empty: one without any date has one window without dates."""

    windows: tuple[Window, ...]
    kind: DeadlineKind
    confidence: Confidence
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Conventions:
    """Choices of the region about how deadlines are read.

    ``horizon`` bounds a recurrence that has no end of its own («далее – ежегодно»); without it such a recurrence has
    only the instances that the order itself or the plan bounds. ``strict_until``: «до 1 ноября» means 31 October, not
    1 November. ``school_year_ends`` is the last day (month, day) of a school year.
    """

    horizon: date | None = None
    strict_until: bool = False
    school_year_ends: tuple[int, int] = (8, 31)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a deadline: the plan's period, the order's date and the enclosing section's deadline."""

    plan_from: date | None = None
    plan_to: date | None = None
    document_date: date | None = None
    section: str | None = None
