from datetime import date

from engine.rulebook.deadlines.deadline import Conventions, Note, Surroundings
from engine.rulebook.deadlines.stretches import Stretch
from engine.rulebook.deadlines.syntax import Month, Span, Years
from engine.rulebook.deadlines.years import (
    Around,
    completed,
    found,
    has_year,
    in_year,
    runs_over,
    without_years,
    years_of,
)

_PLAN = Stretch(date(2020, 1, 1), date(2024, 12, 31))


def _around(plan: Stretch | None = None, section: Stretch | None = None, document_date: date | None = None) -> Around:
    return Around(Surroundings(document_date=document_date), Conventions(), plan, section)


def test_year_printed_once_belongs_to_the_first_month_of_a_range_over_new_year() -> None:
    notes: list[Note] = []
    span = completed(Span(Month(9), Month(3, Years(2020))), _around(), notes)
    assert span == Span(Month(9, Years(2020)), Month(3, Years(2021)))
    assert [note.code for note in notes] == ["crosses_year"]


def test_year_printed_once_belongs_to_the_last_month_where_only_that_fits_the_plan() -> None:
    plan = Stretch(date(2019, 9, 1), date(2020, 8, 31))
    span = completed(Span(Month(9), Month(3, Years(2020))), _around(plan), [])
    assert span == Span(Month(9, Years(2019)), Month(3, Years(2020)))


def test_school_year_of_a_month_tells_its_calendar_year() -> None:
    school = Years(2021, 2022, school=True)
    assert completed(Span(Month(9), Month(5, school)), _around(), []) == Span(
        Month(9, Years(2021)), Month(5, Years(2022))
    )


def test_missing_year_is_noted_with_its_source() -> None:
    for around, code, year in (
        (_around(_PLAN, Stretch(date(2023, 1, 1), date(2023, 12, 31)), date(2020, 9, 25)), "year_from_section", 2023),
        (_around(_PLAN, None, date(2020, 9, 25)), "year_from_document", 2021),
        (_around(_PLAN), "year_from_plan", 2020),
    ):
        notes: list[Note] = []
        assert found(Span(Month(5)), around, notes) == Span(Month(5, Years(year)))
        assert [note.code for note in notes] == [code]
    assert found(Span(Month(5)), _around(), notes) is None


def test_span_that_runs_into_the_next_year_ends_in_it() -> None:
    assert runs_over(Span(Month(9), Month(5)))
    assert not runs_over(Span(Month(5), Month(9)))
    assert in_year(Span(Month(9), Month(5)), 2021, _around()) == Span(Month(9, Years(2021)), Month(5, Years(2022)))


def test_years_are_taken_off_and_looked_up_at_both_ends() -> None:
    span = Span(Month(9), Month(5, Years(2022)))
    assert has_year(span)
    assert list(years_of(span)) == [Years(), Years(2022)]
    assert not has_year(without_years(span))
