import pytest

from engine.report.columns import column_letters


def test_columns_are_named_as_spreadsheet_programs_name_them() -> None:
    assert [column_letters(each) for each in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_there_is_no_column_before_the_first() -> None:
    with pytest.raises(ValueError, match="-1"):
        column_letters(-1)
