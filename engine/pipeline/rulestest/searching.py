"""Looks for counts that keep or break a condition: from plain beginnings downhill, always in the same order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeAlias

from engine.pipeline.rulestest.distance import UNJUDGED

#: One number per variable.
State: TypeAlias = tuple[int, ...]
#: 0 where a state is what is looked for.
Goal: TypeAlias = Callable[[State], Fraction]

_STEPS = (1, 2, 5, 10, 100, 1000)
_ROUNDS = 60
_WANDERS = 40
_PLAIN = (0, 1, 2, 3, 5, 8, 10, 20, 50, 100, 500, 1000)


@dataclass(frozen=True, slots=True)
class Variable:
    """A count that may be chosen between two limits, both included."""

    smallest: int
    largest: int

    def held(self, number: int) -> int:
        """The number, or the limit that it goes beyond."""
        return max(self.smallest, min(self.largest, number))


@dataclass
class Search:
    """A search over some variables; ``constants`` are numbers worth trying, ``tried`` counts the states looked at."""

    variables: Sequence[Variable]
    constants: Sequence[int]
    tried: int = 0
    most: int = 30_000

    def find(self, goal: Goal, beginnings: Sequence[State]) -> State | None:
        """A state with distance 0, near the first beginning that leads to one; None where none was found."""
        spent = self.tried
        for beginning in (*beginnings, *self._wandering()):
            state, left = self._descend(goal, self._held(beginning))
            if left == 0:
                return state
            if self.tried - spent > self.most:
                return None
        return None

    def nearest(self, goal: Goal, found: State, to: State) -> State:
        """A state with distance 0 that differs from ``to`` as little as can be had by changing one number at a time."""
        state = found
        for place, wanted in enumerate(to):
            if self._measured(goal, moved := _with(state, place, wanted)) == 0:
                state = moved
        for place, wanted in enumerate(to):
            state = self._approached(goal, state, place, wanted)
        return state

    def _approached(self, goal: Goal, state: State, place: int, wanted: int) -> State:
        """Halve the way from a number to the one wanted as long as the goal is kept."""
        good, bad = state[place], wanted
        while abs(good - bad) > 1:
            middle = (good + bad) // 2
            if self._measured(goal, _with(state, place, middle)) == 0:
                good = middle
            else:
                bad = middle
        return _with(state, place, good)

    def _descend(self, goal: Goal, state: State) -> tuple[State, Fraction]:
        left = self._measured(goal, state)
        for _ in range(_ROUNDS):
            before = left
            for place in range(len(state)):
                if left == 0:
                    return state, left
                for number in self._moves(state, place, left):
                    there = self._measured(goal, tried := _with(state, place, number))
                    if there < left:
                        state, left = tried, there
                        break
            if left == before:
                break
        return state, left

    def _moves(self, state: State, place: int, left: Fraction) -> Iterator[int]:
        """Numbers to try for one variable, likely ones first."""
        variable, now = self.variables[place], state[place]
        steps = [math.ceil(left)] if left < UNJUDGED else []
        near = [now + sign * step for step in (*steps, *_STEPS) for sign in (1, -1)]
        others = [other + by for other in dict.fromkeys(state) for by in (0, 1, -1)]
        constants = [constant + by for constant in self.constants for by in (0, 1, -1)]
        numbers = (*near, *others, *constants, now * 2, now // 2, variable.smallest, variable.largest)
        return (each for each in dict.fromkeys(map(variable.held, numbers)) if each != now)

    def _measured(self, goal: Goal, state: State) -> Fraction:
        self.tried += 1
        return goal(state)

    def _held(self, state: State) -> State:
        return tuple(variable.held(number) for variable, number in zip(self.variables, state, strict=True))

    def _wandering(self) -> Iterator[State]:
        chance = Random(0)  # noqa: S311  examples, not secrets; always the same ones
        for _ in range(_WANDERS):
            yield tuple(variable.held(chance.choice(_PLAIN)) for variable in self.variables)


def _with(state: State, place: int, number: int) -> State:
    return (*state[:place], number, *state[place + 1 :])
