from __future__ import annotations

from datetime import date

from engine.vocabulary.dates import day


def test_dates_are_written_as_offices_do() -> None:
    assert day(date(2024, 12, 5)) == "05.12.2024"


def test_year_has_four_digits_even_where_it_is_mistyped() -> None:
    assert day(date(24, 1, 9)) == "09.01.0024"
