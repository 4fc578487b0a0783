import pytest

from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.syntax import (
    LAST_DAY,
    Clause,
    Day,
    Event,
    Every,
    Following,
    From,
    Month,
    MonthDay,
    MonthPart,
    NamedDay,
    Part,
    Piece,
    Remark,
    Span,
    Unit,
    Until,
    When,
    Years,
)


@pytest.mark.parametrize(
    ("phrase", "clauses"),
    [
        ("май - октябрь 2020 год", (When((Span(Month(5), Month(10, Years(2020))),)),)),
        ("до 31.12.2020", (Until(Span(Day(31, 12, Years(2020))), "до"),)),
        ("с 2022 год ежегодно", (From(Span(Years(2022))), Every(Unit.YEAR))),
        ("2 раз в год", (Every(Unit.YEAR, 2),)),
        ("2021-2024 годы", (When((Span(Years(2021, 2024, plural=True)),)),)),
        ("течение 2020/2021 учебный", (When((Span(Years(2020, 2021, school=True)),), "течение"),)),
        (
            "1-й , 3-й квартал 2022",
            (When((Span(Piece(Unit.QUARTER, 1, Years(2022))), Span(Piece(Unit.QUARTER, 3, Years(2022))))),),
        ),
        ("15 - 20.10.2021", (When((Span(Day(15, 10, Years(2021)), Day(20, 10, Years(2021))),)),)),
        ("с 15 по 20 октябрь", (When((Span(Day(15, 10), Day(20, 10), "по"),)),)),
        ("конец май", (When((Span(MonthPart(Part.END, 0, 5)),)),)),
        ("последний день май", (When((Span(Day(LAST_DAY, 5)),)),)),
        ("до 5 число !after_month", (Until(Span(MonthDay(5)), "до"), Following(Unit.MONTH))),
        ("@teachers_day", (When((Span(NamedDay("teachers_day")),)),)),
        ("!event по график , май", (Event("по график"), When((Span(Month(5)),)))),
        ("постоянно", (Remark.WHOLE,)),
    ],
)
def test_phrase_becomes_clauses(phrase: str, clauses: tuple[Clause, ...]) -> None:
    assert parse(phrase) == clauses
