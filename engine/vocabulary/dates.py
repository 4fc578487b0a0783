"""Dates as Russian offices write them."""

from __future__ import annotations

from datetime import date
from typing import Final

from engine.vocabulary.language import mark

MONTHS: Final = (
    mark("январь"),
    mark("февраль"),
    mark("март"),
    mark("апрель"),
    mark("май"),
    mark("июнь"),
    mark("июль"),
    mark("август"),
    mark("сентябрь"),
    mark("октябрь"),
    mark("ноябрь"),
    mark("декабрь"),
)
#: As they stand behind a day: «31 декабря».
MONTHS_IN_DATES: Final = (
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
)


def day(value: date) -> str:
    """A date as it is written in Russian: «31.12.2024»."""
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
