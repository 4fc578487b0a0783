"""The parts of a control relation: what is written, and what it becomes once its codes are bound to a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from engine.vocabulary.fields import Address


@dataclass(frozen=True, slots=True)
class Number:
    """A literal; ``30 %`` is Decimal("0.3") with ``percent`` set, so that it is said as it was written."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A code as written: ``[302]``, ``[201.1]``, or ``[.2]`` for the line of the surrounding ``for``."""

    line: str | None
    column: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """``[201.1]..[208.1]``: every line and column between the two, both included."""

    first: Ref
    last: Ref


@dataclass(frozen=True, slots=True)
class Cells:
    """A span bound to a form: the fields that exist there, computed lines left out, in printed order."""

    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed field bound to a form: its own address, and what it is computed from."""

    address: Address
    expression: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """``sum``, ``max``, ``min`` of amounts and spans, or ``prev``: an amount as of the last closed period."""

    name: Literal["sum", "max", "min", "prev"]
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic; division by zero gives a missing amount."""

    op: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two amounts compared."""

    op: Literal["=", "!=", "<", ">", "<=", ">="]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Within:
    """``value`` differs from ``of`` by at most ``percent`` (30 for 30 %) of it, or by at most ``absolute``."""

    value: Expression
    percent: Decimal | None
    absolute: Decimal | None
    of: Expression


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class And:
    """All conditions hold; a chain ``a <= b <= c`` is the And of its links."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one condition holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """Where ``left`` holds, ``right`` must."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Both hold or neither; a chain ``a <=> b <=> c`` is the And of its links."""

    left: Condition
    right: Condition


Expression: TypeAlias = Number | Ref | Span | Address | Cells | Computed | Call | Binary
Condition: TypeAlias = Comparison | Within | Not | And | Or | Implies | Equivalent
Node: TypeAlias = Expression | Condition


@dataclass(frozen=True, slots=True)
class LineRange:
    """Lines that a ``for`` runs over: from the first code to the last, both included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A control relation as written; ``lines`` is None without ``for``."""

    lines: tuple[LineRange, ...] | None
    condition: Condition


def parts(node: Node) -> tuple[Node, ...]:  # noqa: PLR0911  one return per kind of node
    """The direct parts of a node, from left to right."""
    match node:
        case Binary(_, left, right) | Comparison(_, left, right) | Implies(left, right) | Equivalent(left, right):
            return left, right
        case Within(value, _, _, of):
            return value, of
        case Call(_, arguments):
            return arguments
        case And(conditions) | Or(conditions):
            return conditions
        case Not(condition):
            return (condition,)
        case Computed(_, expression):
            return (expression,)
        case Cells(addresses):
            return addresses
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, from left to right."""
    yield node
    for part in parts(node):
        yield from walk(part)
