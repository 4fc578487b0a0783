from __future__ import annotations

from datetime import date

import pytest
from support.biff import DATE, PERCENT, biff2

from engine.intake.grids import CellError
from engine.intake.refusal import Refused
from engine.intake.xls import read_xls


def test_texts_numbers_and_booleans_stand_where_they_stood() -> None:
    (sheet,) = read_xls(biff2([[], [None, "Обучающихся", "101", 400.0, True]])).sheets
    assert [sheet.at(1, column) for column in range(6)] == [None, "Обучающихся", "101", 400.0, True, None]


def test_an_error_cell_is_an_error_and_not_blank() -> None:
    (sheet,) = read_xls(biff2([[CellError("#DIV/0!")]])).sheets
    assert sheet.at(0, 0) == CellError("#DIV/0!")


def test_dates_are_dates() -> None:
    (sheet,) = read_xls(biff2([[45657.0, 45657.5]], {(0, 0): DATE, (0, 1): DATE})).sheets
    assert sheet.at(0, 0) == date(2024, 12, 31)


def test_numbers_shown_as_per_cent_are_marked() -> None:
    (sheet,) = read_xls(biff2([[0.7, 0.7]], {(0, 1): PERCENT})).sheets
    assert sheet.percents == {(0, 1)}


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, biff2([["a"]])[:20]])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_xls(content)
    assert refused.value.code == "F08"
