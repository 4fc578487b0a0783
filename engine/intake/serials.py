"""Serial numbers by which spreadsheet programs keep days and moments, and the number formats that show them so."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite

_DAYS = frozenset(
    (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
)  # built-in formats of days and times
_ELAPSED = frozenset({46})  # hours that do not begin again at midnight
# What a format shows as it stands: quoted text, an escaped letter, room for a letter, a repeated letter, brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_SIGN = re.compile(r"[dmhys]", re.IGNORECASE)
_SPAN = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_FIRST, _FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  cells know no time zone
_LAST = 2_958_466  # the day after 31.12.9999
_LEAP = 60  # 29.02.1900, which never was, has a number of its own
_MILLISECONDS = 86_400_000  # of a day


@lru_cache(maxsize=4096)
def is_percent(number: int, code: str) -> bool:
    """Tell whether a number format, built-in by its number or written out, shows per cent."""
    return number in {9, 10} or "%" in code  # also where it is only written beside the number


@lru_cache(maxsize=4096)
def is_moment(number: int, code: str) -> bool:
    """Tell whether a number format shows days or times."""
    if code:
        shown = _LITERAL.sub("", code.partition(";")[0])
        return bool(_SPAN.search(shown) or _SIGN.search(shown.replace("General", "")))
    return number in _DAYS


@lru_cache(maxsize=4096)
def is_span(number: int, code: str) -> bool:
    """Tell whether a number format shows how long something takes, not when it is."""
    return bool(_SPAN.search(_LITERAL.sub("", code.partition(";")[0]))) if code else number in _ELAPSED


def moment_of(serial: float, *, since_1904: bool = False) -> date | datetime | str | float:
    """What a program shows for a serial number: a day, a moment, the text of a time of day; itself beyond its days."""
    if not isfinite(serial) or not 0 <= serial < _LAST:
        return serial
    span = timedelta(milliseconds=round(serial * _MILLISECONDS))
    if serial < 1 and not since_1904:
        return str((_FIRST + span).time()) if span < timedelta(days=1) else date(1899, 12, 31)
    first = _FIRST_1904 if since_1904 else _FIRST + timedelta(days=serial < _LEAP)
    try:
        moment = first + span
    except OverflowError:
        return serial
    return moment.date() if moment.time() == datetime.min.time() else moment


def span_of(serial: float) -> str | float:
    """The text of how long something takes, such as "30:15:00"."""
    if not isfinite(serial) or not 0 <= serial < _LAST:
        return serial
    return str(timedelta(milliseconds=round(serial * _MILLISECONDS)))
