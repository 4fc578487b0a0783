"""Computed lines: their value for one place, from the same expressions that the form shows as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from engine.rulebook.forms import Form
from engine.rulebook.relations.expansion import computed_expression
from engine.rulebook.relations.syntax import Binary, Call, Cells, Computed, Expression, Number
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind

#: Amounts of one place; None where the field is asked and has no value. A field that is not asked is not there.
Amounts = Mapping[Address, int | None]


def computed_fields(form: Form) -> dict[Address, Expression]:
    """What each computed field of a form is computed from, by its address."""
    return {field.address: computed_expression(form, field.address) for field in form.fields if field.computed}


def amounts_asked(form: Form, kind: Kind | None, values: Mapping[Address, int]) -> dict[Address, int | None]:
    """The typed amounts of a place of ``kind``: every count field that it is asked for, None where nothing is known."""
    return {field.address: values.get(field.address) for field in form.counts if field.asked_of(kind)}


def computed_amount(expression: Expression, amounts: Amounts) -> int | None:
    """The value of a computed field of one place.

    Fields that the place is not asked for are left out; a field that it is asked for and has not filled makes the value
    missing, as does a result that is no whole number.
    """
    result = _amount(expression, amounts)
    return int(result) if result is not None and result.denominator == 1 else None


def _amount(expression: Expression, amounts: Amounts) -> Fraction | None:
    match expression:
        case Number(number):
            return Fraction(number)
        case Address():
            value = amounts.get(expression)
            return None if value is None else Fraction(value)
        case Computed(_, inner):
            return _amount(inner, amounts)
        case Binary(op, left, right):
            return _arithmetic(op, _amount(left, amounts), _amount(right, amounts))
        case Call(name, arguments) if name != "prev":
            return _called(name, [each for argument in arguments for each in _listed(argument, amounts)])
    return None


def _listed(argument: Expression, amounts: Amounts) -> list[Fraction | None]:
    if isinstance(argument, Cells):
        return [_amount(address, amounts) for address in argument.addresses if address in amounts]
    return [_amount(argument, amounts)]


def _called(name: str, listed: list[Fraction | None]) -> Fraction | None:
    known = [each for each in listed if each is not None]
    if not known or len(known) < len(listed):
        return None
    return {"sum": sum, "max": max, "min": min}[name](known)  # type: ignore[operator, no-any-return]  # all take a list


def _arithmetic(op: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None or (op == "/" and right == 0):
        return None
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right
