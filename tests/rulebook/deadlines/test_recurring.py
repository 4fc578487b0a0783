from datetime import date

import pytest

from engine.rulebook.deadlines.composing import composed
from engine.rulebook.deadlines.deadline import Conventions, Note, Surroundings, Window
from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.recurring import windows_recurring
from engine.rulebook.deadlines.stretches import Stretch
from engine.rulebook.deadlines.syntax import NotUnderstoodError
from engine.rulebook.deadlines.years import Around

_SCHOOL_PLAN = Stretch(date(2022, 9, 1), date(2024, 5, 31))


def _windows(
    phrase: str, plan: Stretch | None = _SCHOOL_PLAN, document_date: date | None = None, notes: list[Note] | None = None
) -> tuple[Window, ...]:
    around = Around(Surroundings(document_date=document_date), Conventions(), plan, None)
    return windows_recurring(composed(parse(phrase)), around, [] if notes is None else notes)


def _suffixes(phrase: str, document_date: date | None = None) -> list[str | None]:
    return [window.suffix for window in _windows(phrase, document_date=document_date)]


def test_each_rhythm_has_its_suffixes() -> None:
    assert _suffixes("ежегодно") == ["@2022-23", "@2023-24"]
    assert _suffixes("ежегодно 2022-2024") == ["@2022", "@2023", "@2024"]
    assert _suffixes("ежеполугодно") == ["@2022H2", "@2023H1", "@2023H2", "@2024H1"]
    assert _suffixes("ежеквартально")[:2] == ["@2022Q3", "@2022Q4"]
    assert _suffixes("ежемесячно")[0] == "@2022-09"
    assert _suffixes("каждый учебный") == ["@2022-23", "@2023-24"]
    assert _suffixes("май , сентябрь ежегодно") == ["@2022/2", "@2023/1", "@2023/2", "@2024/1"]


def test_whole_years_are_cut_to_the_plan_with_a_note() -> None:
    notes: list[Note] = []
    assert _windows("ежегодно 2022-2024", notes=notes)[0] == Window(date(2022, 9, 1), date(2022, 12, 31), "@2022")
    assert "clipped" in [note.code for note in notes]


def test_named_months_that_end_in_the_plan_are_cut_at_its_beginning_with_a_note() -> None:
    notes: list[Note] = []
    assert _windows("август - сентябрь ежегодно", notes=notes)[0] == Window(
        date(2022, 9, 1), date(2022, 9, 30), "@2022"
    )
    assert [note.code for note in notes] == ["clipped"]


def test_last_report_of_a_plan_is_left_out_with_a_note_and_none_is_made_for_the_year_before() -> None:
    notes: list[Note] = []
    plan = Stretch(date(2022, 1, 1), date(2023, 12, 31))
    windows = _windows("до 20 январь !after_year ежегодно", plan=plan, notes=notes)
    assert windows == (Window(None, date(2023, 1, 20), "@2022"),)
    assert [note.code for note in notes] == ["due_after_plan"]


def test_named_months_that_lie_only_partly_in_the_plan_are_left_out_with_a_note() -> None:
    notes: list[Note] = []
    assert _windows("май - июнь ежегодно", notes=notes) == (Window(date(2023, 5, 1), date(2023, 6, 30), "@2023"),)
    assert [note.code for note in notes] == ["left_out"]


def test_instances_before_the_order_are_dropped_and_the_one_it_falls_into_is_kept() -> None:
    assert _suffixes("ежеквартально", document_date=date(2023, 8, 15))[0] == "@2023Q3"


def test_due_day_after_the_period_reported_on_belongs_to_that_period() -> None:
    windows = _windows("ежеквартально до 10 число !after_quarter")
    assert windows[0] == Window(None, date(2022, 10, 10), "@2022Q3")
    assert windows[-1] == Window(None, date(2024, 4, 10), "@2024Q1")


def test_thirty_first_is_the_last_day_of_a_shorter_month() -> None:
    assert _windows("до 31 число ежемесячно")[0].due_on == date(2022, 9, 30)


def test_months_between_bound_a_monthly_deadline() -> None:
    assert "@2023-07" not in _suffixes("ежемесячно с сентябрь по май")


def test_rhythm_without_a_plan_has_no_date_even_with_a_document() -> None:
    assert _windows("ежегодно", plan=None, document_date=date(2022, 1, 1)) == (Window(),)


def test_years_printed_outside_the_plan_leave_no_window() -> None:
    notes: list[Note] = []
    assert _windows("2021/2022 учебный , каждый полугодие", notes=notes) == (Window(),)
    assert "none_left" in [note.code for note in notes]


def test_remarks_on_what_recurs_quote_the_first_instance_that_is_kept() -> None:
    notes: list[Note] = []
    _windows("ежегодно конец май", notes=notes)
    assert notes == [Note("part", {"from": "2023-05-21", "to": "2023-05-31"})]


def test_weekly_deadline_is_not_counted() -> None:
    notes: list[Note] = []
    assert _windows("еженедельно", notes=notes) == (Window(),)
    assert [note.code for note in notes] == ["not_counted"]


@pytest.mark.parametrize(
    "phrase",
    [
        "ежегодно до 5 число",
        "ежеквартально , март",
        "ежегодно 2021 , 2023",
        "май , июнь ежегодно , ежеквартально",
        "май ежегодно , каждый учебный",
    ],
)
def test_contradicting_words_are_not_understood(phrase: str) -> None:
    with pytest.raises(NotUnderstoodError):
        _windows(phrase)
