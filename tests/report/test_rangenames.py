from __future__ import annotations

import pytest

from engine.report.rangenames import RangeName, checked_name, name_lines, range_name


@pytest.mark.parametrize("name", ["Показатели_101_1", "Охват_доля_involved_pupils", "Данные", "Counts_101_1", "_a.b"])
def test_names_of_letters_digits_and_underscores_are_taken(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["A1", "А1", "ab12", "XFD1048576", "R1C1", "r", "C", "R2", "Данные 2", "2024", "а-б", "", "я" * 256],
)
def test_names_that_read_as_cells_or_hold_other_signs_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        checked_name(name)


def test_words_become_a_name() -> None:
    assert range_name("По формам", "201", "1") == "По_формам_201_1"


def test_lines_name_each_family_once() -> None:
    names = [RangeName(f"Показатели_{line}_1", "'Показатели'!$D$1", "числа") for line in (101, 102, 103)]

    lines = name_lines([*names, RangeName("Данные", "'Данные'!$A$1", "весь список")])

    assert lines[1:] == [
        "Показатели_101_1 … Показатели_103_1 (всего 3) – числа.",
        "Данные – весь список.",
    ]


def test_workbook_without_names_says_nothing() -> None:
    assert name_lines([]) == []
