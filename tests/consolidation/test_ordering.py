"""Which of several submissions of one place is the newest, and by what."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from support.small_region import AS_OF, school, small_rulebook

from engine.consolidation.ordering import REASONS, deciding, last_plausible_day, order_of
from engine.vocabulary.messages import catalogue

LAST_DAY = last_plausible_day(AS_OF, small_rulebook())


def test_the_last_plausible_day_is_the_threshold_after_the_as_of_date() -> None:
    assert date(2025, 1, 31) == LAST_DAY


@pytest.mark.parametrize(
    ("changes", "index", "shown"),
    [
        ({"revision": 3}, 0, "3"),
        ({"filled_on": date(2025, 1, 15)}, 1, "15.01.2025"),
        ({"saved_at": datetime(2025, 1, 15, 9, 30, tzinfo=UTC)}, 2, "15.01.2025 09:30:00"),
        ({"modified_ns": 7}, 3, "7"),
        ({"sha256": "zzz"}, 4, "zzz"),
    ],
)
def test_what_makes_a_submission_newer_can_be_named(changes: dict[str, object], index: int, shown: str) -> None:
    plain = order_of(school("0101", 10, 7), LAST_DAY)
    newer = order_of(school("0101", 10, 7, **changes), LAST_DAY)
    assert newer > plain
    assert deciding(plain, newer) == index
    assert newer.shown(index) == shown


def test_blank_dates_are_shown_as_a_dash() -> None:
    order = order_of(school("0101", 10, 7), LAST_DAY)
    assert (order.shown(1), order.shown(2)) == ("–", "–")


def test_every_reason_has_its_words() -> None:
    assert set(REASONS) <= set(catalogue())
