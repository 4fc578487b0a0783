"""A roadmap as it is written in rules/roadmaps/: the order's own words, and beside them what a person decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.rulebook.forms import Frozen


class Reporter(StrEnum):
    """Who says how an activity stands: only what schools answer for enters school forms."""

    DISTRICT = "district"
    SCHOOLS = "schools"
    BOTH = "both"
    OTHER = "other"


class RoadmapDocument(Frozen):
    """The order that a roadmap comes from; no officials' names.

    ``source`` says where in the document the roadmap stands, ``file`` is the name of the file it was taken from.
    """

    title: str
    authority: str | None = None
    number: str | None = None
    signed_on: date | None = None
    edition: str | None = None
    source: str
    file: str | None = None


class WrittenOccurrence(Frozen):
    """One due instance whose dates a person wrote down; ``key`` is stable from period to period."""

    key: str
    starts_on: date | None = None
    due_on: date | None = None


class Reading(Frozen):
    """How a deadline that needs a decision is to be understood, beside the printed text, which stays as it is.

    ``text`` says it in words that the engine reads in place of the printed ones; ``occurrences`` gives the dates
    themselves. With neither the reading is the engine's own. ``confirmed`` False: a proposal, shown everywhere as
    «срок требует уточнения»; a person of the district changes it to true.
    """

    text: str | None = None
    occurrences: tuple[WrittenOccurrence, ...] | None = None
    confirmed: bool
    reason: str


class ActivityTarget(Frozen):
    """An activity that is a target: met or missed is decided by measured coverage at the due date.

    ``minimum`` is a share (0.45 for 45 %) or, for an indicator that counts, a number.
    """

    indicator: str
    minimum: Decimal


class WrittenSection(Frozen):
    """A heading of the roadmap; not an activity and never overdue, but its deadline is inherited by a blank one."""

    number: str
    title: str
    deadline: str | None = None
    responsible: str | None = None
    reading: Reading | None = None


class WrittenActivity(Frozen):
    """One row of a roadmap, or one item of the order's own text.

    ``deadline`` is verbatim, None where the cell is blank. ``key`` (default: the number) begins the keys of its
    occurrences. ``reported_by`` is a decision with ``confirmed`` and ``reason``: the orders print both columns on
    nearly every row. ``repeats`` is the key of the row that says the same: such an item is not counted twice.
    """

    number: str
    key: str | None = None
    title: str
    section: str | None = None
    deadline: str | None
    reading: Reading | None = None
    responsible: str | None
    result: str | None = None
    document: str | None = None
    reported_by: Reporter
    confirmed: bool
    reason: str
    target: ActivityTarget | None = None
    repeats: str | None = None


class WrittenRoadmap(Frozen):
    """One district's order with its activities.

    ``plan_stated`` is the plan's period in the document's own words, ``plan_from`` and ``plan_to`` its days.
    ``tracked_from``: deadlines that ended before are not asked about, so that a first use does not drown in years that
    nobody reported.
    """

    id: str
    title: str
    document: RoadmapDocument
    plan_stated: str | None = None
    plan_from: date | None = None
    plan_to: date | None = None
    tracked_from: date | None = None
    sections: tuple[WrittenSection, ...] = ()
    activities: tuple[WrittenActivity, ...]
