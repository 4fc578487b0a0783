"""Chooses the fills that a condition is tried on: one that keeps it, one that breaks it, and what lies at the edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from engine.pipeline.rulestest.distance import distance, lively
from engine.pipeline.rulestest.fills import Fill, Purpose, Subject, Trial
from engine.pipeline.rulestest.searching import Goal, Search, State, Variable
from engine.rulebook.forms import count_limits
from engine.rulebook.relations.amounts import Counts
from engine.rulebook.relations.expansion import Instance
from engine.rulebook.relations.loosening import loosened
from engine.rulebook.relations.sentence import negated
from engine.rulebook.relations.syntax import And, Cells, Condition, Number, walk
from engine.rulebook.relations.verdict import concerns
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind

#: Where examples begin: different numbers that are easy to read; the lines of a span are mostly not practised.
_FIRST, _STEP = 40, 4
_SPAN = (12, 8, 5)


@dataclass(frozen=True, slots=True)
class Trials:
    """The fills of one condition, and how many were looked at to find them.

    There are none where no kind of organisation fills all lines that the condition names.
    """

    subject: Subject
    trials: tuple[Trial, ...]
    tried: int

    def of(self, purpose: Purpose) -> Trial | None:
        """The first fill with this purpose."""
        return next((each for each in self.trials if each.purpose is purpose), None)


def trials_of(subject: Subject) -> Trials:
    """Look for the fills of a condition, always the same ones: of each kind of organisation that fills other lines."""
    spaces: dict[tuple[Address, ...], _Space] = {}
    for kind in Kind:
        if concerns(subject.instance, subject.form, kind):
            space = _Space(subject, kind)
            spaces.setdefault((*space.current, *space.before), space)
    trials: list[Trial] = []
    for space in spaces.values():
        for purpose, fill in space.fills(edges=not trials):
            if all(fill != each.fill for each in trials):
                trials.append(Trial(subject, purpose, fill, subject.verdict(fill)))
    return Trials(subject, tuple(trials), sum(space.search.tried for space in spaces.values()))


def can_hold_together(subjects: Sequence[Subject]) -> bool:
    """Tell whether some fill keeps all these conditions of one control relation at once."""
    control, form = subjects[0].control, subjects[0].form
    together = Subject(control, Instance(And(tuple(each.instance.condition for each in subjects))), form)
    kinds = [kind for kind in Kind if concerns(together.instance, form, kind)]
    return not kinds or any(_Space(together, kind).kept() is not None for kind in kinds)


@dataclass(frozen=True)
class _Space:
    """All fills of one condition by organisations of one kind."""

    subject: Subject
    kind: Kind

    @cached_property
    def current(self) -> tuple[Address, ...]:
        return tuple(each for each in self.subject.operands if self._asked(each))

    @cached_property
    def before(self) -> tuple[Address, ...]:
        return tuple(each for each in self.subject.before if self._asked(each))

    @cached_property
    def condition(self) -> Condition:
        return loosened(self.subject.instance.condition, self.subject.control.tolerance)

    @cached_property
    def search(self) -> Search:
        fields = [self.subject.form.by_address[each] for each in (*self.current, *self.before)]
        numbers = {int(each.value) for each in walk(self.condition) if isinstance(each, Number)}
        return Search([Variable(*count_limits(each)) for each in fields], sorted(numbers))

    def fills(self, *, edges: bool) -> Iterator[tuple[Purpose, Fill]]:
        """What there is to try: fills that keep and break the condition, and those at the edges if asked for."""
        kept = self.kept()
        broken = self.broken(kept)
        if kept is not None:
            yield Purpose.HOLDS, self.fill(kept)
        if broken is not None:
            yield Purpose.BROKEN, self.fill(broken)
        if edges:
            yield from self.edges(kept, broken)

    def kept(self) -> State | None:
        """A state that keeps the condition, if there is one where it asks for something."""
        beginnings = (self._plain(), *self._flat())
        for condition in dict.fromkeys((lively(self.condition), self.condition)):
            state = self.search.find(self._goal(condition), beginnings)
            if state is not None:
                return state
        return None

    def broken(self, kept: State | None) -> State | None:
        """A state that breaks the condition, as near as can be to one that keeps it."""
        goal = self._goal(negated(self.condition))
        beginnings = (self._plain(), *self._flat())
        state = self.search.find(goal, beginnings if kept is None else (kept, *beginnings))
        return state if state is None or kept is None else self.search.nearest(goal, state, kept)

    def edges(self, kept: State | None, broken: State | None) -> Iterator[tuple[Purpose, Fill]]:
        """Fills on which compilations are likely to differ."""
        if kept is not None and broken is not None and (border := self._border(kept, broken)) is not None:
            yield Purpose.BORDER, self.fill(border)
        some = kept or broken or self._plain()
        if self.current:
            yield Purpose.BLANK, self.fill(some, without=self.current[:1])
        if self.before:
            yield Purpose.NO_PREVIOUS, self.fill(some, without_before=self.before[:1])
        zeros, largest = self._flat()[0], tuple(each.largest for each in self.search.variables)
        yield Purpose.ZEROS, self.fill(zeros)
        yield Purpose.LARGEST, self.fill(largest)

    def fill(
        self, state: State, *, without: tuple[Address, ...] = (), without_before: tuple[Address, ...] = ()
    ) -> Fill:
        """The state as what an organisation typed."""
        counts, previous = self._split(state)
        return Fill(
            self.kind,
            {address: number for address, number in counts.items() if address not in without},
            {address: number for address, number in previous.items() if address not in without_before},
        )

    def _border(self, kept: State, broken: State) -> State | None:
        goal = self._goal(self.condition)
        for place, (good, bad) in enumerate(zip(kept, broken, strict=True)):
            if good != bad:
                state = (*broken[:place], bad + (1 if good > bad else -1), *broken[place + 1 :])
                if goal(state) == 0:
                    return state
        return None

    def _asked(self, address: Address) -> bool:
        return self.subject.form.by_address[address].asked_of(self.kind)

    def _split(self, state: State) -> tuple[dict[Address, int], dict[Address, int]]:
        first = len(self.current)
        return (
            dict(zip(self.current, state[:first], strict=True)),
            dict(zip(self.before, state[first:], strict=True)),
        )

    def _goal(self, condition: Condition) -> Goal:
        zeros = dict.fromkeys(self.subject.operands, 0), dict.fromkeys(self.subject.before, 0)

        def measured(state: State) -> Fraction:
            counts, previous = self._split(state)
            return distance(condition, Counts(zeros[0] | counts, zeros[1] | previous))

        return measured

    def _plain(self) -> State:
        spans = [each.addresses for each in walk(self.condition) if isinstance(each, Cells)]
        spanned = {address: number for cells in spans for number, address in enumerate(cells)}
        alone = [each for each in dict.fromkeys((*self.current, *self.before)) if each not in spanned]
        numbers = {address: _FIRST - _STEP * place for place, address in enumerate(alone)}
        numbers |= {address: _SPAN[at] if at < len(_SPAN) else 0 for address, at in spanned.items()}
        return tuple(numbers[address] for address in (*self.current, *self.before))

    def _flat(self) -> tuple[State, ...]:
        return tuple(tuple(number for _ in self.search.variables) for number in (0, 1, 10, 100))
