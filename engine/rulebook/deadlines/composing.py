"""What the clauses of a deadline come to together: what recurs, what bounds it, which year is meant for which item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.deadlines.nameddays import named_days
from engine.rulebook.deadlines.syntax import (
    Clause,
    Day,
    Event,
    Every,
    Following,
    From,
    Moment,
    Month,
    MonthDay,
    NamedDay,
    NotUnderstoodError,
    Remark,
    Span,
    Unit,
    UnitEnd,
    Until,
    When,
    Years,
)
from engine.rulebook.deadlines.years import has_year, runs_over, without_years, years_of


class Shape(StrEnum):
    """Which ends of a span an item sets."""

    WINDOW = "window"
    START = "start"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch of a deadline; ``word`` is the preposition before it."""

    span: Span
    shape: Shape
    word: str = ""
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole deadline.

    ``every`` are its rhythms, ``bounds`` the printed stretches within which it recurs; ``items`` are then what is due
    each time, otherwise what is due once.
    """

    items: tuple[Item, ...] = ()
    every: tuple[Every, ...] = ()
    bounds: tuple[Item, ...] = ()
    following: Following | None = None
    remarks: frozenset[Remark] = frozenset()
    notes: tuple[Note, ...] = ()


@dataclass
class _Gathering:
    """Clauses on their way into a composition."""

    items: list[Item] = field(default_factory=list)
    every: list[Every] = field(default_factory=list)
    following: Following | None = None
    remarks: set[Remark] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)

    def add(self, clause: Clause) -> None:
        match clause:
            case When(spans, "каждый"):
                self.every.append(Every(Unit.MONTH if isinstance(spans[0].first, MonthDay) else Unit.YEAR))
                self.items += [Item(span, Shape.WINDOW) for span in spans]
            case When(spans, lead):
                for span in spans:
                    self._when(Item(span, Shape.WINDOW, lead))
            case Until(span, word, inclusive):
                self._until(Item(span, Shape.DUE, word, inclusive))
            case From(span, word):
                self.items.append(Item(span, Shape.START, word))
            case Every():
                self.every.append(clause)
            case Following():
                self.following = clause
            case Event():
                self.remarks.add(Remark.EVENT)
            case Remark():
                self.remarks.add(clause)

    def _when(self, item: Item) -> None:
        before = self.items[-1] if self.items else None
        merged = None if before is None else _with_named_day(before.span, item.span)
        if before is None or merged is None:
            self.items.append(item)
        else:
            self.items[-1] = replace(before, span=merged)

    def _until(self, item: Item) -> None:
        """«с 1 сентября … по 15 мая …» is one stretch."""
        before = self.items[-1] if self.items else None
        if before is not None and before.shape is Shape.START and before.word == "с" and item.word in {"до", "по"}:
            if before.span.last is not None or item.span.last is not None:
                raise NotUnderstoodError
            self.items[-1] = Item(Span(before.span.first, item.span.first, item.word), Shape.WINDOW)
        else:
            self.items.append(item)


def _with_named_day(before: Span, after: Span) -> Span | None:
    """«День учителя, октябрь 2021» is one day; «День учителя (5 октября)» is the day beside it."""
    if before.last is not None or after.last is not None:
        return None
    match before.first, after.first:
        case NamedDay(key, years), Day(_, month) if not years.printed and month == named_days()[key].month:
            return after
        case Day(_, month), NamedDay(key) if month == named_days()[key].month:
            return before
        case NamedDay(key, years), Month(month, later) if not years.printed and month == named_days()[key].month:
            return Span(NamedDay(key, later))
        case NamedDay(key, years), Years() if not years.printed:
            return Span(NamedDay(key, after.first))
    return None


def composed(clauses: Sequence[Clause]) -> Composition:
    """Put clauses together.

    Raises:
        NotUnderstoodError: they contradict each other.
    """
    gathering = _Gathering()
    for clause in clauses:
        gathering.add(clause)
    composition = Composition(
        items=tuple(gathering.items),
        every=tuple(gathering.every),
        following=gathering.following,
        remarks=frozenset(gathering.remarks),
        notes=tuple(gathering.notes),
    )
    return _bounded(composition) if _recurs(composition) else _once(composition)


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
    items = list(dict.fromkeys(items))
    every = composition.every or tuple(Every(unit) for unit in sorted(units))
    return replace(composition, items=tuple(items), bounds=tuple(bounds), every=every, notes=tuple(notes))


def _implied(composition: Composition) -> set[Unit]:
    if composition.following is not None and composition.following.unit is not None:
        return {composition.following.unit}
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
