import pytest

from engine.rulebook.deadlines.composing import Composition, Item, Shape, composed
from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.syntax import Day, Every, Month, NamedDay, NotUnderstoodError, Span, Unit, Years


def _composed(phrase: str) -> Composition:
    return composed(parse(phrase))


def test_order_of_words_does_not_matter_to_what_recurs() -> None:
    before, after = _composed("ежегодно май 2021-2024 годы"), _composed("май ежегодно 2021-2024 годы")
    assert before == after
    assert before.items == (Item(Span(Month(5)), Shape.WINDOW),)
    assert before.every == (Every(Unit.YEAR),)
    assert before.bounds == (Item(Span(Years(2021, 2024, plural=True)), Shape.WINDOW),)


def test_start_and_end_are_one_stretch() -> None:
    (item,) = _composed("с 15.10.2021 по 20.11.2021").items
    assert item.span == Span(Day(15, 10, Years(2021)), Day(20, 11, Years(2021)), "по")


def test_named_day_takes_the_month_beside_it() -> None:
    (item,) = _composed("@teachers_day октябрь 2021 год").items
    assert item.span == Span(NamedDay("teachers_day", Years(2021)))


def test_named_day_beside_another_month_is_a_list() -> None:
    assert len(_composed("@teachers_day май 2021 год").items) == 2


def test_plan_s_years_before_a_due_date_are_no_deadline() -> None:
    composition = _composed("на 2021-2024 годы до 25.01.2022")
    assert [item.shape for item in composition.items] == [Shape.DUE]
    assert [note.code for note in composition.notes] == ["plan_not_deadline"]


def test_year_beside_a_date_without_one_is_its_year() -> None:
    (item,) = _composed("на 2022 год до 1 февраль").items
    assert item.span == Span(Day(1, 2, Years(2022)))


def test_month_of_several_years_recurs() -> None:
    assert _composed("май 2021-2024 годы").every == (Every(Unit.YEAR),)
    assert _composed("сентябрь - май 2021-2022").every == ()


@pytest.mark.parametrize("phrase", ["до конец месяц", "до 5 число", "1-й полугодие 2022-2023", "с май - июнь по июль"])
def test_words_that_leave_open_what_is_meant_are_not_understood(phrase: str) -> None:
    with pytest.raises(NotUnderstoodError):
        _composed(phrase)
