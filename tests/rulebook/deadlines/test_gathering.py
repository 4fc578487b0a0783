from engine.rulebook.deadlines.composition import Composition, Shape
from engine.rulebook.deadlines.gathering import gathered
from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.syntax import Day, Month, NamedDay, Remark, Span, Years


def _gathered(phrase: str) -> Composition:
    return gathered(parse(phrase))


def test_words_after_onward_that_name_an_event_do_not_recur() -> None:
    composition = _gathered("до 01.09.2022 , далее !event по мере необходимости")
    assert Remark.ONWARD not in composition.remarks
    assert [note.code for note in composition.notes] == ["then_undated"]


def test_onward_with_a_rhythm_or_nothing_after_it_recurs() -> None:
    for phrase in ("2022 , далее", "май 2022 , далее ежегодно !event по график"):
        assert Remark.ONWARD in _gathered(phrase).remarks


def test_items_in_brackets_are_marked() -> None:
    items = _gathered("май 2022 , !aside 5 май , !end , июнь 2022").items
    assert [item.aside for item in items] == [False, True, False]


def test_named_day_and_its_month_are_one_in_either_order() -> None:
    teachers_day = Span(NamedDay("teachers_day", Years(2022)))
    for phrase in ("@teachers_day октябрь 2022", "октябрь 2022 , !aside @teachers_day , !end"):
        assert [item.span for item in _gathered(phrase).items] == [teachers_day]
    assert len(_gathered("май 2022 , @teachers_day").items) == 2


def test_start_and_end_become_one_item() -> None:
    (item,) = _gathered("с 1 сентябрь до 15 май").items
    assert (item.span, item.shape) == (Span(Day(1, 9), Day(15, 5), "до"), Shape.WINDOW)


def test_year_before_continuously_is_open_unless_in_brackets() -> None:
    assert Remark.OPEN in _gathered("2021 год , постоянно").remarks
    assert Remark.OPEN not in _gathered("2021 год , !aside постоянно , !end").remarks
    assert Remark.OPEN not in _gathered("постоянно , 2021 год").remarks


def test_note_of_a_set_expression_is_said_once() -> None:
    composition = _gathered("май 2022 , !note_slash июнь 2022 , !note_slash июль 2022")
    assert [note.code for note in composition.notes] == ["slash"]
    assert composition.items[0].span == Span(Month(5, Years(2022)))
