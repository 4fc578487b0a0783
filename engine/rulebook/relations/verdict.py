"""The exact verdict of one condition on one place: what its formulas and its frames must come to as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from engine.rulebook.forms import Field, Form, count_limits
from engine.rulebook.relations.amounts import Counts, holds
from engine.rulebook.relations.expansion import Instance, addresses, previous_addresses
from engine.rulebook.relations.loosening import loosened
from engine.rulebook.relations.syntax import Cells, Node, parts
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Kind


def verdict(
    instance: Instance,
    form: Form,
    kind: Kind | None,
    counts: Mapping[Address, Value],
    previous: Mapping[Address, Value],
    *,
    missing: str = "skip",
    tolerance: Decimal = Decimal(0),
) -> bool | None:
    """Whether a condition holds for a place of this kind; None where it cannot be judged.

    ``counts`` are what stands in the cells (None or absent: blank), ``previous`` those of the last closed period. What
    is no count or outside its limits is no operand, whatever ``missing`` says; a blank is zero under "zero" and no
    operand under "skip"; a missing count of the last period is never zero. Lines that the kind does not fill are zeros
    inside a span; a relation that names one by itself says nothing about the place.
    """
    if not concerns(instance, form, kind):
        return None
    known = counts_judged(instance, form, kind, counts, previous, missing=missing)
    return holds(loosened(instance.condition, tolerance), known)


def counts_judged(
    instance: Instance,
    form: Form,
    kind: Kind | None,
    counts: Mapping[Address, Value],
    previous: Mapping[Address, Value],
    *,
    missing: str = "skip",
) -> Counts:
    """The operands of a condition, this period's and the last one's, zeros put in where they stand for a blank."""
    current = {
        address: _operand(form.by_address[address], kind, counts.get(address), missing)
        for address in addresses(instance)
    }
    before = {
        address: previous.get(address) if form.by_address[address].asked_of(kind) else 0
        for address in previous_addresses(instance)
    }
    return Counts(current, before)


def concerns(instance: Instance, form: Form, kind: Kind | None) -> bool:
    """Tell whether a kind of organisation fills all that a condition cannot do without."""
    return all(form.by_address[address].asked_of(kind) for address in indispensable(instance, form))


def indispensable(instance: Instance, form: Form) -> tuple[Address, ...]:
    """Fields without which a condition says nothing: all but the lines of a span whose blank is a zero."""
    named = _named(instance.condition, in_span=False)
    return tuple(dict.fromkeys(address for address, spanned in named if not (spanned and _is_zero(address, form))))


def _is_zero(address: Address, form: Form) -> bool:
    return form.by_address[address].blank == "zero"


def _named(node: Node, *, in_span: bool) -> Iterator[tuple[Address, bool]]:
    if isinstance(node, Address):
        yield node, in_span
    for part in parts(node):
        yield from _named(part, in_span=in_span or isinstance(node, Cells))


def _operand(field: Field, kind: Kind | None, value: Value, missing: str) -> int | None:
    if not field.asked_of(kind) or (value is None and missing == "zero"):
        return 0
    smallest, largest = count_limits(field)
    return value if isinstance(value, int) and smallest <= value <= largest else None
