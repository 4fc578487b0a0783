"""Excel formulas from the language of control relations, with functions that every spreadsheet program has."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

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
    Ref,
    Span,
    Within,
)
from engine.vocabulary.fields import Address

#: Gives the reference of a field's amount; the flag asks for the amount of the last closed period.
CellOf = Callable[[Address, bool], str]

LONGEST_LITERAL = 255  # Excel's limit for one string in a formula
_FUNCTIONS = {"sum": "SUM", "max": "MAX", "min": "MIN"}


def literal(text: str) -> str:
    """A text as it stands in a formula: quotes doubled, longer ones joined from pieces."""
    pieces = [text[start : start + LONGEST_LITERAL] for start in range(0, len(text), LONGEST_LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def amount_formula(expression: Expression, cell_of: CellOf, *, previous: bool = False) -> str:  # noqa: PLR0911  one per kind
    """The formula of an amount, without the equals sign."""
    match expression:
        case Number(value):
            return _number(value)
        case Address():
            return cell_of(expression, previous)
        case Cells(addresses):
            return ",".join(cell_of(address, previous) for address in addresses)
        case Computed(_, inner):
            return amount_formula(inner, cell_of, previous=previous)
        case Call("prev", arguments):
            return amount_formula(arguments[0], cell_of, previous=True)
        case Call(name, arguments):
            inside = ",".join(amount_formula(each, cell_of, previous=previous) for each in arguments)
            return f"{_FUNCTIONS[name]}({inside})"
        case Binary(op, left, right):
            sides = (amount_formula(each, cell_of, previous=previous) for each in (left, right))
            return "(" + op.join(sides) + ")"
        case Ref() | Span():
            raise TypeError(expression)  # only expanded relations come here


def condition_formula(condition: Condition, cell_of: CellOf) -> str:
    """The formula of a condition, TRUE where it holds, without the equals sign."""
    match condition:
        case Comparison(op, left, right):
            sides = (amount_formula(each, cell_of) for each in (left, right))
            return ("<>" if op == "!=" else op).join(sides)
        case Within(value, percent, absolute, of):
            base = amount_formula(of, cell_of)
            apart = f"ABS({amount_formula(value, cell_of)}-{base})"
            limits = [] if percent is None else [f"{apart}<={_number(percent / 100)}*ABS({base})"]
            limits += [] if absolute is None else [f"{apart}<={_number(absolute)}"]
            return limits[0] if len(limits) == 1 else f"OR({','.join(limits)})"
        case Not(inner):
            return f"NOT({condition_formula(inner, cell_of)})"
        case And(conditions) | Or(conditions):
            inside = ",".join(condition_formula(each, cell_of) for each in conditions)
            return f"{'AND' if isinstance(condition, And) else 'OR'}({inside})"
        case Implies(if_, then):
            first, second = (condition_formula(each, cell_of) for each in (if_, then))
            return f"OR(NOT({first}),{second})"
        case Equivalent(one, other):
            first, second = (condition_formula(each, cell_of) for each in (one, other))
            return f"(({first})=({second}))"


def loosened(condition: Condition, tolerance: Decimal) -> Condition:  # noqa: PLR0911  one return per kind of node
    """The same condition with every comparison loosened by a tolerance."""
    if not tolerance:
        return condition
    match condition:
        case Comparison("=", left, right):
            return Within(left, None, tolerance, right)
        case Comparison("!=", left, right):
            return Not(Within(left, None, tolerance, right))
        case Comparison(op, left, right):
            return Comparison(op, left, Binary("+" if op in {"<", "<="} else "-", right, Number(tolerance)))
        case Not(inner):
            return Not(loosened(inner, tolerance))
        case And(conditions) | Or(conditions):
            return type(condition)(tuple(loosened(each, tolerance) for each in conditions))
        case Implies(one, other) | Equivalent(one, other):
            return type(condition)(loosened(one, tolerance), loosened(other, tolerance))
    return condition


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
