from datetime import date

from engine.rulebook.deadlines.composing import composed
from engine.rulebook.deadlines.deadline import Conventions, Note, Surroundings, Window
from engine.rulebook.deadlines.instances import Instance, add, instances_of
from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.stretches import Stretch
from engine.rulebook.deadlines.syntax import Unit
from engine.rulebook.deadlines.years import Around

_PLAN = Stretch(date(2022, 1, 1), date(2022, 12, 31))


def _instances(phrase: str, unit: Unit) -> list[Instance]:
    around = Around(Surroundings(), Conventions(), _PLAN, None)
    return list(instances_of(composed(parse(phrase)), unit, _PLAN, around, []))


def test_whole_stretches_may_be_cut_and_named_months_may_not() -> None:
    assert all(instance.whole for instance in _instances("ежеквартально", Unit.QUARTER))
    assert not any(instance.whole for instance in _instances("май ежегодно", Unit.YEAR))


def test_what_is_due_later_belongs_to_the_stretch_before_it() -> None:
    last = _instances("ежеквартально до 10 число !after_quarter", Unit.QUARTER)[-1]
    assert last.window == Window(None, date(2023, 1, 10), "@2022Q4")
    assert last.reports_on == Stretch(date(2022, 10, 1), date(2022, 12, 31))


def test_what_is_due_in_the_year_after_belongs_to_the_year() -> None:
    last = _instances("до 20 январь !after_year", Unit.YEAR)[-1]
    assert (last.window, last.reports_on) == (Window(None, date(2023, 1, 20), "@2022"), _PLAN)


def test_note_is_added_once() -> None:
    notes = [Note("times")]
    add(notes, Note("times"))
    assert notes == [Note("times")]
