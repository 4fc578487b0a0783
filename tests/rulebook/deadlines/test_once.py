from datetime import date

from engine.rulebook.deadlines.composing import composed
from engine.rulebook.deadlines.deadline import Conventions, DeadlineKind, Note, Surroundings, Window
from engine.rulebook.deadlines.once import school_year_suffix, windows_once
from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.years import Around

_AROUND = Around(Surroundings(), Conventions(), None, None)


def _windows(phrase: str, notes: list[Note] | None = None) -> tuple[tuple[Window, ...], DeadlineKind]:
    return windows_once(composed(parse(phrase)), _AROUND, [] if notes is None else notes)


def test_single_deadline_has_no_suffix() -> None:
    assert _windows("октябрь 2021") == ((Window(date(2021, 10, 1), date(2021, 10, 31)),), DeadlineKind.MONTH)


def test_single_school_year_has_its_suffix() -> None:
    windows, kind = _windows("2020/2021 учебный")
    assert windows == (Window(date(2020, 9, 1), date(2021, 8, 31), "@2020-21"),)
    assert kind is DeadlineKind.SCHOOL_YEAR


def test_several_deadlines_are_numbered_behind_their_suffix() -> None:
    windows, _ = _windows("2020/2021 учебный , 2021/2022 учебный")
    assert [window.suffix for window in windows] == ["@2020-21/1", "@2021-22/2"]


def test_year_at_the_end_of_a_list_holds_for_all_of_it() -> None:
    notes: list[Note] = []
    windows, kind = _windows("октябрь , декабрь 2021", notes)
    assert [window.due_on for window in windows] == [date(2021, 10, 31), date(2021, 12, 31)]
    assert (kind, notes) == (DeadlineKind.MONTH, [])


def test_list_that_runs_backwards_is_a_supposition() -> None:
    notes: list[Note] = []
    windows, _ = _windows("сентябрь , май 2022", notes)
    assert [window.due_on for window in windows] == [date(2021, 9, 30), date(2022, 5, 31)]
    assert [note.code for note in notes] == ["list_crosses_year"]


def test_suffix_of_the_last_school_year_of_a_century_has_two_digits() -> None:
    assert school_year_suffix(2099) == "@2099-00"
