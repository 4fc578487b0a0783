"""Conditions rewritten with whole numbers only, so that floats and every spreadsheet program decide them exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm

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
    Node,
    Not,
    Number,
    Or,
    Ref,
    Span,
    Within,
    parts,
)
from engine.vocabulary.fields import Address


@dataclass(frozen=True, slots=True)
class Wholes:
    """A condition without division and without decimals; it says something only where no divisor is zero."""

    condition: Condition
    divisors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class _Ratio:
    """An amount as factor * above / below; both are whole, ``below`` is never negative, None stands for 1."""

    factor: Fraction
    above: Expression | None = None
    below: Expression | None = None


def in_wholes(condition: Condition) -> Wholes:
    """Rewrite a condition that is bound to a form: ``[502] / [501] >= 85 %`` is ``[502] * 20 >= [501] * 17``.

    Percentages and decimals are multiplied out, quotients are multiplied crosswise; counts are never negative.
    """
    return Wholes(_condition(condition), tuple(dict.fromkeys(_divisors(condition, in_prev=False))))


def _condition(condition: Condition) -> Condition:
    match condition:
        case Comparison(op, left, right):
            _, (one, other), _ = _common((_ratio(left), _ratio(right)))
            return Comparison(op, one, other)
        case Within():
            return _within(condition)
        case Not(inner):
            return Not(_condition(inner))
        case And(conditions) | Or(conditions):
            return type(condition)(tuple(_condition(each) for each in conditions))
        case Implies(one, other) | Equivalent(one, other):
            return type(condition)(_condition(one), _condition(other))


def _within(written: Within) -> Condition:
    unit, (value, of), below = _common((_ratio(written.value), _ratio(written.of)))
    absolute = None if written.absolute is None else written.absolute * unit.denominator
    if absolute is None or below is None:
        return Within(value, written.percent, absolute, of)
    # Between quotients a margin is a multiple of the common divisor.
    bound, difference = Binary("*", Number(absolute), below), Binary("-", value, of)
    near = And(
        (
            _condition(Comparison("<=", difference, bound)),
            _condition(Comparison(">=", difference, Binary("-", Number(Decimal(0)), bound))),
        )
    )
    return near if written.percent is None else Or((Within(value, written.percent, None, of), near))


def _divisors(node: Node, *, in_prev: bool) -> Iterator[Expression]:
    if isinstance(node, Binary) and node.op == "/":
        divisor = _ratio(node.right)
        if divisor.factor == 0:
            yield Number(Decimal(0))
        elif divisor.above is not None:
            yield Call("prev", (divisor.above,)) if in_prev else divisor.above
    inside = in_prev or (isinstance(node, Call) and node.name == "prev")
    for part in parts(node):
        yield from _divisors(part, in_prev=inside)


def _ratio(expression: Expression) -> _Ratio:
    match expression:
        case Number(value):
            return _Ratio(Fraction(value))
        case Address():
            return _Ratio(Fraction(1), expression)
        case Computed(_, inner):
            return _ratio(inner)
        case Call("prev", (argument,)):
            return _previous(_ratio(argument))
        case Call(name, arguments):
            return _called(name, arguments)
        case Binary(op, left, right):
            return _calculated(op, _ratio(left), _ratio(right))
    raise TypeError(expression)  # only expanded relations come here


def _previous(amount: _Ratio) -> _Ratio:
    above, below = (None if each is None else Call("prev", (each,)) for each in (amount.above, amount.below))
    return _Ratio(amount.factor, above, below)


def _called(name: str, arguments: tuple[Expression, ...]) -> _Ratio:
    amounts = [_ratio(each) for each in arguments if not isinstance(each, Cells)]
    if all(each.factor.denominator == 1 and each.below is None for each in amounts):
        whole = tuple(each if isinstance(each, Cells) else _whole(_ratio(each)) for each in arguments)
        return _Ratio(Fraction(1), Call(name, whole))  # type: ignore[arg-type]  # the name of a call that was read
    terms = [
        term
        for each in arguments
        for term in (map(_ratio, each.addresses) if isinstance(each, Cells) else [_ratio(each)])
    ]
    unit, wholes, below = _common(terms)
    return _Ratio(unit, Call(name, wholes), below)  # type: ignore[arg-type]  # as above


def _calculated(op: str, left: _Ratio, right: _Ratio) -> _Ratio:
    if op == "*":
        return _Ratio(left.factor * right.factor, _times(left.above, right.above), _times(left.below, right.below))
    if op == "/":
        return _divided(left, right)
    if left.above is right.above is left.below is right.below is None:
        return _Ratio(left.factor + right.factor if op == "+" else left.factor - right.factor)
    unit, (one, other), below = _common((left, right))
    return _Ratio(unit, Binary(op, one, other), below)  # type: ignore[arg-type]  # the two signs that are left


def _divided(left: _Ratio, right: _Ratio) -> _Ratio:
    if right.factor == 0:
        return left  # the divisor is zero: never judged
    above, below = _times(left.above, right.below), _times(left.below, right.above)
    if right.above is not None and not _is_never_negative(right.above):
        above, below = _times(above, right.above), _times(below, right.above)
    return _Ratio(left.factor / right.factor, above, below)


def _common(amounts: tuple[_Ratio, ...] | list[_Ratio]) -> tuple[Fraction, tuple[Expression, ...], Expression | None]:
    """Bring amounts to one measure: unit * whole / below, with the whole of each."""
    unit = Fraction(1, lcm(*(each.factor.denominator for each in amounts)))
    belows = list(dict.fromkeys(each.below for each in amounts if each.below is not None))
    wholes = []
    for each in amounts:
        others = [below for below in belows if below != each.below]
        wholes.append(_whole(_Ratio(each.factor / unit, reduce(_times, others, each.above))))
    return unit, tuple(wholes), reduce(_times, belows, None)


def _whole(amount: _Ratio) -> Expression:
    number = Number(Decimal(amount.factor.numerator))
    if amount.above is None:
        return number
    return amount.above if amount.factor == 1 else Binary("*", amount.above, number)


def _times(left: Expression | None, right: Expression | None) -> Expression | None:
    if left is None or right is None:
        return left or right
    return Binary("*", left, right)


def _is_never_negative(expression: Expression) -> bool:
    match expression:
        case Number(value):
            return value >= 0
        case Binary("-", _, _) | Ref() | Span():
            return False
        case Binary(_, left, right):
            return _is_never_negative(left) and _is_never_negative(right)
        case Call(_, arguments):
            return all(_is_never_negative(each) for each in arguments)
        case Computed(_, inner):
            return _is_never_negative(inner)
    return True
