"""What a consolidation yields: plain frames with fixed columns, one per tidy table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from engine.consolidation.closed import ClosedData
from engine.rulebook.model import Period
from engine.vocabulary.fields import Submission
from engine.vocabulary.files import RegisterRow
from engine.vocabulary.findings import Finding
from engine.vocabulary.transmittal import Transmittal

#: One row per value of an accepted submission, of every line and column that a curator fills (typed or implied).
FACTS = ("period", "region_id", "district_id", "place_id", "line", "column", "value", "path", "sheet", "cell")
#: One row per level, place and count field (computed lines included): the sum over the accepted schools below.
#: ``value`` is missing where no place below has one; ``reported`` places have one, of ``expected`` that fill the field.
TOTALS = ("level", "place_id", "line", "column", "value", "reported", "expected", "adds_up")
#: One row per place and indicator, for schools, districts and the region.
COVERAGE = (
    "period",
    "level",
    "place_id",
    "indicator",
    "unit",
    "numerator",
    "denominator",
    "value",
    "target",
    "target_year",
    "target_confirmed",
    "target_source",
    "status",
    "gap",
    "people_short",
    "reported",
    "expected",
)
#: One row per place and occurrence; target rows stand with the district.
ACTIVITIES = (
    "district_id",
    "place_id",
    "roadmap",
    "activity",
    "key",
    "title",
    "deadline",
    "starts_on",
    "due_on",
    "done_on",
    "status",
    "days_overdue",
)
#: One row per place and occurrence about which the place said something, as it was typed.
ANSWERS = ("district_id", "place_id", "roadmap", "key", "status", "done_on", "document", "note")
#: One row per place and form expected.
COMPLETENESS = (
    "district_id",
    "place_id",
    "form",
    "status",
    "received_on",
    "due_on",
    "days_late",
    "errors",
    "warnings",
)
#: One row per decision that district staff took about the period; ``revision`` missing: about every one; ``code``: that
#: of the finding where the decision applies to nothing.
DECISIONS = (
    "period",
    "district_id",
    "place_id",
    "decision",
    "revision",
    "basis",
    "decided_by",
    "decided_on",
    "until",
    "code",
)
#: One row per difference from the last closed version of the same period. ``change`` is one of
#: new (a place's report counts that did not), withdrawn (it no longer counts), report (another change of a report's
#: state; of these three the statuses of completeness in ``old``, ``new``: missing where no report was or is expected,
#: "exempt" where a decision says so), decision_withdrawn, decision_new (of both ``key`` is the decision, with the
#: revision that it is about: «accept/1»; its basis is in ``old``, ``new``), corrected (a value: ``line``, ``column``,
#: ``old``, ``new``, either may be missing; what is said about an activity has its ``roadmap`` and ``key`` too),
#: newly_overdue, newly_done, status (another change of an activity's status; of these three ``roadmap``, ``key`` and
#: the statuses in ``old``, ``new``), arrived (a file that was not there: ``path``, and its status in ``new``), gone (a
#: file that is not there any more: ``path``, and the status that it had in ``old``).
CHANGES = (
    "district_id",
    "place_id",
    "change",
    "line",
    "column",
    "roadmap",
    "key",
    "old",
    "new",
    "path",
    "sheet",
    "cell",
)
#: One row per place, indicator and earlier point: what was measured as of other days, the earliest first. ``source`` is
#: "closed" (a closed period of the same kind, ``period`` is its id) or "history" (rules/history.csv, no period).
#: ``value`` is a share or a count, as in COVERAGE; ``reported`` of ``expected`` places gave it (missing: unknown).
TRENDS = (
    "level",
    "place_id",
    "indicator",
    "unit",
    "as_of",
    "period",
    "source",
    "numerator",
    "denominator",
    "value",
    "reported",
    "expected",
)
#: One row per place and indicator that has a value now: how it compares with the last point before (``previous_…``,
#: missing where there is none) and with the next target. ``change`` is value − previous value; ``denominator_change``
#: the relative change of the denominator (0.25 for a quarter more), ``basis_changed`` whether it is beyond the
#: threshold; ``next_target`` the first target of a later year that is not reached yet (missing: none), with its year,
#: and ``pace_people`` the whole persons who are missing to it over today's denominator.
PROGRESS = (
    "level",
    "place_id",
    "indicator",
    "unit",
    "value",
    "previous_as_of",
    "previous_period",
    "previous_numerator",
    "previous_denominator",
    "previous_value",
    "change",
    "denominator_change",
    "basis_changed",
    "next_year",
    "next_target",
    "next_confirmed",
    "pace_people",
)


#: The columns of each frame of a consolidation, by the frame's name.
FRAMES: Mapping[str, tuple[str, ...]] = {
    "facts": FACTS,
    "totals": TOTALS,
    "coverage": COVERAGE,
    "activities": ACTIVITIES,
    "answers": ANSWERS,
    "completeness": COMPLETENESS,
    "decisions": DECISIONS,
    "changes": CHANGES,
    "trends": TRENDS,
    "progress": PROGRESS,
}


def _no_rows(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype=object)


def _no_trends() -> pd.DataFrame:
    return _no_rows(TRENDS)


def _no_progress() -> pd.DataFrame:
    return _no_rows(PROGRESS)


def _no_changes() -> pd.DataFrame:
    return _no_rows(CHANGES)


def _no_decisions() -> pd.DataFrame:
    return _no_rows(DECISIONS).astype({"revision": "Int64"})


@dataclass(frozen=True)
class Consolidation:
    """One run's result for the whole region; every frame is sorted and has the columns named above.

    ``submissions`` are the ones that count, by place id; ``register`` and ``findings`` cover every file found.
    ``closed`` is the last closed version of the period, which ``changes`` compares with; None where there is none.
    ``transmittals`` are the districts' that count, by district id; what their tables say stands in the frames too.
    Dates in frames are ``datetime.date`` or None; missing numbers are ``pd.NA``.
    """

    period: Period
    as_of: date
    submissions: tuple[Submission, ...]
    register: tuple[RegisterRow, ...]
    findings: tuple[Finding, ...]
    facts: pd.DataFrame
    totals: pd.DataFrame
    coverage: pd.DataFrame
    activities: pd.DataFrame
    answers: pd.DataFrame
    completeness: pd.DataFrame
    decisions: pd.DataFrame = field(default_factory=_no_decisions)
    changes: pd.DataFrame = field(default_factory=_no_changes)
    closed: ClosedData | None = None
    trends: pd.DataFrame = field(default_factory=_no_trends)
    progress: pd.DataFrame = field(default_factory=_no_progress)
    transmittals: tuple[Transmittal, ...] = ()
