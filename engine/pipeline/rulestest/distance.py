"""How far counts are from keeping a condition: what a search for examples goes down along."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from engine.rulebook.relations.amounts import Counts, amount
from engine.rulebook.relations.sentence import negated
from engine.rulebook.relations.syntax import And, Comparison, Condition, Equivalent, Implies, Not, Or, Within

UNJUDGED = Fraction(10**12)
_REACHED = Fraction(0)
#: How far from a comparison its left side is, by how much it lies over the right one.
_OVER: dict[str, Callable[[Fraction], Fraction]] = {
    "=": abs,
    "!=": lambda over: Fraction(over == 0),
    "<=": lambda over: max(over, _REACHED),
    ">=": lambda over: max(-over, _REACHED),
    "<": lambda over: over + 1 if over >= 0 else _REACHED,
    ">": lambda over: 1 - over if over <= 0 else _REACHED,
}


def distance(condition: Condition, counts: Counts) -> Fraction:  # noqa: PLR0911  one return per kind of node
    """0 exactly where the condition holds, else the larger the further it is from holding.

    Counts that leave it unjudged (a missing operand, a division by zero) are further away than any others.
    """
    match condition:
        case Comparison(op, left, right):
            return _gap(op, amount(left, counts), amount(right, counts))
        case Within():
            return _beyond(condition, counts)
        case Not(Within() as inner):
            return _inside(inner, counts)
        case Not(inner):
            return distance(negated(inner), counts)
        case And(conditions):
            return sum((distance(each, counts) for each in conditions), start=_REACHED)
        case Or(conditions):
            return _nearest([distance(each, counts) for each in conditions])
        case Implies(left_side, right_side):
            return _nearest([distance(negated(left_side), counts), distance(right_side, counts)])
        case Equivalent(one, other):
            both = distance(one, counts) + distance(other, counts)
            return _nearest([both, distance(negated(one), counts) + distance(negated(other), counts)])


def lively(condition: Condition) -> Condition:
    """What to aim at for an example that shows something: where an implication holds, its premise holds too."""
    match condition:
        case Implies(one, other) | Equivalent(one, other):
            return And((lively(one), lively(other)))
        case And(conditions) | Or(conditions):
            return type(condition)(tuple(lively(each) for each in conditions))
    return condition


def _nearest(distances: list[Fraction]) -> Fraction:
    """The shortest way; none where one side cannot be judged, for then nothing is."""
    return max(distances) if max(distances) >= UNJUDGED else min(distances)


def _gap(op: str, left: Fraction | None, right: Fraction | None) -> Fraction:
    return UNJUDGED if left is None or right is None else _OVER[op](left - right)


def _margins(within: Within, counts: Counts) -> tuple[Fraction, Fraction] | None:
    """The difference and the largest difference that is within."""
    value, of = amount(within.value, counts), amount(within.of, counts)
    if value is None or of is None:
        return None
    shares = [] if within.percent is None else [Fraction(within.percent) / 100 * abs(of)]
    return abs(value - of), max(shares + ([] if within.absolute is None else [Fraction(within.absolute)]))


def _beyond(within: Within, counts: Counts) -> Fraction:
    margins = _margins(within, counts)
    return UNJUDGED if margins is None else max(margins[0] - margins[1], _REACHED)


def _inside(within: Within, counts: Counts) -> Fraction:
    margins = _margins(within, counts)
    if margins is None:
        return UNJUDGED
    return margins[1] - margins[0] + 1 if margins[0] <= margins[1] else _REACHED
