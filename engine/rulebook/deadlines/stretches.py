"""The days that a moment lasts, once its year is known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from engine.rulebook.deadlines.deadline import Conventions
from engine.rulebook.deadlines.nameddays import named_days
from engine.rulebook.deadlines.syntax import (
    LAST_DAY,
    Day,
    Moment,
    Month,
    MonthPart,
    NamedDay,
    Part,
    Piece,
    Season,
    Span,
    Unit,
    YearPart,
    Years,
)

SCHOOL_YEAR_BEGINS = 9
#: First and last month of the parts of a school year; the last part ends with the school year.
_SCHOOL_PIECES = {
    (Unit.HALF, 1): (9, 12),
    (Unit.HALF, 2): (1, 0),
    (Unit.QUARTER, 1): (9, 10),
    (Unit.QUARTER, 2): (11, 12),
    (Unit.QUARTER, 3): (1, 3),
    (Unit.QUARTER, 4): (4, 0),
}
_MONTHS_OF = {Unit.HALF: 6, Unit.QUARTER: 3, Unit.MONTH: 1, Unit.YEAR: 12}
_MONTH_PARTS = {
    (Part.DECADE, 1): (1, 10),
    (Part.DECADE, 2): (11, 20),
    (Part.DECADE, 3): (21, 31),
    (Part.DECADE, 0): (21, 31),
    (Part.WEEK, 1): (1, 7),
    (Part.WEEK, 2): (8, 14),
    (Part.WEEK, 3): (15, 21),
    (Part.WEEK, 4): (22, 28),
    (Part.HALF, 1): (1, 15),
    (Part.HALF, 2): (16, 31),
    (Part.BEGINNING, 0): (1, 10),
    (Part.MIDDLE, 0): (11, 20),
    (Part.END, 0): (21, 31),
}
_YEAR_PARTS = {Part.BEGINNING: (1, 3), Part.MIDDLE: (4, 9), Part.END: (10, 12)}
_SCHOOL_YEAR_PARTS = {Part.BEGINNING: (9, 9), Part.MIDDLE: (12, 1)}


class NoSuchDateError(ValueError):
    """The calendar has no such day, or an end stands before its start."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Days from ``start`` to ``due``, both counted."""

    start: date
    due: date

    def within(self, outer: Stretch) -> bool:
        """Whether no day of it lies outside another stretch."""
        return outer.start <= self.start and self.due <= outer.due


def stretch_of(span: Span, conventions: Conventions) -> Stretch:
    """The days of a span whose years are known.

    Raises:
        NoSuchDateError: the calendar has no such days.
    """
    first = _stretch(span.first, conventions)
    last = first if span.last is None else _stretch(span.last, conventions)
    if last.due < first.start:
        raise NoSuchDateError
    return Stretch(first.start, last.due)


def calendar_piece(unit: Unit, number: int, year: int) -> Stretch:
    """Month, quarter or half-year ``number`` of a year, or the year itself.

    Raises:
        NoSuchDateError: a year has no piece of that number.
    """
    length = _MONTHS_OF[unit]
    if not 1 <= number <= 12 // length:
        raise NoSuchDateError
    return _months(year, (number - 1) * length + 1, year, number * length)


def school_year(first: int, last: int, conventions: Conventions) -> Stretch:
    """School years from the one that begins in September of ``first`` to the one that ends in ``last``."""
    month, day = conventions.school_year_ends
    return Stretch(_day(first, SCHOOL_YEAR_BEGINS, 1), _day(last, month, min(day, monthrange(2001, month)[1])))


def _stretch(moment: Moment, conventions: Conventions) -> Stretch:  # noqa: PLR0911  one return per kind of moment
    year = moment.years.first if not isinstance(moment, Years) else moment.first
    if year is None:
        raise NoSuchDateError
    match moment:
        case Years():
            return _years(moment, year, conventions)
        case Day(day, month):
            on = _day(year, month, day)
            return Stretch(on, on)
        case Month(month):
            return _months(year, month, year, month)
        case MonthPart():
            return _month_part(moment, year)
        case YearPart(part, years):
            return _year_part(part, years, year, conventions)
        case Piece(unit, number, years):
            return _piece(unit, number, years, conventions)
        case Season(month):
            return _months(year, month, year, month + 2)
        case NamedDay(key):
            on = named_days()[key].on(year)
            return Stretch(on, _months(year, on.month, year, on.month).due)
    raise NoSuchDateError


def _years(years: Years, first: int, conventions: Conventions) -> Stretch:
    last = years.last
    if last is not None and last <= first:
        raise NoSuchDateError
    if years.school:
        return school_year(first, first + 1 if last is None else last, conventions)
    return _months(first, 1, first if last is None else last, 12)


def _month_part(moment: MonthPart, year: int) -> Stretch:
    month = _months(year, moment.month, year, moment.month)
    if (moment.part, moment.number) == (Part.WEEK, 0):
        return Stretch(month.due - timedelta(days=6), month.due)
    if (days := _MONTH_PARTS.get((moment.part, moment.number))) is None:
        raise NoSuchDateError
    first, last = days
    return Stretch(_day(year, moment.month, first), _day(year, moment.month, min(last, month.due.day)))


def _year_part(part: Part, years: Years, year: int, conventions: Conventions) -> Stretch:
    if years.last is not None and (not years.school or years.last != year + 1):
        raise NoSuchDateError
    if not years.school:
        first, last = _YEAR_PARTS[part]
        return _months(year, first, year, last)
    if part is Part.END:
        end = school_year(year, year + 1, conventions).due
        return Stretch(end.replace(day=1), end)
    first, last = _SCHOOL_YEAR_PARTS[part]
    return _months(year, first, year + (last < SCHOOL_YEAR_BEGINS), last)


def _piece(unit: Unit, number: int, years: Years, conventions: Conventions) -> Stretch:
    year = years.first or 0
    if years.last is not None and (not years.school or years.last != year + 1):
        raise NoSuchDateError
    if not years.school and unit is not Unit.TERM:
        return calendar_piece(unit, number, year)
    piece = _SCHOOL_PIECES.get((Unit.QUARTER if unit is Unit.TERM else unit, number))
    if piece is None:
        raise NoSuchDateError
    first, last = piece
    year += first < SCHOOL_YEAR_BEGINS
    if last:
        return _months(year, first, year, last)
    return Stretch(_day(year, first, 1), school_year(year - 1, year, conventions).due)


def _months(first_year: int, first: int, last_year: int, last: int) -> Stretch:
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise NoSuchDateError
    return Stretch(_day(first_year, first, 1), _day(last_year, last, monthrange(last_year, last)[1]))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, monthrange(year, month)[1] if day == LAST_DAY else day)
    except ValueError as error:  # also what `monthrange` says about a 13th month
        raise NoSuchDateError from error
