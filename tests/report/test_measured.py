"""An indicator of a place as the frame tells it."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from engine.report.measured import NO_COVERAGE, Coverage, coverage_from

ROW = {
    "numerator": 2, "denominator": 3, "value": 2 / 3, "target": 0.7, "target_confirmed": True, "status": "below",
    "gap": -0.03, "people_short": 1, "reported": 1, "expected": 2,
}  # fmt: skip


def told(**changes: object) -> Coverage:
    return coverage_from(SimpleNamespace(**{**ROW, **changes}))


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, Fraction(2, 3)),
        ({"denominator": None, "value": 2.0}, Fraction(2)),
        ({"value": None}, None),
        ({"numerator": None}, None),
    ],
)
def test_share_is_exact_and_unknown_where_nothing_was_measured(
    changes: dict[str, object], value: Fraction | None
) -> None:
    assert told(**changes).value == value


def test_target_counts_as_confirmed_unless_it_is_said_not_to_be() -> None:
    assert [told(target_confirmed=each).confirmed for each in (True, None, False)] == [True, True, False]


def test_place_of_which_nothing_is_known_rests_on_nobody() -> None:
    assert (NO_COVERAGE.value, NO_COVERAGE.status, NO_COVERAGE.expected) == (None, "no_data", 0)
