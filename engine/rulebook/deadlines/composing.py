"""What the clauses of a deadline come to together: what recurs, what bounds it, which year is meant for which item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from engine.rulebook.deadlines.composition import Composition, Item, Shape
from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.deadlines.gathering import gathered
from engine.rulebook.deadlines.narrowing import narrowed
from engine.rulebook.deadlines.syntax import (
    Clause,
    Day,
    Every,
    Moment,
    Month,
    MonthDay,
    NotUnderstoodError,
    Remark,
    Span,
    Unit,
    UnitEnd,
    Years,
)
from engine.rulebook.deadlines.years import has_year, runs_over, without_years, years_of


def composed(clauses: Sequence[Clause]) -> Composition:
    """Put clauses together.

    Raises:
        NotUnderstoodError: they contradict each other.
    """
    composition = gathered(clauses)
    notes = list(composition.notes)
    items: Sequence[Item] = _alike(composition.items, notes)
    if {each.unit for each in composition.every} <= {Unit.YEAR, Unit.SCHOOL_YEAR} and composition.following is None:
        items = narrowed(items, notes, recurring=bool(composition.every))
    composition = replace(composition, items=tuple(items), notes=tuple(notes))
    return _bounded(composition) if _recurs(composition) else _once(composition)


def _alike(items: Sequence[Item], notes: list[Note]) -> list[Item]:
    """«2022-2023, 2023-2024 уч. гг.»: what one pair of years is, the others are; pairs in turn are school years."""
    pairs = [years for item in items if (years := _pair(item.span)) is not None]
    in_turn = len(pairs) > 1 and all(before.last == after.first for before, after in pairwise(pairs))
    if not any(years.school for years in pairs):
        if not in_turn or any(years.plural for years in pairs):
            return list(items)
        notes.append(Note("school_years_in_turn"))
    slash = any(years.school for years in pairs) and all(years.slash for years in pairs if years.school)
    return [
        item if (years := _pair(item.span)) is None else replace(item, span=Span(_of_school(years, slash=slash)))
        for item in items
    ]


def _pair(span: Span) -> Years | None:
    """Two years one after the other."""
    years = span.first
    if not isinstance(years, Years) or span.last is not None or years.first is None:
        return None
    return years if years.last == years.first + 1 else None


def _of_school(years: Years, *, slash: bool) -> Years:
    return replace(years, school=True, slash=slash)


def _recurs(composition: Composition) -> bool:
    onward = Remark.ONWARD in composition.remarks and Remark.WHOLE not in composition.remarks
    return bool(composition.every or composition.following or onward) or any(
        isinstance(item.span.first, MonthDay | UnitEnd) or _in_each_of_years(item.span) for item in composition.items
    )


def _in_each_of_years(span: Span) -> bool:
    """«май 2021-2024 гг.»: May of each of the years; «сентябрь-май 2021-2022» runs from one into the other."""
    if isinstance(span.first, Years):
        return False
    several = [years for years in years_of(span) if years.last is not None and not years.school]
    if not several:
        return False
    pair = several[0].last == (several[0].first or 0) + 1
    if pair and span.last is not None and runs_over(span):
        return False
    if pair and not several[0].plural:
        raise NotUnderstoodError  # «1 полугодие 2022-2023»: of two years, or of a school year?
    return True


def _bounded(composition: Composition) -> Composition:
    """Tell what is due each time from the years within which it recurs."""
    units = {each.unit for each in composition.every} or _implied(composition)
    items: list[Item] = []
    bounds, notes = [], list(composition.notes)
    if composition.following is not None and not composition.every:
        notes.append(Note("each_implied"))
    several = sum(isinstance(item.span.first, Day | Month) for item in composition.items) > 1
    for item in composition.items:
        if _bounds(item, units) and (has_year(item.span) or not several or item.shape is Shape.START):
            bounds.append(item)
        elif isinstance(item.span.first, Years):
            items.append(replace(item, span=without_years(item.span)))
        elif has_year(item.span):
            printed = [years for years in years_of(item.span) if years.printed]
            bounds.append(_bound_of(item, printed[0], alone=len(composition.items) == 1))
            if not composition.every and Remark.ONWARD not in composition.remarks:
                notes.append(Note("each_of_years", {"years": f"{printed[0].first}–{printed[0].last}"}))
            elif printed[0].last is None and Remark.ONWARD not in composition.remarks:
                notes.append(Note("from_year", {"year": str(printed[0].first)}))
            items.append(replace(item, span=without_years(item.span)))
        else:
            items.append(item)
    if Remark.ONWARD in composition.remarks and len(set(items)) > 1:
        raise NotUnderstoodError  # «до 1 сентября 2022 года, далее ежегодно до 1 октября»: another day from then on
    items = list(dict.fromkeys(items))
    every = composition.every or tuple(Every(unit) for unit in sorted(units))
    return replace(composition, items=tuple(items), bounds=tuple(bounds), every=every, notes=tuple(notes))


def _implied(composition: Composition) -> set[Unit]:
    following = composition.following
    if following is not None and following.unit is not None:
        return {following.unit}
    if following is not None and following.of_month:
        return {Unit.MONTH}
    if any(isinstance(item.span.first, UnitEnd | MonthDay) for item in composition.items):
        raise NotUnderstoodError  # «до конца месяца»: of which one?
    return {Unit.YEAR}


def _bounds(item: Item, units: set[Unit]) -> bool:
    """Whether an item says within which days something recurs, not what is due each time."""
    moment = item.span.first
    if isinstance(moment, MonthDay | UnitEnd):
        return False
    if item.shape is Shape.START or (isinstance(moment, Years) and (moment.printed or Unit.YEAR not in units)):
        return not (isinstance(moment, Years) and not moment.printed and not moment.school)
    yearly = bool(units & {Unit.YEAR, Unit.SCHOOL_YEAR})
    if item.shape is Shape.DUE:
        return not yearly
    return not yearly and (item.span.last is not None or item.word == "течение")


def _bound_of(item: Item, years: Years, *, alone: bool) -> Item:
    """The years printed beside what is due each time: «сентябрь 2021, далее ежегодно» recurs from 2021 on."""
    onward = alone and years.last is None
    return Item(Span(replace(years, plural=True)), Shape.START if onward else Shape.WINDOW, item.word)


def _once(composition: Composition) -> Composition:
    notes = list(composition.notes)
    items = _repeated(composition.items)
    items = _without(_bare_year, items, notes)
    if not _one_year_for_all(items):
        items = _without(lambda item: _only_years(item) and item.word == "на", items, notes)
    years = [item for item in items if _only_years(item)]
    others = [item for item in items if not _only_years(item)]
    if len(years) == 1 and others and not any(has_year(item.span) for item in others):
        items = [_with_year(item, years[0].span.first) for item in others]
    return replace(composition, items=tuple(items), notes=tuple(notes))


def _without(aside: Callable[[Item], bool], items: list[Item], notes: list[Note]) -> list[Item]:
    """Leave out a period named beside what is due: «на 2021-2024 гг. в срок до 25.01.2022»."""
    left = [item for item in items if not aside(item)]
    if not left or len(left) == len(items):
        return items
    if any(item.shape is not Shape.DUE for item in left):
        if aside is _bare_year:
            raise NotUnderstoodError  # «октябрь 2021, в течение года»
        return items
    notes.append(Note("plan_not_deadline"))
    return left


def _one_year_for_all(items: list[Item]) -> bool:
    """«на 2022 год до 1 февраля»: the year is that of the date."""
    dated = [item for item in items if has_year(item.span)]
    return len(dated) == 1 and _only_years(dated[0]) and _one_year(dated[0].span.first)


def _repeated(items: Sequence[Item]) -> list[Item]:
    """«май 2021, 2022, 2023» is May of each of them."""
    first, *others = items or (None,)
    if first is None or not others or not has_year(first.span) or isinstance(first.span.first, Years):
        return list(items)
    if not all(_only_years(item) and not item.word and _one_year(item.span.first) for item in others):
        return list(items)
    bare = replace(first, span=without_years(first.span))
    return [first, *(_with_year(bare, item.span.first) for item in others)]


def _bare_year(item: Item) -> bool:
    """«в течение года» beside «до 25 декабря»."""
    return isinstance(item.span.first, Years) and not item.span.first.printed and _alone(item)


def _only_years(item: Item) -> bool:
    return isinstance(item.span.first, Years) and item.span.first.printed and _alone(item)


def _one_year(moment: Moment) -> bool:
    return isinstance(moment, Years) and moment.last is None and not moment.school


def _alone(item: Item) -> bool:
    return item.shape is Shape.WINDOW and item.span.last is None


def _with_year(item: Item, years: Moment) -> Item:
    """An item without a year in the one that stands beside it."""
    if not isinstance(years, Years) or (years.last is not None and not years.school):
        raise NotUnderstoodError
    span = item.span
    if isinstance(span.first, Years | MonthDay | UnitEnd) or isinstance(span.last, Years | MonthDay | UnitEnd):
        raise NotUnderstoodError
    if span.last is None:
        return replace(item, span=Span(replace(span.first, years=years)))
    return replace(item, span=Span(span.first, replace(span.last, years=years), span.joined))
