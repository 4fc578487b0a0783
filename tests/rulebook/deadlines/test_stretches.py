from datetime import date

import pytest

from engine.rulebook.deadlines.deadline import Conventions
from engine.rulebook.deadlines.stretches import NoSuchDateError, Stretch, calendar_piece, school_year, stretch_of
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

_USUAL = Conventions()
_2022 = Years(2022)
_SCHOOL = Years(2021, 2022, school=True)


@pytest.mark.parametrize(
    ("moment", "start", "due"),
    [
        (Month(2, Years(2024)), date(2024, 2, 1), date(2024, 2, 29)),
        (Day(LAST_DAY, 2, _2022), date(2022, 2, 28), date(2022, 2, 28)),
        (_2022, date(2022, 1, 1), date(2022, 12, 31)),
        (_SCHOOL, date(2021, 9, 1), date(2022, 8, 31)),
        (Piece(Unit.QUARTER, 2, _2022), date(2022, 4, 1), date(2022, 6, 30)),
        (Piece(Unit.HALF, 1, _SCHOOL), date(2021, 9, 1), date(2021, 12, 31)),
        (Piece(Unit.HALF, 2, _SCHOOL), date(2022, 1, 1), date(2022, 8, 31)),
        (Piece(Unit.TERM, 3, _SCHOOL), date(2022, 1, 1), date(2022, 3, 31)),
        (MonthPart(Part.DECADE, 3, 2, _2022), date(2022, 2, 21), date(2022, 2, 28)),
        (MonthPart(Part.WEEK, 0, 5, _2022), date(2022, 5, 25), date(2022, 5, 31)),
        (YearPart(Part.END, _2022), date(2022, 10, 1), date(2022, 12, 31)),
        (YearPart(Part.MIDDLE, _SCHOOL), date(2021, 12, 1), date(2022, 1, 31)),
        (Season(9, _2022), date(2022, 9, 1), date(2022, 11, 30)),
        (NamedDay("teachers_day", _2022), date(2022, 10, 5), date(2022, 10, 31)),
    ],
)
def test_moment_lasts_its_days(moment: Moment, start: date, due: date) -> None:
    assert stretch_of(Span(moment), _USUAL) == Stretch(start, due)


@pytest.mark.parametrize(
    "span",
    [
        Span(Day(31, 2, _2022)),
        Span(Day(0, 5, _2022)),
        Span(Day(1, 13, _2022)),
        Span(Month(0, _2022)),
        Span(Piece(Unit.QUARTER, 5, _2022)),
        Span(Piece(Unit.HALF, 3, _SCHOOL)),
        Span(MonthPart(Part.DECADE, 4, 5, _2022)),
        Span(Years(2024, 2021)),
        Span(Month(5)),
        Span(Month(11, _2022), Month(10, _2022)),
        Span(Month(5, Years(10000))),
    ],
)
def test_moment_that_the_calendar_does_not_have_is_no_date(span: Span) -> None:
    with pytest.raises(NoSuchDateError):
        stretch_of(span, _USUAL)


def test_pieces_of_a_year_follow_each_other() -> None:
    assert calendar_piece(Unit.MONTH, 12, 2022) == Stretch(date(2022, 12, 1), date(2022, 12, 31))
    assert calendar_piece(Unit.YEAR, 1, 2022) == Stretch(date(2022, 1, 1), date(2022, 12, 31))


def test_school_years_end_with_the_last_of_them() -> None:
    assert school_year(2021, 2024, Conventions(school_year_ends=(5, 31))) == Stretch(
        date(2021, 9, 1), date(2024, 5, 31)
    )


def test_stretch_lies_within_itself_and_not_within_a_shorter_one() -> None:
    long, short = Stretch(date(2022, 1, 1), date(2022, 2, 1)), Stretch(date(2022, 1, 2), date(2022, 2, 1))
    assert long.within(long)
    assert short.within(long)
    assert not long.within(short)
