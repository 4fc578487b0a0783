"""Excel formulas from the language of control relations, with functions that every spreadsheet program has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from engine.rulebook.relations.expansion import Instance, addresses, previous_addresses
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
    Ref,
    Span,
    Within,
)
from engine.rulebook.relations.wholes import in_wholes
from engine.vocabulary.fields import Address

#: Gives the reference of a field's amount; the flag asks for the amount of the last closed period.
CellOf = Callable[[Address, bool], str]

#: Gives the reference that says what stands in a field's cell: 0 nothing, 1 a count, 2 anything else.
ContentOf = Callable[[Address], str]

LONGEST_LITERAL = 255  # Excel's limit for one string in a formula
_MOST_ARGUMENTS = 29  # an .xls takes 30
_FUNCTIONS = {"sum": "SUM", "max": "MAX", "min": "MIN"}


def literal(text: str) -> str:
    """A text as it stands in a formula: quotes doubled, longer ones joined from pieces."""
    pieces = [text[start : start + LONGEST_LITERAL] for start in range(0, len(text), LONGEST_LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def joined(template: str, cells: Mapping[str, str]) -> str:
    """A text with placeholders as a formula, without the equals sign, that joins its pieces with cells."""
    pieces = template
    for name, cell in cells.items():
        pieces = pieces.replace("{" + name + "}", f"\0{cell}\0")
    parts = pieces.split("\0")
    return "&".join(part if number % 2 else literal(part) for number, part in enumerate(parts) if part)


def largest(terms: Sequence[str]) -> str:
    """The formula of the largest of any number of terms, without the equals sign."""
    while len(terms) > _MOST_ARGUMENTS:
        parts = range(0, len(terms), _MOST_ARGUMENTS)
        terms = [f"MAX({','.join(terms[start : start + _MOST_ARGUMENTS])})" for start in parts]
    return f"MAX({','.join(terms)})"


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


def verdict_formula(
    instance: Instance,
    cell_of: CellOf,
    content_of: ContentOf,
    *,
    missing: str = "skip",
    tolerance: Decimal = Decimal(0),
) -> str:
    """The formula of a verdict, without the equals sign: 0 where the condition holds, 1 where it is broken.

    It is the empty text where the condition cannot be judged: an operand is missing, or a division is by zero.
    """
    judged = in_wholes(loosened(instance.condition, tolerance))
    current = addresses(instance)
    before = [cell_of(address, True) for address in previous_addresses(instance)]  # noqa: FBT003  the shape of CellOf
    if missing == "zero":
        waits = [f"MAX({','.join(map(content_of, current))})=2"]
        needed = before
    else:
        waits = []
        needed = [cell_of(address, False) for address in current] + before  # noqa: FBT003  as above
    if needed:
        waits.append(f"COUNT({','.join(needed)})<{len(needed)}")

    def operand(address: Address, previous: bool) -> str:  # noqa: FBT001  the shape of CellOf
        cell = cell_of(address, previous)
        return f"N({cell})" if missing == "zero" else cell

    verdict = f"IF({condition_formula(judged.condition, operand)},0,1)"
    zeros = [f"{amount_formula(each, operand)}=0" for each in judged.divisors]
    for reasons in (zeros, waits):
        if reasons:
            verdict = f'IF({_any(reasons)},"",{verdict})'
    return verdict


def condition_formula(condition: Condition, cell_of: CellOf) -> str:
    """The formula of a condition in whole numbers, TRUE where it holds, without the equals sign."""
    match condition:
        case Comparison(op, left, right):
            sides = (amount_formula(each, cell_of) for each in (left, right))
            return ("<>" if op == "!=" else op).join(sides)
        case Within(value, percent, absolute, of):
            base = amount_formula(of, cell_of)
            apart = f"ABS({amount_formula(value, cell_of)}-{base})"
            limits = [] if percent is None else [_at_most(apart, Fraction(percent) / 100, f"ABS({base})")]
            limits += [] if absolute is None else [_at_most(apart, Fraction(absolute), "")]
            return _any(limits)
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


def _any(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def _at_most(apart: str, share: Fraction, base: str) -> str:
    """An amount is at most a share of another one (of 1), both multiplied out."""
    times = "" if share.denominator == 1 else f"*{share.denominator}"
    if not base:
        return f"{apart}{times}<={share.numerator}"
    return f"{apart}{times}<={base}{'' if share.numerator == 1 else f'*{share.numerator}'}"


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
