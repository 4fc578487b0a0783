"""Control relations compiled to vectorised pandas: one verdict per submission, true where unjudged."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from engine.rulebook.forms import Form, count_limits
from engine.rulebook.relations.expansion import Instance
from engine.rulebook.relations.loosening import loosened
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
from engine.rulebook.relations.verdict import indispensable
from engine.rulebook.relations.wholes import in_wholes
from engine.validation.judging import Passes
from engine.vocabulary.fields import Address

Amounts: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

KIND = "kind"
_FUNCTIONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {"sum": operator.add, "max": np.maximum, "min": np.minimum}
_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_COMPARES: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


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
    cannot be judged, because an operand is missing or outside its limits, a division is by zero, or the place's kind
    does not fill a line that the relation names by itself. ``missing`` "zero" counts blanks of this period as zero;
    nothing stands in for a missing value of the last period. It is the verdict of relations/verdict.py for many places
    at once: only whole numbers are compared, which floats do exactly.
    """
    judged = in_wholes(loosened(instance.condition, tolerance))

    def passes(counts: pd.DataFrame) -> pd.Series:
        columns = _Columns(counts, form, zero=missing == "zero")
        verdict = _condition(judged.condition, columns)
        told = verdict.judged & columns.concern(instance)
        for divisor in judged.divisors:
            amounts = _amounts(divisor, columns)
            told &= (amounts != 0) & ~np.isnan(amounts)
        return pd.Series(verdict.holds | ~told, index=counts.index)

    return passes


@dataclass(frozen=True)
class _Columns:
    """Gives the amounts of fields; inside spans, lines of section 2 that a kind does not fill are zero."""

    counts: pd.DataFrame
    form: Form
    zero: bool
    previous: bool = False

    def concern(self, instance: Instance) -> Flags:
        """Tell which places fill all the lines that a condition names by themselves."""
        asked = [self._asked(address) for address in indispensable(instance, self.form)]
        return reduce(np.logical_and, asked, np.ones(len(self.counts), dtype=bool))

    def amount(self, address: Address) -> Amounts:
        """Counts of a field by place; NaN where there is none, 0 where the place's kind does not fill it."""
        amounts = self._given(previous_column(address)) if self.previous else self._current(address)
        return np.where(self._asked(address), amounts, 0.0)

    def constant(self, value: Decimal) -> Amounts:
        return np.full(len(self.counts), float(value))

    def _current(self, address: Address) -> Amounts:
        amounts = self._given(str(address))
        smallest, largest = count_limits(self.form.by_address[address])
        known = np.nan_to_num(amounts, nan=0.0) if self.zero else amounts
        return np.where((amounts < smallest) | (amounts > largest), np.nan, known)

    def _given(self, name: str) -> Amounts:
        return self.counts[name].to_numpy(np.float64, na_value=np.nan)

    def _asked(self, address: Address) -> Flags:
        kinds = self.form.by_address[address].kinds
        if kinds is None:
            return np.ones(len(self.counts), dtype=bool)
        return (self.counts[KIND].isin([*kinds]) | self.counts[KIND].isna()).to_numpy(bool)


def _amounts(expression: Expression, columns: _Columns) -> Amounts:
    match expression:
        case Number(value):
            return columns.constant(value)
        case Address():
            return columns.amount(expression)
        case Computed(_, inner):
            return _amounts(inner, columns)
        case Call("prev", (argument,)):
            return _amounts(argument, _Columns(columns.counts, columns.form, columns.zero, previous=True))
        case Call(name, arguments):
            return reduce(_FUNCTIONS[name], [each for argument in arguments for each in _terms(argument, columns)])
        case Binary(op, left, right):
            amounts: Amounts = _ARITHMETIC[op](_amounts(left, columns), _amounts(right, columns))
            return amounts
    raise TypeError(expression)


def _terms(argument: Expression, columns: _Columns) -> list[Amounts]:
    if isinstance(argument, Cells):
        return [columns.amount(address) for address in argument.addresses]
    return [_amounts(argument, columns)]


def _condition(condition: Condition, columns: _Columns) -> _Verdict:  # noqa: PLR0911  one return per kind of node
    match condition:
        case Comparison(op, left, right):
            return _comparison(op, _amounts(left, columns), _amounts(right, columns))
        case Within(value, percent, absolute, of):
            return _within(_amounts(value, columns), _amounts(of, columns), percent, absolute)
        case Not(inner):
            verdict = _condition(inner, columns)
            return _Verdict(~verdict.holds, verdict.judged)
        case And(conditions):
            return _all(np.logical_and, [_condition(each, columns) for each in conditions])
        case Or(conditions):
            return _all(np.logical_or, [_condition(each, columns) for each in conditions])
        case Implies(premise, consequence):
            return _condition(Or((Not(premise), consequence)), columns)
        case Equivalent(one, other):
            first, second = _condition(one, columns), _condition(other, columns)
            return _Verdict(first.holds == second.holds, first.judged & second.judged)


def _comparison(op: str, left: Amounts, right: Amounts) -> _Verdict:
    return _Verdict(_COMPARES[op](left, right), ~np.isnan(left - right))


def _within(value: Amounts, of: Amounts, percent: Decimal | None, absolute: Decimal | None) -> _Verdict:
    difference = np.abs(value - of)
    near = np.zeros(len(difference), dtype=bool)
    if percent is not None:
        near |= _at_most(difference, Fraction(percent) / 100, np.abs(of))
    if absolute is not None:
        near |= _at_most(difference, Fraction(absolute), np.ones(len(difference)))
    return _Verdict(near, ~np.isnan(difference))


def _at_most(difference: Amounts, share: Fraction, base: Amounts) -> Flags:
    return difference * share.denominator <= base * share.numerator


def _all(how: Callable[[Any, Any], Any], verdicts: list[_Verdict]) -> _Verdict:
    return _Verdict(
        reduce(how, [verdict.holds for verdict in verdicts]),
        reduce(np.logical_and, [verdict.judged for verdict in verdicts]),
    )
