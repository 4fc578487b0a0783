"""What a consolidation yields: plain frames with fixed columns, one per tidy table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from engine.consolidation.closed import ClosedData
from engine.rulebook.model import Period
from engine.vocabulary.fields import Submission
from engine.vocabulary.files import RegisterRow
from engine.vocabulary.findings import Finding

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


def _no_changes() -> pd.DataFrame:
    return pd.DataFrame(columns=list(CHANGES), dtype=object)


def _no_decisions() -> pd.DataFrame:
    return pd.DataFrame(columns=list(DECISIONS), dtype=object).astype({"revision": "Int64"})


@dataclass(frozen=True)
class Consolidation:
    """One run's result for the whole region; every frame is sorted and has the columns named above.

    ``submissions`` are the ones that count, by place id; ``register`` and ``findings`` cover every file found.
    ``closed`` is the last closed version of the period, which ``changes`` compares with; None where there is none.
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
