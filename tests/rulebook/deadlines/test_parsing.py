import pytest

from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.syntax import Month, NotUnderstoodError, Span, When, Years


def test_spaces_around_words_say_nothing() -> None:
    assert parse(" май  2022") == parse("май 2022") == (When((Span(Month(5, Years(2022))),)),)


@pytest.mark.parametrize(
    "phrase", ["", "абракадабра", "май -", "до", "с 15 по", "раз в", "20212022", "2021 - -", "начало месяц"]
)
def test_phrase_that_is_no_deadline_is_not_understood(phrase: str) -> None:
    with pytest.raises(NotUnderstoodError):
        parse(phrase)
