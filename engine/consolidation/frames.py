"""Frames with fixed columns and types, the same whether they have many rows or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from engine.consolidation.result import (
    ACTIVITIES,
    ANSWERS,
    CHANGES,
    COMPLETENESS,
    COVERAGE,
    DECISIONS,
    FACTS,
    PROGRESS,
    TOTALS,
    TRENDS,
)

#: Columns that hold numbers or truth values, per table; every other column holds Python objects or None.
NUMBERS: Mapping[Sequence[str], Mapping[str, str]] = {
    FACTS: {},
    ANSWERS: {},
    CHANGES: {},
    TOTALS: {"value": "Int64", "reported": "Int64", "expected": "Int64"},
    COVERAGE: {
        "numerator": "Int64",
        "denominator": "Int64",
        "value": "Float64",
        "target": "Float64",
        "target_year": "Int64",
        "target_confirmed": "boolean",
        "gap": "Float64",
        "people_short": "Int64",
        "reported": "Int64",
        "expected": "Int64",
    },
    TRENDS: {
        "numerator": "Int64",
        "denominator": "Int64",
        "value": "Float64",
        "reported": "Int64",
        "expected": "Int64",
    },
    PROGRESS: {
        "value": "Float64",
        "previous_numerator": "Int64",
        "previous_denominator": "Int64",
        "previous_value": "Float64",
        "change": "Float64",
        "denominator_change": "Float64",
        "basis_changed": "boolean",
        "next_year": "Int64",
        "next_target": "Float64",
        "next_confirmed": "boolean",
        "pace_people": "Int64",
    },
    ACTIVITIES: {"days_overdue": "Int64"},
    DECISIONS: {"revision": "Int64"},
    COMPLETENESS: {"days_late": "Int64", "errors": "Int64", "warnings": "Int64"},
}


def frame_of(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """A frame of one of the tidy tables; each row has its values in the order of ``columns``, None where missing."""
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    return frame.astype(dict(NUMBERS[columns]))
