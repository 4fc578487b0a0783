"""What the last closed version of a period says, for the next consolidation of the same period to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.vocabulary.fields import Address, OccurrenceKey
from engine.vocabulary.roadmap import RoadmapAnswer


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A file as the register of a closed version tells of it; ``place_id`` is None where none was known."""

    path: str
    format: str
    place_id: str | None
    status: str


@dataclass(frozen=True)
class ClosedData:
    """The data of one closed version.

    ``facts`` by place and address, each as its table's text reads back; ``answers`` and ``statuses`` of activities by
    place and occurrence; ``reports`` are the statuses of completeness by place and form; ``coverage`` by place and
    indicator, exact, only where it was measured; ``files`` by hash every file that had come in and was read;
    ``decisions`` the bases of the decisions about the period by place and `decision_key` (None: the version does not
    tell); ``sent_up`` are the places that a district's transmittal told of. ``altered`` (or missing) and ``added`` are
    files of the period's closed versions that are no longer as they were sealed.
    """

    version: int
    closed_on: date
    facts: Mapping[tuple[str, Address], str]
    answers: Mapping[tuple[str, OccurrenceKey], RoadmapAnswer]
    statuses: Mapping[tuple[str, OccurrenceKey], str]
    reports: Mapping[tuple[str, str], str]
    coverage: Mapping[tuple[str, str], Fraction]
    files: Mapping[str, ClosedFile]
    decisions: Mapping[tuple[str, str], str] | None = None
    sent_up: frozenset[str] = frozenset()
    altered: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
