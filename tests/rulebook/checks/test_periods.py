from __future__ import annotations

import pytest
from support.rules import Rules


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "nearest"),
    [
        ('current_period: "2024"', 'current_period: "2024-2026"', "current_period", "unknown_period", "2024-2025"),
        ("Europe/Moscow", "Europe/Moskow", "time_zone", "unknown_time_zone", "Europe/Moscow"),
        ("small_denominator: 5", "small_denominator: -5", "thresholds.small_denominator", "too_small", None),
        ("due_soon_days", "due_son_days", "thresholds.due_son_days", "unknown_key", "due_soon_days"),
    ],
)
def test_mistake_in_the_programme(
    rules: Rules, old: str, new: str, key: str, problem: str, nearest: str | None
) -> None:
    line = rules.edit("programme.yaml", old, new)
    assert rules.problems() == [("programme.yaml", line, key, problem, nearest)]


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "nearest"),
    [
        ("as_of: 2024-12-31", "as_of: 2023-12-31", "periods[2024].as_of", "date_too_early", None),
        ("due_schools: 2025-01-17", "due_schools: 2024-01-17", "periods[2024].due_schools", "date_too_early", None),
        (
            "due_districts: 2025-01-24",
            "due_districts: 2025-01-10",
            "periods[2024].due_districts",
            "date_too_early",
            None,
        ),
        ("due_schools: 2025-01-17", "due_schools: 17.01.2025", "periods[2024].due_schools", "not_date", None),
        ('{school: "2024-1",', '{school: "2024-2",', "periods[2020].forms.school", "unknown_form", "2024-1"),
        ('district: "2024-1"}', 'district: "2024"}', "periods[2020].forms.district", "unknown_form", "2024-1"),
        (
            'previous: "2023-2024"',
            'previous: "2023-2034"',
            "periods[2024-2025].previous",
            "unknown_period",
            "2023-2024",
        ),
        ('previous: "2023"', 'previous: "2024"', "periods[2024].previous", "previous_not_earlier", None),
        ("kind: calendar_year", "kind: calendar", "periods[2020].kind", "unknown_value", "calendar_year"),
        ('id: "2025"', "id: 2025", "periods[6].id", "not_text", None),
        ('id: "2025"', 'id: "2025/1"', "periods[2025/1].id", "unsafe_id", None),
        ('id: "2025"', 'id: "CON"', "periods[CON].id", "unsafe_id", None),
    ],
)
def test_mistake_in_a_period(rules: Rules, old: str, new: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.edit("periods.yaml", old, new)
    assert rules.problems() == [("periods.yaml", line, key, problem, nearest)]


def test_end_before_start_is_told(rules: Rules) -> None:
    line = rules.edit("periods.yaml", "ends_on: 2024-12-31", "ends_on: 2023-12-31")
    assert rules.problems() == [("periods.yaml", line, "periods[2024].ends_on", "date_too_early", None)]


def test_id_is_not_given_twice(rules: Rules) -> None:
    line = rules.edit("periods.yaml", 'id: "2025"', 'id: "2024"')
    assert ("periods.yaml", line, "periods[2024].id", "repeated", None) in rules.problems()


def test_previous_period_that_was_removed_is_told_wherever_it_is_named(rules: Rules) -> None:
    rules.edit("periods.yaml", 'id: "2022"', 'id: "2022x"')
    assert [(key, problem, nearest) for _, _, key, problem, nearest in rules.problems()] == [
        ("periods[2023].previous", "unknown_period", "2022x")
    ]
