import pytest

from engine.rulebook.deadlines.composition import Item
from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.deadlines.gathering import gathered
from engine.rulebook.deadlines.narrowing import narrowed
from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.syntax import Day, Month, NotUnderstoodError, Span, Years

_2022 = Years(2022)


def _narrowed(phrase: str, notes: list[Note] | None = None, *, recurring: bool = False) -> tuple[Item, ...]:
    return narrowed(gathered(parse(phrase)).items, [] if notes is None else notes, recurring=recurring)


@pytest.mark.parametrize(
    ("phrase", "span"),
    [
        ("июль 2022 , !aside непозднее 15.07.2022 , !end", Span(Month(7, _2022), Day(15, 7, _2022), "по")),
        ("июль 2022 , до 15 июль", Span(Month(7, _2022), Day(15, 7, _2022), "по")),
        ("июль 2022 , непозднее 15 число", Span(Month(7, _2022), Day(15, 7, _2022), "по")),
        ("июль , !aside 15 июль , !end", Span(Day(15, 7))),
        ("июль , !aside 3-й квартал 2022 , !end", Span(Month(7, _2022))),
        ("25 май 2022 , !aside 2021/2022 учебный , !end", Span(Day(25, 5, _2022))),
    ],
)
def test_what_names_the_time_before_it_more_closely_is_no_second_deadline(phrase: str, span: Span) -> None:
    assert [item.span for item in _narrowed(phrase)] == [span]


def test_bracket_with_several_days_stands_for_the_month_before_it() -> None:
    items = _narrowed("май 2022 , !aside 5 , 15 май , !end")
    assert [item.span for item in items] == [Span(Day(5, 5, _2022)), Span(Day(15, 5, _2022))]


def test_loose_bracket_beside_the_time_is_said() -> None:
    notes: list[Note] = []
    assert [item.span for item in _narrowed("май , !aside конец учебный , !end", notes)] == [Span(Month(5))]
    assert [note.code for note in notes] == ["bracket_time"]


@pytest.mark.parametrize(
    "phrase", ["май , !aside июнь , !end", "сентябрь 2022 , !aside 2023/2024 учебный , !end", "май , !aside до 5 июнь"]
)
def test_bracket_with_another_time_is_not_understood(phrase: str) -> None:
    with pytest.raises(NotUnderstoodError):
        _narrowed(phrase)


def test_years_in_brackets_bound_what_recurs() -> None:
    assert len(_narrowed("до 1 июнь 2022 , !aside 2022-2024 годы , !end", recurring=True)) == 2


def test_day_after_a_month_that_does_not_hold_it_is_a_second_deadline() -> None:
    assert len(_narrowed("май 2022 , до 15 июнь")) == 2
