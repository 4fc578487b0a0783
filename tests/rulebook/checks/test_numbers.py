from __future__ import annotations

import pytest
from support.rules import Rules


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "problem", "nearest"),
    [
        ("targets.csv", "mentees_10_19", "mentees_10-19", "indicator", "unknown_indicator", "mentees_10_19"),
        ("targets.csv", "pupils,05,2020", "pupils,5,2020", "place_id", "lost_zeros", "05"),
        ("targets.csv", "pupils,05,2020", "pupils,Q5,2020", "place_id", "unknown_place", "05"),
        ("targets.csv", ",,2024,0.70,", ",,2024,70,", "minimum", "not_a_share", "70 %"),
        ("targets.csv", ",,2024,0.70,", ",,2024,-0.70,", "minimum", "negative", None),
        ("targets.csv", ",,2024,0.70,2024-12-31,", ",,2024,0.70,,", "effective_on", "blank_cell", None),
        ("targets.csv", ",,2024,0.70,2024-12-31,", ",,2024,0.70,2042-12-31,", "effective_on", "far_from_year", None),
        ("targets.csv", "mentees_10_19,,2021,", "mentees_10_19,,2020,", "year", "repeated", None),
        ("targets.csv", ",да\n", ",возможно\n", "confirmed", "csv_not_yes_no", None),
        ("targets.csv", "place_id,year", "place_id,god", "god", "unknown_column", None),
        ("history.csv", "2020-12-31,05,", "2020-12-31,5,", "place_id", "lost_zeros", "05"),
        ("history.csv", "2020-12-31,05,inv", "2020-12-31,05,jnv", "indicator", "unknown_indicator", "involved_pupils"),
        ("history.csv", ",585,3502,", ",585,,", "denominator", "blank_cell", None),
        ("history.csv", ",585,3502,", ",585,0,", "denominator", "not_positive", None),
        ("history.csv", ",585,3502,", ",-585,3502,", "numerator", "negative", None),
        ("history.csv", "2021-12-31,05,", "2020-12-31,05,", "as_of", "repeated", None),
    ],
)
def test_mistake_in_a_table_of_numbers(
    rules: Rules, name: str, old: str, new: str, key: str, problem: str, nearest: str | None
) -> None:
    line = rules.edit(name, old, new)
    path, at, where, what, near = next(each for each in rules.problems() if each[3] == problem)
    assert (path, at, where, what) == (name, line, key, problem)
    assert problem == "unknown_column" or near == nearest


@pytest.mark.parametrize(
    ("row", "key", "problem", "nearest"),
    [
        ("involved_pupils,5,2024,5000,Росстат", "place_id", "lost_zeros", "05"),
        ("involved_pupils,05,2042,5000,Росстат", "period", "unknown_period", "2022"),
        ("involved_pupils,05,2024,0,Росстат", "value", "not_positive", None),
        ("involved_pupils,05,2024,5000,", "source", "blank_cell", None),
    ],
)
def test_mistake_in_a_denominator(rules: Rules, row: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.append("denominators.csv", row)
    assert rules.problems() == [("denominators.csv", line, key, problem, nearest)]


@pytest.mark.parametrize(
    ("row", "key", "problem", "nearest"),
    [
        ("101,2024,accept,1,письмо,отдел,20.01.2025", "place_id", "lost_zeros", "0101"),
        ("0101,20024,accept,1,письмо,отдел,20.01.2025", "period", "unknown_period", "2024"),
        ("0101,2024,acept,1,письмо,отдел,20.01.2025", "decision", "unknown_value", "accept"),
        ("0101,2024,accept,первый,письмо,отдел,20.01.2025", "revision", "not_number", None),
        ("0101,2024,accept,1,,отдел,20.01.2025", "basis", "blank_cell", None),
        ("0101,2024,accept,1,письмо,отдел,2025", "decided_on", "csv_not_date", None),
    ],
)
def test_mistake_in_a_decision(rules: Rules, row: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.append("decisions.csv", row)
    assert rules.problems() == [("decisions.csv", line, key, problem, nearest)]


def test_decision_is_not_taken_twice(rules: Rules) -> None:
    rules.append("decisions.csv", "0101,2024,accept,,письмо,отдел,20.01.2025")
    line = rules.append("decisions.csv", "0101,2024,accept,,другое,отдел,21.01.2025")
    assert rules.problems() == [("decisions.csv", line, "decision", "repeated", None)]


def test_target_for_everyone_and_one_of_a_place_stand_side_by_side(rules: Rules) -> None:
    rules.append("targets.csv", "mentors_15_19,01,2024,12 %,31.12.2024,письмо,да")
    assert rules.problems() == []
