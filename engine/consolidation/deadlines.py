"""Where a due date stands on the as-of date, for activities and targets alike."""

from __future__ import annotations

from datetime import date


def days_past(due_on: date | None, as_of: date) -> int | None:
    """Whole days since the due date; None on the day itself, before it, and without one."""
    return (as_of - due_on).days if due_on is not None and as_of > due_on else None


def ahead(due_on: date, as_of: date, due_soon_days: int) -> str:
    """What is not overdue yet: "due_soon" up to ``due_soon_days`` ahead, the day itself included, else "not_due"."""
    return "due_soon" if (due_on - as_of).days <= due_soon_days else "not_due"
