from datetime import date

import pytest

from engine.rulebook.deadlines.checking import ImpossibleYearError, checked
from engine.rulebook.deadlines.deadline import Conventions, Note, Surroundings
from engine.rulebook.deadlines.stretches import Stretch
from engine.rulebook.deadlines.syntax import Month, Span, Years
from engine.rulebook.deadlines.years import Around

_PLAN = Stretch(date(2020, 1, 1), date(2024, 12, 31))


def _around(plan: Stretch | None = None, document_date: date | None = None) -> Around:
    return Around(Surroundings(document_date=document_date), Conventions(), plan, None)


@pytest.mark.parametrize(("printed", "read"), [(2620, 2020), (2012, 2022), (2019, 2019), (2025, 2025), (2035, 2035)])
def test_year_far_from_the_plan_is_mended_where_one_digit_tells(printed: int, read: int) -> None:
    notes: list[Note] = []
    assert checked(Span(Month(5, Years(printed))), _around(_PLAN), notes) == Span(Month(5, Years(read)))
    assert [note.code for note in notes] == (["year_mended"] if printed != read else [])


@pytest.mark.parametrize("plan", [None, Stretch(date(2021, 1, 1), date(2024, 12, 31))])
def test_impossible_year_is_mended_by_nothing_else(plan: Stretch | None) -> None:
    with pytest.raises(ImpossibleYearError):
        checked(Years(2620), _around(plan), [])


def test_current_year_is_that_of_the_order() -> None:
    notes: list[Note] = []
    around = _around(document_date=date(2021, 3, 9))
    assert checked(Years(shift=1), around, notes).first == 2022
    assert checked(Years(shift=0, school=True), around, notes).first == 2020


@pytest.mark.parametrize("years", [(2022, 2023, 2024), (2023, 2022, 2024), (2018, 2024)])
def test_years_that_go_together_are_not_mended(years: tuple[int, ...]) -> None:
    plan = Stretch(date(2022, 1, 1), date(2022, 12, 31))
    spans = tuple(Span(Years(year)) for year in years)
    notes: list[Note] = []
    assert checked(spans, _around(plan), notes) == spans
    assert notes == []


def test_years_far_from_each_other_are_mended_each() -> None:
    spans = (Span(Years(2020)), Span(Years(2921)))
    assert checked(spans, _around(_PLAN), []) == (Span(Years(2020)), Span(Years(2021)))


def test_current_year_is_noted_as_counted_not_as_missing() -> None:
    notes: list[Note] = []
    checked(Years(shift=0), _around(document_date=date(2021, 3, 9)), notes)
    assert [note.code for note in notes] == ["counted_from_document"]
