"""Clauses on their way into one composition, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from engine.rulebook.deadlines.composition import Composition, Item, Shape
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
    Said,
    Span,
    Unit,
    Until,
    When,
    Years,
)


def gathered(clauses: Sequence[Clause]) -> Composition:
    """All that the clauses say, not yet weighed against each other.

    Raises:
        NotUnderstoodError: a start and an end do not go together.
    """
    gathering = _Gathering()
    for clause in clauses:
        gathering.add(clause)
    gathering.close()
    return Composition(
        items=tuple(gathering.items),
        every=tuple(gathering.every),
        following=gathering.following,
        remarks=frozenset(gathering.remarks),
        notes=tuple(gathering.notes),
    )


@dataclass
class _Gathering:
    """What was gathered so far; ``onward`` are the clauses after «далее»."""

    items: list[Item] = field(default_factory=list)
    every: list[Every] = field(default_factory=list)
    following: Following | None = None
    remarks: set[Remark] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    onward: list[Clause] = field(default_factory=list)
    aside: bool = False

    def add(self, clause: Clause) -> None:
        if Remark.ONWARD in self.remarks:
            self.onward.append(clause)
        match clause:
            case When(spans, "каждый"):
                self.every.append(Every(Unit.MONTH if isinstance(spans[0].first, MonthDay) else Unit.YEAR))
                self.items += [Item(span, Shape.WINDOW) for span in spans]
            case When(spans, lead):
                for span in spans:
                    self._when(Item(span, Shape.WINDOW, lead, aside=self.aside))
            case Until(span, word, inclusive):
                self._until(Item(span, Shape.DUE, word, inclusive, aside=self.aside))
            case From(span, word):
                self.items.append(Item(span, Shape.START, word, aside=self.aside))
            case _:
                self._add_word(clause)

    def _add_word(self, clause: Clause) -> None:
        """What names no time of its own."""
        match clause:
            case Every():
                self.every.append(clause)
            case Following():
                self.following = clause
            case Event():
                self.remarks.add(Remark.EVENT)
            case Said(code):
                self._say(Note(code))
            case Remark():
                self._remark(clause)

    def close(self) -> None:
        """«далее» makes a deadline recur only where the words after it do not say something else."""
        if Remark.ONWARD not in self.remarks or Remark.WHOLE in self.remarks or self.every or not self.items:
            return
        others = [clause for clause in self.onward if isinstance(clause, When | Until | From)]
        if others or any(isinstance(clause, Event) for clause in self.onward):
            self.remarks.discard(Remark.ONWARD)
        if not others and Remark.ONWARD not in self.remarks:
            self.remarks.discard(Remark.EVENT)
            self._say(Note("then_undated"))

    def _say(self, note: Note) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _remark(self, remark: Remark) -> None:
        match remark:
            case Remark.ASIDE | Remark.ASIDE_ENDS:
                self.aside = remark is Remark.ASIDE
            case Remark.WHOLE:
                self.remarks.add(remark)
                if len(self.items) == 1 and not self.aside and _one_bare_year(self.items[0]):
                    self.remarks.add(Remark.OPEN)
            case _:
                self.remarks.add(remark)

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


def _one_bare_year(item: Item) -> bool:
    moment = item.span.first
    one = isinstance(moment, Years) and moment.printed and moment.last is None and item.span.last is None
    return one and item.shape is Shape.WINDOW and not item.word


def _with_named_day(before: Span, after: Span) -> Span | None:
    """«День учителя, октябрь 2021» is one day; «День учителя (5 октября)» is the day beside it."""
    if before.last is not None or after.last is not None:
        return None
    match before.first, after.first:
        case NamedDay(key, years), Day(_, month) if not years.printed and month == named_days()[key].month:
            return after
        case Day(_, month), NamedDay(key) if month == named_days()[key].month:
            return before
        case NamedDay(key, years), later if not years.printed:
            return _named_in(key, later)
        case Month(_, years) as month, NamedDay(key, later):
            return _named_in(key, month if years.printed else replace(month, years=later))
    return None


def _named_in(key: str, moment: Moment) -> Span | None:
    """A named day of a year, or of the month that it lies in."""
    match moment:
        case Month(month, years) if month == named_days()[key].month:
            return Span(NamedDay(key, years))
        case Years():
            return Span(NamedDay(key, moment))
    return None
