"""Frames with fixed columns and types."""

from __future__ import annotations

import pandas as pd
import pytest

from engine.consolidation.frames import NUMBERS, frame_of
from engine.consolidation.result import COMPLETENESS, FACTS


@pytest.mark.parametrize("columns", list(NUMBERS))
def test_an_empty_frame_has_the_types_of_a_full_one(columns: tuple[str, ...]) -> None:
    empty = frame_of([], columns)
    full = frame_of([[None] * len(columns)], columns)
    assert tuple(empty.columns) == columns
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_missing_text_is_none_and_missing_numbers_are_not_available() -> None:
    frame = frame_of([[None] * len(COMPLETENESS)], COMPLETENESS)
    assert frame.loc[0, "status"] is None
    assert frame.loc[0, "errors"] is pd.NA


def test_values_of_several_types_keep_them() -> None:
    row = ["2024", "00", "01", "0101", "101", "1", 5, "a.xlsx", "Показатели", "C1"]
    assert frame_of([row], FACTS).loc[0, "value"] == 5
