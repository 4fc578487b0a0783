"""One deadline said twice: a bracket or a last day that names the time before it more closely is no second one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.rulebook.deadlines.composition import Item, Shape
from engine.rulebook.deadlines.deadline import Conventions, Note, Surroundings
from engine.rulebook.deadlines.stretches import NoSuchDateError, Stretch, stretch_of
from engine.rulebook.deadlines.syntax import (
    Day,
    Month,
    MonthDay,
    MonthPart,
    NotUnderstoodError,
    Piece,
    Season,
    Span,
    Unit,
    UnitEnd,
    YearPart,
    Years,
)
from engine.rulebook.deadlines.years import Around, completed, has_year, in_year, years_of

_NOWHERE = Around(Surroundings(), Conventions(), None, None)
_ANY_YEARS = (2001, 2002)  # no leap years
#: Times whose days nobody prints.
_LOOSE = (YearPart, Season, Piece, MonthPart)


def narrowed(items: Sequence[Item], notes: list[Note], *, recurring: bool) -> tuple[Item, ...]:
    """The items with each one and what only narrows it («июль 2022 (не позднее 15.07.2022)») made one.

    ``recurring``: years in brackets bound a rhythm then («до 1 июня ежегодно (2022-2024 гг.)»).

    Raises:
        NotUnderstoodError: a bracket names another time than the one before it.
    """
    left: list[Item] = []
    rest = list(items)
    while rest:
        outer = rest.pop(0)
        inner: list[Item] = []
        while rest and rest[0].aside and not outer.aside:
            inner.append(rest.pop(0))
        if not inner and rest and _may_end(outer, rest[0]):
            ended = _ended(outer, rest[0])
            left += [outer] if ended is None else [ended]
            rest = rest if ended is None else rest[1:]
        else:
            again = has_year(outer.span) and not recurring and _names_years(inner)
            left += _in_years(outer, inner[0]) if again else _with_bracket(outer, inner, notes)
    return tuple(left)


def _may_end(outer: Item, inner: Item) -> bool:
    """«октябрь 2022, до 15 октября», «октябрь 2022 года – не позднее 15 числа»."""
    ends = inner.shape is Shape.DUE and inner.word != "к"
    return outer.shape is Shape.WINDOW and (ends or isinstance(inner.span.first, MonthDay))


def _names_years(inner: list[Item]) -> bool:
    return len(inner) == 1 and isinstance(inner[0].span.first, Years) and inner[0].span.first.printed


def _in_years(outer: Item, inner: Item) -> list[Item]:
    """«до 25 мая 2023 (2022-2023 учебный год)»: the years must hold what stands before them."""
    if isinstance(outer.span.first, Years) or _same(outer, inner) is None:
        raise NotUnderstoodError
    return [outer]


def _with_bracket(outer: Item, inner: list[Item], notes: list[Note]) -> list[Item]:
    either = [isinstance(each.span.first, Years | UnitEnd) for each in (outer, *inner)]
    if not inner or outer.shape is Shape.START or any(either):
        return [outer, *inner]
    if len(inner) == 1 and (same := _same(outer, inner[0])) is not None:
        return [same]
    if all((each := _ended(outer, item)) is not None for item in inner):
        return [each for item in inner if (each := _ended(outer, item)) is not None]
    if len(inner) == 1 and isinstance(inner[0].span.first, _LOOSE):
        notes.append(Note("bracket_time"))
        return [outer]
    raise NotUnderstoodError  # «май (июнь)»


def _ended(outer: Item, inner: Item) -> Item | None:
    """What is due within the outer time, or None where it lies elsewhere."""
    day = _day_of_month(outer, inner) if isinstance(inner.span.first, MonthDay) else inner
    ends = (outer.span.first, inner.span.first, inner.span.last)
    if day is None or (day is inner and any(isinstance(each, Years | MonthDay | UnitEnd) for each in ends)):
        return None
    return _within(outer, day)


def _within(outer: Item, inner: Item) -> Item | None:
    for (wide, outside), (close, inside) in _placed_pairs(outer.span, inner.span):
        days = Stretch(inside.due, inside.due) if inner.shape is Shape.DUE else inside
        if not days.within(outside):
            continue
        if inner.shape is not Shape.DUE or outer.shape is Shape.DUE:
            return replace(inner, span=close, aside=outer.aside)
        if isinstance(close.first, YearPart | MonthPart) or outside.start == inside.due:
            return None
        return replace(outer, span=Span(wide.first, close.last or close.first, "по"))
    return None


def _same(outer: Item, inner: Item) -> Item | None:
    """The outer item where the bracket holds all of it («октябрь (IV квартал 2022)»)."""
    if inner.shape is not Shape.WINDOW or isinstance(inner.span.first, MonthDay):
        return None
    if outer.shape is Shape.DUE and isinstance(inner.span.first, Day):
        return None
    for (wide, outside), (_, inside) in _placed_pairs(outer.span, inner.span):
        if outside.within(inside):
            return replace(outer, span=wide)
    return None


def _day_of_month(outer: Item, inner: Item) -> Item | None:
    month, day, last = outer.span.first, inner.span.first, inner.span.last
    if not isinstance(month, Month) or outer.span.last is not None or not isinstance(day, MonthDay):
        return None
    ends = Day(last.day, month.month, month.years) if isinstance(last, MonthDay) else None
    return replace(inner, span=Span(Day(day.day, month.month, month.years), ends, inner.span.joined))


def _placed_pairs(outer: Span, inner: Span) -> Iterator[tuple[tuple[Span, Stretch], tuple[Span, Stretch]]]:
    """Both spans with their days, in every way that one year beside the other allows; a span keeps its own years."""
    undated = not has_year(outer) and not has_year(inner)
    for wide in _placed(outer, inner):
        for close in _placed(inner, outer):
            yield ((outer, wide[1]), (inner, close[1])) if undated else (wide, close)


def _either_half(span: Span) -> tuple[Span, ...]:
    """«1 полугодие» of a calendar year or of a school year."""
    half = isinstance(span.first, Piece) and span.first.unit is Unit.HALF and span.last is None
    return (span, Span(replace(span.first, years=Years(school=True)))) if half else (span,)  # type: ignore[arg-type]  # a Piece


def _placed(span: Span, beside: Span) -> Iterator[tuple[Span, Stretch]]:
    try:
        if has_year(span):
            yield span, stretch_of(completed(span, _NOWHERE, []), _NOWHERE.conventions)
            return
        known = sorted({year for each in years_of(beside) for year in (each.first, each.last) if year is not None})
        for year in [*known, *(year - 1 for year in known)] or _ANY_YEARS:
            for each in _either_half(span):
                placed = in_year(each, year, _NOWHERE)
                yield placed, stretch_of(placed, _NOWHERE.conventions)
    except NoSuchDateError:  # 29 February of another year
        return
