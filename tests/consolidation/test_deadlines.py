"""Where a due date stands on the as-of date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support.small_region import AS_OF

from engine.consolidation.deadlines import ahead, days_past


@pytest.mark.parametrize(("days", "past"), [(-1, 1), (-366, 366), (0, None), (1, None)])
def test_a_due_date_is_past_from_the_next_day_on(days: int, past: int | None) -> None:
    assert days_past(AS_OF + timedelta(days=days), AS_OF) == past


def test_without_a_due_date_nothing_is_past() -> None:
    assert days_past(None, AS_OF) is None


@pytest.mark.parametrize(("days", "status"), [(0, "due_soon"), (30, "due_soon"), (31, "not_due")])
def test_what_lies_ahead_is_soon_within_the_threshold(days: int, status: str) -> None:
    assert ahead(AS_OF + timedelta(days=days), date(2024, 12, 31), 30) == status
