from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.limits import COLUMNS, ROWS
from engine.intake.positions import address_of, column_of, letters_of, position_of, range_of
from engine.intake.refusal import Refused


@given(row=st.integers(0, ROWS - 1), column=st.integers(0, COLUMNS - 1))
def test_an_address_leads_back_to_its_cell(row: int, column: int) -> None:
    assert position_of(address_of(row, column)) == (row, column)


def test_columns_have_the_letters_that_people_see() -> None:
    assert [letters_of(column) for column in (0, 25, 26, 701, 702, COLUMNS - 1)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert column_of("xfd") == COLUMNS - 1


@pytest.mark.parametrize("reference", ["", "A", "1", "A0", "A1048577", "XFE1", "AAAA1", "A-1", "А1"])
def test_impossible_references_are_refused(reference: str) -> None:
    with pytest.raises(Refused):
        position_of(reference)


def test_a_range_is_read_from_either_corner() -> None:
    assert range_of("C4:A2") == range_of("A2:C4") == (1, 0, 3, 2)
    assert range_of("B1") == (0, 1, 0, 1)
