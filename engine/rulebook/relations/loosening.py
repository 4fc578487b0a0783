"""The tolerance of a control relation, written into its condition."""

from __future__ import annotations

from decimal import Decimal

from engine.rulebook.relations.syntax import (
    And,
    Binary,
    Comparison,
    Condition,
    Equivalent,
    Implies,
    Not,
    Number,
    Or,
    Within,
)


def loosened(condition: Condition, tolerance: Decimal) -> Condition:  # noqa: PLR0911  one return per kind of node
    """The same condition with every comparison loosened by a tolerance; `Within` has margins of its own."""
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
