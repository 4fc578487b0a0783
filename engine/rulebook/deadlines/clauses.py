"""From the tree that the grammar yields to clauses, one method for each of its rules."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias

from lark import Token, Transformer, Tree

from engine.rulebook.deadlines.naming import AFTER, EDGES, EVERY, PARTS, SEASONS, UNITS, month_named, years_named
from engine.rulebook.deadlines.syntax import (
    LAST_DAY,
    Clause,
    Day,
    Event,
    Every,
    Following,
    From,
    Moment,
    Month,
    MonthDay,
    MonthPart,
    NamedDay,
    NotUnderstoodError,
    Part,
    Piece,
    Remark,
    Said,
    Season,
    Span,
    Unit,
    UnitEnd,
    Until,
    When,
    YearPart,
    Years,
)

#: A moment, or the several stretches that one group of numbers comes to («15, 20 октября»).
_Moments: TypeAlias = "Moment | tuple[Span, ...]"


def clauses_of(tree: Tree[Token]) -> tuple[Clause, ...]:
    """The clauses of a phrase.

    Raises:
        VisitError: they make no sense together (around a `NotUnderstoodError`).
    """
    return _ToClauses().transform(tree)


class _ToClauses(Transformer[Token, tuple[Clause, ...]]):
    """One method for each rule of the grammar; signs between clauses say nothing."""

    def start(self, children: list[Any]) -> tuple[Clause, ...]:
        clauses = tuple(each for each in children if not isinstance(each, Token))
        beside = [pair for pair in pairwise(children) if all(isinstance(each, When) for each in pair)]
        if any(_is_years(before) and _is_years(after) for before, after in beside):
            raise NotUnderstoodError  # «2021 2024»: two years, or from one to the other?
        return (*clauses, Remark.UNSEPARATED) if any(_is_month(before) for before, _ in beside) else clauses

    # Clauses

    def at(self, children: list[Any]) -> Clause:
        lead = str(children[0]) if isinstance(children[0], Token) else ""
        return When(children[-1], lead)

    def until(self, children: list[Any]) -> Clause:
        word, spans, *rest = children
        return Until(_single(spans), str(word), inclusive=bool(rest))

    def starting(self, children: list[Any]) -> Clause:
        word, spans = children
        return From(_single(spans), str(word))

    def between(self, children: list[Any]) -> Clause:
        _, first, word, spans, *_ = children
        last = _single(spans)
        if last.last is not None or word == "к":
            raise NotUnderstoodError
        return When((Span(_like(first, last.first), last.first, str(word)),))

    def every(self, children: list[Any]) -> Clause:
        return Every(EVERY[children[0]])

    def every_unit(self, children: list[Any]) -> Clause:
        return Every(children[0])

    def every_month(self, children: list[Any]) -> Clause:
        return When((Span(Month(month_named(children[0]))),), "каждый")

    def every_number(self, children: list[Any]) -> Clause:
        return When(_spread(children[0], MonthDay), "каждый")

    def times(self, children: list[Any]) -> Clause:
        return Every(children[-1], int(children[0]) if children[0].type == "NUM" else 1)

    def following(self, children: list[Any]) -> Clause:
        (word,) = children
        return Following(AFTER.get(word), last_month=word.startswith("!last_month"), of_month=word == "!after_reported")

    def event(self, children: list[Any]) -> Clause:
        return Event(children[0].removeprefix("!event").strip())

    def remark(self, children: list[Any]) -> Clause:
        return Remark[children[0].type]

    def said(self, children: list[Any]) -> Clause:
        return Said(children[0].removeprefix("!note_"))

    # Stretches of time

    def span(self, children: list[Any]) -> tuple[Span, ...]:
        moments = [each for each in children if not isinstance(each, Token)]
        if len(moments) == 1:
            return moments[0] if isinstance(moments[0], tuple) else (Span(moments[0]),)
        first, last = (_single(each).first if isinstance(each, tuple) else each for each in moments)
        return (Span(first, last),)

    def days_to_date(self, children: list[Any]) -> tuple[Span, ...]:
        last = self.date(children[-1:])
        return (Span(_like(children[0], last), last),)

    def days(self, children: list[Any]) -> _Moments:
        numbers, month, *years = children
        return _spread(numbers, lambda day: Day(day, month_named(month), *years))

    def pieces(self, children: list[Any]) -> _Moments:
        numbers, unit, *years = children
        return _spread(numbers, lambda number: Piece(UNITS[unit], number, *years))

    def parts(self, children: list[Any]) -> _Moments:
        numbers, part, month, *years = children
        return _spread(numbers, lambda number: MonthPart(part, number, month_named(month), *years))

    def month_days(self, children: list[Any]) -> _Moments:
        return _spread(children[0], MonthDay)

    def last_part(self, children: list[Any]) -> Moment:
        part, month, *years = children
        return MonthPart(part, 0, month_named(month), *years)

    def last_day(self, children: list[Any]) -> Moment:
        _, month, *years = children
        return Day(LAST_DAY, month_named(month), *years)

    def last_day_of_any(self, _children: list[Any]) -> Moment:
        return MonthDay(LAST_DAY)

    def edge_of_month(self, children: list[Any]) -> Moment:
        edge, month, *years = children
        return MonthPart(EDGES[edge], 0, month_named(month), *years)

    def edge_of_years(self, children: list[Any]) -> Moment:
        return YearPart(EDGES[children[0]], children[1])

    def edge_of_unit(self, children: list[Any]) -> Moment:
        if EDGES[children[0]] is not Part.END:
            raise NotUnderstoodError
        unit = UNITS[children[1]]
        return MonthDay(LAST_DAY) if unit is Unit.MONTH else UnitEnd(unit)

    def month(self, children: list[Any]) -> Moment:
        return Month(month_named(children[0]), *children[1:])

    def season(self, children: list[Any]) -> Moment:
        return Season(SEASONS[children[0]], *children[1:])

    def named_day(self, children: list[Any]) -> Moment:
        return NamedDay(children[0].removeprefix("@"), *children[1:])

    def date(self, children: list[Any]) -> Day:
        day, month, year = map(int, children[0].split("."))
        return Day(day, month, Years(year))

    def day_and_month(self, children: list[Any]) -> Moment:
        day, month = map(int, children[0].strip(".").split("."))
        return Day(day, month)

    def month_and_year(self, children: list[Any]) -> Moment:
        month, year = map(int, children[0].split("."))
        return Month(month, Years(year))

    # Years, numbers, units

    def bare_years(self, children: list[Any]) -> Years:
        years: Years = children[0]
        return years

    def YEARS(self, token: Token) -> Years | Token:  # noqa: N802  the name of the terminal
        return years_named(token)

    def numbers(self, children: list[Any]) -> tuple[tuple[int, int | None], ...]:
        """Pairs of numbers («1, 3-5» is (1, none), (3, 5))."""
        pairs: list[tuple[int, int | None]] = [(children[0], None)]
        for sign, number in zip(children[1::2], children[2::2], strict=True):
            if sign.type == "DASH":
                pairs[-1] = (pairs[-1][0], number)
            else:
                pairs.append((number, None))
        return tuple(pairs)

    def number(self, children: list[Any]) -> int:
        return int(children[0].removesuffix("-й"))

    def part(self, children: list[Any]) -> Part:
        return PARTS[children[0]]

    def unit(self, children: list[Any]) -> Unit:
        (word,) = children
        if not isinstance(word, Years):
            return UNITS[word]
        if word.printed:
            raise NotUnderstoodError  # «раз в 2022 год»
        return Unit.SCHOOL_YEAR if word.school else Unit.YEAR


def _is_years(clause: When) -> bool:
    return isinstance(clause.spans[0].first, Years)


def _is_month(clause: When) -> bool:
    """A month or a day of no year, after which a dash may be lost."""
    moment = clause.spans[-1].first
    return isinstance(moment, Month | Day) and clause.spans[-1].last is None and not moment.years.printed


def _single(spans: tuple[Span, ...]) -> Span:
    if len(spans) != 1:
        raise NotUnderstoodError
    return spans[0]


def _spread(numbers: tuple[tuple[int, int | None], ...], moment: Callable[[int], Moment]) -> tuple[Span, ...]:
    return tuple(Span(moment(first), None if last is None else moment(last)) for first, last in numbers)


def _like(number: int, moment: Moment) -> Moment:
    """What a bare number is that runs up to a moment: «с 15 (по 20 октября)» is the 15th of October."""
    match moment:
        case Day(_, month, years):
            return Day(number, month, years)
        case Piece(unit, _, years):
            return Piece(unit, number, years)
        case MonthDay():
            return MonthDay(number)
        case MonthPart(part, _, month, years):
            return MonthPart(part, number, month, years)
    raise NotUnderstoodError
