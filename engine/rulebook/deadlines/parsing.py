"""From a phrase to its clauses, by the grammar of grammar.lark."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import VisitError

from engine.rulebook.deadlines.syntax import (
    LAST_DAY,
    NO_YEAR,
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
    Part,
    Piece,
    Remark,
    Season,
    Span,
    Unit,
    UnitEnd,
    Until,
    When,
    YearPart,
    Years,
)
from engine.rulebook.deadlines.words import months

#: A moment, or the several stretches that one group of numbers comes to («15, 20 октября»).
_Moments: TypeAlias = "Moment | tuple[Span, ...]"

_EVERY = {
    "ежегодно": Unit.YEAR,
    "ежеполугодно": Unit.HALF,
    "ежеквартально": Unit.QUARTER,
    "ежемесячно": Unit.MONTH,
    "еженедельно": Unit.WEEK,
    "ежедневно": Unit.DAY,
    "ежечетвертно": Unit.TERM,
}
_UNITS = {
    "год": Unit.YEAR,
    "учебный": Unit.SCHOOL_YEAR,
    "полугодие": Unit.HALF,
    "квартал": Unit.QUARTER,
    "четверть": Unit.TERM,
    "триместр": Unit.TERM,
    "месяц": Unit.MONTH,
    "неделя": Unit.WEEK,
    "день": Unit.DAY,
}
_PARTS = {"декада": Part.DECADE, "неделя": Part.WEEK, "половина": Part.HALF}
_EDGES = {"начало": Part.BEGINNING, "середина": Part.MIDDLE, "конец": Part.END}
_SEASONS = {"весна": 3, "лето": 6, "осень": 9}
_AFTER = {
    "!after_month": Unit.MONTH,
    "!after_quarter": Unit.QUARTER,
    "!after_half": Unit.HALF,
    "!after_year": Unit.YEAR,
}


class NotUnderstoodError(Exception):
    """The words are no deadline that the grammar knows."""


@cache
def parse(phrase: str) -> tuple[Clause, ...]:
    """Read a phrase as `phrasing.phrase` makes it.

    Raises:
        NotUnderstoodError: it is no deadline.
    """
    try:
        return _ToSyntax().transform(_parser().parse(phrase))
    except (UnexpectedInput, VisitError) as error:
        raise NotUnderstoodError(phrase) from error


@cache
def _parser() -> Lark:
    grammar = files("engine.rulebook.deadlines").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr")


class _ToSyntax(Transformer[Token, tuple[Clause, ...]]):
    """One method for each rule of the grammar; signs between clauses say nothing."""

    def start(self, children: list[Any]) -> tuple[Clause, ...]:
        return tuple(each for each in children if not isinstance(each, Token))

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
        return Every(_EVERY[children[0]])

    def every_unit(self, children: list[Any]) -> Clause:
        return Every(children[0])

    def every_month(self, children: list[Any]) -> Clause:
        return When((Span(Month(_month(children[0]))),), "каждый")

    def every_number(self, children: list[Any]) -> Clause:
        return When(_spread(children[0], MonthDay), "каждый")

    def times(self, children: list[Any]) -> Clause:
        return Every(children[-1], int(children[0]) if children[0].type == "NUM" else 1)

    def following(self, children: list[Any]) -> Clause:
        return Following(_AFTER.get(children[0]), last_month=children[0] == "!last_month")

    def event(self, children: list[Any]) -> Clause:
        return Event(children[0].removeprefix("!event").strip())

    def whole(self, _children: list[Any]) -> Clause:
        return Remark.WHOLE

    def onward(self, _children: list[Any]) -> Clause:
        return Remark.ONWARD

    def summary(self, _children: list[Any]) -> Clause:
        return Remark.SUMMARY

    def about(self, _children: list[Any]) -> Clause:
        return Remark.ABOUT

    def reference(self, _children: list[Any]) -> Clause:
        return Remark.REFERENCE

    def nothing(self, _children: list[Any]) -> Clause:
        return Remark.NOTHING

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
        return _spread(numbers, lambda day: Day(day, _month(month), *years))

    def pieces(self, children: list[Any]) -> _Moments:
        numbers, unit, *years = children
        return _spread(numbers, lambda number: Piece(_UNITS[unit], number, *years))

    def parts(self, children: list[Any]) -> _Moments:
        numbers, part, month, *years = children
        return _spread(numbers, lambda number: MonthPart(part, number, _month(month), *years))

    def month_days(self, children: list[Any]) -> _Moments:
        return _spread(children[0], MonthDay)

    def last_part(self, children: list[Any]) -> Moment:
        part, month, *years = children
        return MonthPart(part, 0, _month(month), *years)

    def last_day(self, children: list[Any]) -> Moment:
        _, month, *years = children
        return Day(LAST_DAY, _month(month), *years)

    def last_day_of_any(self, _children: list[Any]) -> Moment:
        return MonthDay(LAST_DAY)

    def edge_of_month(self, children: list[Any]) -> Moment:
        edge, month, *years = children
        return MonthPart(_EDGES[edge], 0, _month(month), *years)

    def edge_of_years(self, children: list[Any]) -> Moment:
        return YearPart(_EDGES[children[0]], children[1])

    def edge_of_unit(self, children: list[Any]) -> Moment:
        if _EDGES[children[0]] is not Part.END:
            raise NotUnderstoodError
        unit = _UNITS[children[1]]
        return MonthDay(LAST_DAY) if unit is Unit.MONTH else UnitEnd(unit)

    def month(self, children: list[Any]) -> Moment:
        return Month(_month(children[0]), *children[1:])

    def season(self, children: list[Any]) -> Moment:
        return Season(_SEASONS[children[0]], *children[1:])

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

    def calendar_years(self, children: list[Any]) -> Years:
        printed, *word = children
        first, last, slash = printed
        plural = bool(word) and word[0].type == "YEARSWORD"
        if slash and not plural:
            return Years(first, last, school=True, slash=True)
        return Years(first, last, plural=plural)

    def school_years(self, children: list[Any]) -> Years:
        printed = next((each for each in children if isinstance(each, tuple)), None)
        if printed is None:
            return Years(school=True)
        first, last, _ = printed
        return Years(first, last, school=True)

    def shifted_year(self, children: list[Any]) -> Years:
        shift, word = children
        return Years(shift=int(shift == "следующий"), school=word.type == "SCHOOL")

    def some_year(self, _children: list[Any]) -> Years:
        return NO_YEAR

    def printed(self, children: list[Any]) -> tuple[int, int | None, bool]:
        first, _, last = children[0].replace("/", "-").partition("-")
        return int(first), int(last) if last else None, "/" in children[0]

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
        return _PARTS[children[0]]

    def unit(self, children: list[Any]) -> Unit:
        return _UNITS[children[0]]


def _month(name: str) -> int:
    return months().index(name) + 1


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
