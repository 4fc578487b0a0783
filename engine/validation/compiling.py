"""Control relations compiled to vectorised pandas: one verdict per submission, true where unjudged."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from engine.rulebook.forms import Form
from engine.rulebook.relations.expansion import Instance
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
from engine.validation.judging import Passes
from engine.vocabulary.fields import Address

Amounts: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

#: Sums, products and percentages of whole numbers that differ at all differ by more than this, and rounding stays
#: below it. Quotients may lie closer together: a relation between ratios is better written with products.
_EXACT = 1e-9
KIND = "kind"
_FUNCTIONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {"sum": operator.add, "max": np.maximum, "min": np.minimum}


class _Verdict(NamedTuple):
    holds: Flags
    judged: Flags  # every operand is there


def previous_column(address: Address) -> str:
    """Name of the column that holds a field's count as of the last closed period."""
    return f"prev {address}"


def compile_instance(
    instance: Instance, form: Form, *, missing: str = "skip", tolerance: Decimal = Decimal(0)
) -> Passes:
    """Compile an instance to a function of the counts table (see counts.py).

    The result is one boolean per row, on the table's index: False where the condition is broken, True where it holds or
    cannot be judged, because an operand is missing or a division is by zero. ``missing`` "zero" counts blanks of this
    period as zero; nothing stands in for a missing value of the last period.
    """

    def passes(counts: pd.DataFrame) -> pd.Series:
        columns = _Columns(counts, form, zero=missing == "zero")
        verdict = _condition(instance.condition, columns, float(tolerance))
        return pd.Series(verdict.holds | ~verdict.judged, index=counts.index)

    return passes


@dataclass(frozen=True)
class _Columns:
    """Gives the amounts of fields; inside spans, lines of section 2 that a kind does not fill are zero."""

    counts: pd.DataFrame
    form: Form
    zero: bool
    previous: bool = False

    def single(self, address: Address) -> Amounts:
        name = previous_column(address) if self.previous else str(address)
        amounts = self.counts[name].to_numpy(np.float64, na_value=np.nan)
        return np.nan_to_num(amounts, nan=0.0) if self.zero and not self.previous else amounts

    def in_span(self, address: Address) -> Amounts:
        amounts, field = self.single(address), self.form.by_address[address]
        if field.blank != "zero" or field.kinds is None:
            return amounts
        not_asked = ~self.counts[KIND].isin([*field.kinds]).to_numpy(bool) & self.counts[KIND].notna().to_numpy(bool)
        return np.where(not_asked & np.isnan(amounts), 0.0, amounts)

    def constant(self, value: Decimal) -> Amounts:
        return np.full(len(self.counts), float(value))


def _amounts(expression: Expression, columns: _Columns) -> Amounts:
    match expression:
        case Number(value):
            return columns.constant(value)
        case Address():
            return columns.single(expression)
        case Computed(_, inner):
            return _amounts(inner, columns)
        case Call("prev", (argument,)):
            return _amounts(argument, _Columns(columns.counts, columns.form, columns.zero, previous=True))
        case Call(name, arguments):
            return reduce(_FUNCTIONS[name], [each for argument in arguments for each in _terms(argument, columns)])
        case Binary(op, left, right):
            return _arithmetic(op, _amounts(left, columns), _amounts(right, columns))
    raise TypeError(expression)


def _terms(argument: Expression, columns: _Columns) -> list[Amounts]:
    if isinstance(argument, Cells):
        return [columns.in_span(address) for address in argument.addresses]
    return [_amounts(argument, columns)]


def _arithmetic(op: str, left: Amounts, right: Amounts) -> Amounts:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / np.where(right == 0, np.nan, right)


def _condition(condition: Condition, columns: _Columns, tolerance: float) -> _Verdict:  # noqa: PLR0911  one return per kind of node
    match condition:
        case Comparison(op, left, right):
            return _comparison(op, _amounts(left, columns), _amounts(right, columns), tolerance)
        case Within(value, percent, absolute, of):
            return _within(_amounts(value, columns), _amounts(of, columns), percent, absolute)
        case Not(inner):
            verdict = _condition(inner, columns, tolerance)
            return _Verdict(~verdict.holds, verdict.judged)
        case And(conditions):
            return _all(np.logical_and, [_condition(each, columns, tolerance) for each in conditions])
        case Or(conditions):
            return _all(np.logical_or, [_condition(each, columns, tolerance) for each in conditions])
        case Implies(premise, consequence):
            return _condition(Or((Not(premise), consequence)), columns, tolerance)
        case Equivalent(one, other):
            first, second = _condition(one, columns, tolerance), _condition(other, columns, tolerance)
            return _Verdict(first.holds == second.holds, first.judged & second.judged)


def _comparison(op: str, left: Amounts, right: Amounts, tolerance: float) -> _Verdict:
    slack = tolerance + _EXACT
    difference = left - right
    match op:
        case "=":
            holds = np.abs(difference) <= slack
        case "!=":
            holds = np.abs(difference) > slack
        case "<=":
            holds = difference <= slack
        case "<":
            holds = difference < tolerance - _EXACT
        case ">=":
            holds = difference >= -slack
        case _:
            holds = difference > _EXACT - tolerance
    return _Verdict(holds, ~np.isnan(difference))


def _within(value: Amounts, of: Amounts, percent: Decimal | None, absolute: Decimal | None) -> _Verdict:
    difference = np.abs(value - of)
    near = np.zeros(len(difference), dtype=bool)
    if percent is not None:
        near |= difference * 100 <= float(percent) * np.abs(of) + _EXACT
    if absolute is not None:
        near |= difference <= float(absolute) + _EXACT
    return _Verdict(near, ~np.isnan(difference))


def _all(how: Callable[[Any, Any], Any], verdicts: list[_Verdict]) -> _Verdict:
    return _Verdict(
        reduce(how, [verdict.holds for verdict in verdicts]),
        reduce(np.logical_and, [verdict.judged for verdict in verdicts]),
    )
