"""What amounts and conditions come to for one place: exact, and missing as soon as one operand is."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from engine.rulebook.relations.syntax import (
    And,
    Binary,
    Call,
    Cells,
    Comparison,
    Computed,
    Condition,
    Equivalent,
    Expression,
    Implies,
    Not,
    Number,
    Or,
    Within,
)
from engine.vocabulary.fields import Address, Value

_ARITHMETIC: Final[Mapping[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_FUNCTIONS: Final[Mapping[str, Callable[[list[Fraction]], Fraction]]] = {
    "sum": lambda terms: sum(terms, start=Fraction(0)),
    "max": max,
    "min": min,
}
_COMPARES: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one place by address: of this period, and of the last closed one."""

    current: Mapping[Address, Value]
    previous: Mapping[Address, Value] = field(default_factory=dict)


def amount(expression: Expression, counts: Counts) -> Fraction | None:
    """An exact amount; None when an operand is missing or a division is by zero.

    The expression is bound to a form: it holds addresses, not references.
    """
    match expression:
        case Number(value):
            return Fraction(value)
        case Address():
            return _count(counts.current.get(expression))
        case Computed(_, inner):
            return amount(inner, counts)
        case Call("prev", (argument,)):
            return amount(argument, Counts(counts.previous))
        case Call(name, _):
            terms = [amount(term, counts) for term in terms_of(expression)]
            known = [term for term in terms if term is not None]
            return _FUNCTIONS[name](known) if len(known) == len(terms) else None
        case Binary(op, left, right):
            return _arithmetic(op, amount(left, counts), amount(right, counts))
    raise TypeError(expression)


def terms_of(call: Call) -> tuple[Expression, ...]:
    """The amounts that a function takes, spans laid out cell by cell."""
    return tuple(
        term
        for argument in call.arguments
        for term in (argument.addresses if isinstance(argument, Cells) else (argument,))
    )


def holds(condition: Condition, counts: Counts) -> bool | None:  # noqa: PLR0911  one return per kind of node
    """Whether a condition holds; None when any operand is missing, wherever it stands."""
    match condition:
        case Comparison(op, left, right):
            return _compare(op, amount(left, counts), amount(right, counts))
        case Within(value, percent, absolute, of):
            return _is_within(amount(value, counts), amount(of, counts), percent, absolute)
        case Not(inner):
            verdict = holds(inner, counts)
            return None if verdict is None else not verdict
        case And(conditions):
            return _combined(all, conditions, counts)
        case Or(conditions):
            return _combined(any, conditions, counts)
        case Implies(left, right):
            return holds(Or((Not(left), right)), counts)
        case Equivalent(left, right):
            sides = holds(left, counts), holds(right, counts)
            return None if None in sides else sides[0] == sides[1]


def _count(value: Value) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | float) else None


def _arithmetic(op: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None or (op == "/" and right == 0):
        return None
    return _ARITHMETIC[op](left, right)


def _compare(op: str, left: Fraction | None, right: Fraction | None) -> bool | None:
    return None if left is None or right is None else _COMPARES[op](left, right)


def _is_within(value: Fraction | None, of: Fraction | None, percent: object, absolute: object) -> bool | None:
    if value is None or of is None:
        return None
    difference = abs(value - of)
    near = percent is not None and difference * 100 <= Fraction(str(percent)) * abs(of)
    return near or (absolute is not None and difference <= Fraction(str(absolute)))


def _combined(how: Callable[[list[bool]], bool], conditions: tuple[Condition, ...], counts: Counts) -> bool | None:
    verdicts = [holds(each, counts) for each in conditions]
    known = [verdict for verdict in verdicts if verdict is not None]
    return how(known) if len(known) == len(verdicts) else None
