"""Dates as Russian offices write them."""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)


def day(value: date) -> str:
    """A date as it is written in Russian: «31.12.2024»."""
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
