"""A control relation bound to a form: one instance per line of its ``for`` and per link of its chains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from engine.rulebook.forms import Field, Form
from engine.rulebook.names import nearest_name
from engine.rulebook.relations.errors import RelationError
from engine.rulebook.relations.parsing import parse_expression
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
    LineRange,
    Node,
    Not,
    Number,
    Or,
    Ref,
    Relation,
    Span,
    Within,
    parts,
    walk,
)
from engine.vocabulary.fields import Address, FieldType


@dataclass(frozen=True, slots=True)
class Instance:
    """One condition to judge: every reference is an `Address`, every span `Cells`, every computed field `Computed`.

    ``line`` is the line of the ``for`` that it stands for, None without one.
    """

    condition: Condition
    line: str | None = None


def expand(relation: Relation, form: Form) -> tuple[Instance, ...]:
    """Bind a relation to a form: one instance per ``for`` line (computed ones left out) and condition that must hold.

    Raises:
        RelationError: the form has no such line or field, or the field holds no count.
    """
    lines: tuple[str | None, ...] = (None,) if relation.lines is None else _lines(relation.lines, form)
    return tuple(
        Instance(link, line) for line in lines for link in _links(_Binding(form, line).condition(relation.condition))
    )


def computed_expression(form: Form, address: Address) -> Expression:
    """What a computed field is computed from, bound to the form: ``[290.1]`` gives the sum of ``[201.1]..[208.1]``.

    Raises:
        RelationError: the expression cannot be read or does not fit the form.
        KeyError: the field is not a computed one.
    """
    bound = _Binding(form, None).address(address)
    if not isinstance(bound, Computed):
        raise KeyError(address)
    return bound.expression


def addresses(instance: Instance | Node) -> tuple[Address, ...]:
    """Fields of this period that take part, each once, in the order of the text; those of computed lines included."""
    node = instance.condition if isinstance(instance, Instance) else instance
    return tuple(dict.fromkeys(_leaves(node, in_prev=False)))


def previous_addresses(instance: Instance | Node) -> tuple[Address, ...]:
    """Fields of the last closed period that take part (inside ``prev``), each once, in the order of the text."""
    node = instance.condition if isinstance(instance, Instance) else instance
    calls = (each for each in walk(node) if isinstance(each, Call) and each.name == "prev")
    return tuple(dict.fromkeys(leaf for call in calls for leaf in _leaves(call.arguments[0], in_prev=True)))


def _leaves(node: Node, *, in_prev: bool) -> Iterator[Address]:
    if isinstance(node, Address):
        yield node
    elif not isinstance(node, Call) or node.name != "prev" or in_prev:
        for part in parts(node):
            yield from _leaves(part, in_prev=in_prev)


def _lines(ranges: tuple[LineRange, ...], form: Form) -> tuple[str, ...]:
    existing = dict.fromkeys(field.address.line for field in form.counts)
    for bound in (code for each in ranges for code in (each.first, each.last)):
        if all(field.address.line != bound for field in form.fields):
            raise RelationError("unknown_line", found=bound, nearest=nearest_name(bound, existing))
    return tuple(line for line in existing if any(_between(each.first, line, each.last) for each in ranges))


def _between(first: str, code: str, last: str) -> bool:
    return int(first) <= int(code) <= int(last)


def _links(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, And):
        for each in condition.conditions:
            yield from _links(each)
    elif isinstance(condition, Implies) and isinstance(condition.right, And):
        for each in condition.right.conditions:
            yield from _links(Implies(condition.left, each))
    elif not addresses(condition):
        raise RelationError("no_fields")
    else:
        yield condition


@dataclass(frozen=True)
class _Binding:
    """A form, the line of the ``for``, the column of the computed line, and the computed fields being unfolded."""

    form: Form
    line: str | None
    column: str = "1"
    inside: frozenset[Address] = frozenset()

    def condition(self, condition: Condition) -> Condition:  # noqa: PLR0911  one return per kind of node
        match condition:
            case Comparison(op, left, right):
                return Comparison(op, self.amount(left), self.amount(right))
            case Within(value, percent, absolute, of):
                return Within(self.amount(value), percent, absolute, self.amount(of))
            case Not(inner):
                return Not(self.condition(inner))
            case And(conditions):
                return And(tuple(self.condition(each) for each in conditions))
            case Or(conditions):
                return Or(tuple(self.condition(each) for each in conditions))
            case Implies(left_condition, right_condition):
                return Implies(self.condition(left_condition), self.condition(right_condition))
            case Equivalent(left_condition, right_condition):
                return Equivalent(self.condition(left_condition), self.condition(right_condition))

    def amount(self, expression: Expression) -> Expression:
        match expression:
            case Ref():
                return self.address(self._absolute(expression))
            case Span(first, last):
                return self._cells(self._absolute(first), self._absolute(last))
            case Binary(op, left, right):
                return Binary(op, self.amount(left), self.amount(right))
            case Call(name, arguments):
                return Call(name, tuple(self.amount(argument) for argument in arguments))
            case Number() | Address() | Cells() | Computed():
                return expression

    def address(self, address: Address) -> Address | Computed:
        field = self._field(address)
        if field.computed is None:
            return address
        if address in self.inside:
            raise RelationError("circular", found=address.line)
        inner = replace(self, line=address.line, column=address.column, inside=self.inside | {address})
        return Computed(address, inner.amount(parse_expression(field.computed)))

    def _absolute(self, ref: Ref) -> Address:
        return Address(ref.line or cast("str", self.line), ref.column or self.column)

    def _field(self, address: Address) -> Field:
        field = self.form.by_address.get(address)
        if field is None:
            counts = [each.address for each in self.form.fields if each.type is FieldType.COUNT]
            same_line = [each for each in counts if each.line == address.line]
            nearest = nearest_name(str(address), map(str, same_line or counts))
            raise RelationError("unknown", found=f"[{address}]", nearest=nearest)
        if field.type is not FieldType.COUNT:
            raise RelationError("text_field", found=f"[{address}]")
        return field

    def _cells(self, first: Address, last: Address) -> Cells:
        found = f"[{first}]..[{last}]"
        for bound in (first, last):
            self._field(bound)
        if int(first.line) > int(last.line) or int(first.column) > int(last.column):
            raise RelationError("backwards", found=found)
        inside = tuple(
            field.address
            for field in self.form.counts
            if _between(first.line, field.address.line, last.line)
            and _between(first.column, field.address.column, last.column)
        )
        if not inside:
            raise RelationError("empty", found=found)
        return Cells(inside)
