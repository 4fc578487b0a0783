from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.dates import read_date
from engine.intake.grids import CellContent


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (date(2025, 1, 15), None),
        (datetime(2025, 1, 15, 9, 30), None),  # noqa: DTZ001  a cell's moment has no zone
        ("15.01.2025", None),
        (" 15.1.2025 г.", None),
        ("15.01.25", "V20"),
        ("15 января 2025 г.", "V24"),
        ("«15» ЯНВАРЯ 2025 года", "V24"),
        ('"15"\u00a0января 2025', "V24"),
    ],
)
def test_dates_as_people_write_them_are_read(cell: CellContent, code: str | None) -> None:
    parsed = read_date(cell)
    assert (parsed.value, parsed.code) == (date(2025, 1, 15), code)


@pytest.mark.parametrize(
    "cell",
    [
        "31 ноября 2024 г.",
        "15 января 25 г.",
        "15-го января 2025",
        "15 ян\u1c80аря 2025",
        "янв. 2025",
        "\u202e15.01.2025",
        "15 01 2025",
        "31.02.2024",
        "03/05/2026",
        "2024-12-31",
        "15 января",
        "вчера",
        45672.0,
        True,
        date(1900, 1, 1),
        "1.1.0001",
    ],
)
def test_what_could_be_another_day_is_refused(cell: CellContent) -> None:
    parsed = read_date(cell)
    assert (parsed.value, parsed.code, parsed.readable) == (None, "V19", False)


@pytest.mark.parametrize("cell", [None, "", " "])
def test_blank_is_blank(cell: CellContent) -> None:
    assert read_date(cell).value is None
    assert read_date(cell).code is None


MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_written_date_is_the_same_day(day: date) -> None:
    assert read_date(f"{day.day:02d}.{day.month:02d}.{day.year}").value == day
    assert read_date(f"{day.day} {MONTHS[day.month - 1]} {day.year} г.").value == day
    assert read_date(day).value == day
