"""Which of several submissions of one place is the newest, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Submission

#: Code of the finding that says by what another submission is newer, in the order of `Order`'s fields.
REASONS = ("C05", "C06", "C07", "C08", "C09")


@dataclass(frozen=True, slots=True, order=True)
class Order:
    """What orders the submissions of one place, the most telling first; blank dates come before all others."""

    revision: int
    filled_on: date
    saved_at: datetime
    modified_ns: int
    sha256: str

    def shown(self, index: int) -> str:
        """The element at ``index`` as people read it; a blank one is a dash."""
        value = (self.revision, self.filled_on, self.saved_at, self.modified_ns, self.sha256)[index]
        if isinstance(value, datetime):
            return "–" if value == _NEVER else f"{value:%d.%m.%Y %H:%M:%S}"
        if isinstance(value, date):
            return "–" if value == date.min else day(value)
        return str(value)


_NEVER = datetime.min.replace(tzinfo=UTC)


def last_plausible_day(as_of: date, rulebook: Rulebook) -> date:
    """The last day that can stand in line 011 and be believed."""
    return as_of + timedelta(days=rulebook.programme.thresholds.filled_after_days)


def order_of(submission: Submission, last_day: date) -> Order:
    """Where a submission stands among those of its place; a date of filling in after ``last_day`` counts as blank.

    Moments without a time zone are taken as UTC: they come from inside files and only order them.
    """
    filled_on = submission.filled_on
    saved_at = submission.saved_at
    if saved_at is not None:
        saved_at = saved_at.replace(tzinfo=UTC) if saved_at.tzinfo is None else saved_at.astimezone(UTC)
    return Order(
        revision=submission.revision,
        filled_on=date.min if filled_on is None or filled_on > last_day else filled_on,
        saved_at=saved_at or _NEVER,
        modified_ns=submission.modified_ns,
        sha256=submission.sha256,
    )


def deciding(older: Order, newer: Order) -> int:
    """Index in `REASONS` of the first element in which two different orders differ."""
    pairs = (
        (older.revision, newer.revision),
        (older.filled_on, newer.filled_on),
        (older.saved_at, newer.saved_at),
        (older.modified_ns, newer.modified_ns),
    )
    return next((index for index, (old, new) in enumerate(pairs) if old != new), len(pairs))
