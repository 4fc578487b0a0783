"""Explains counts: an organisation's own by the cell that it stands in, a territory's by its organisations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from engine.consolidation.computed import computed_amount
from engine.intake.answers import YES
from engine.pipeline.explaining.evidence import COUNTED, Evidence
from engine.pipeline.explaining.places import absent, by_district, decided, in_incoming, kind_of, organisations
from engine.pipeline.explaining.records import Fact, Report
from engine.pipeline.explaining.tree import How, Leaf, Node
from engine.rulebook.forms import AddsUp, Field
from engine.rulebook.relations.expansion import addresses, computed_expression
from engine.rulebook.relations.syntax import Call
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Level

_Facts = Mapping[tuple[str, Address], Fact]
#: Explains a number of one organisation; None where there is none.
Own = Callable[[str], Node | None]


def count(evidence: Evidence, place_id: str, address: Address) -> Node:
    """A count of the form: of an organisation, or the sum over those of a territory whose reports count."""
    own = own_counts(evidence, (address,))[address]
    if evidence.level(place_id) is Level.SCHOOL:
        return own(place_id) or no_number(evidence, place_id, f"count:{address}", naming(evidence, address))
    return total(evidence, place_id, address, own)


def ratio(evidence: Evidence, place_id: str, first: Address, second: Address) -> Node:
    """One count of a place over another; without a value where one of them is unknown or the second is zero."""
    parts = (count(evidence, place_id, first), count(evidence, place_id, second))
    top, bottom = (each.value for each in parts)
    value = Fraction(top, bottom) if isinstance(top, int) and isinstance(bottom, int) and bottom else None
    facts = {"first": str(first), "second": str(second)}
    return Node("count_ratio", value, "ratio", place_id, f"ratio:{first}/{second}", facts, parts)


def total(evidence: Evidence, place_id: str, address: Address, own: Own) -> Node:
    """The sum of a count over a territory's organisations, in the region by district."""
    field = evidence.form.by_address.get(address)
    asked = [each for each in organisations(evidence, place_id) if _is_asked(evidence, field, each.place_id)]
    counted = [each for each in asked if each.status in COUNTED]
    found = [(each.district_id, node) for each in counted if (node := own(each.place_id)) is not None]
    added = summed(evidence, place_id, found, f"count:{address}", {**naming(evidence, address), "expected": len(asked)})
    return replace(added, asides=(*repeats(evidence, address), *without(evidence, asked, found)))


def summed(
    evidence: Evidence, place_id: str, found: Sequence[tuple[str, Node]], meaning: str, facts: Mapping[str, object]
) -> Node:
    """The sum of the numbers of a territory's organisations, each with its district."""

    def district(district_id: str, nodes: tuple[Node, ...]) -> Node:
        known = {"places": len(nodes)}
        return Node("district_total", sum_of(nodes), "sum", district_id, meaning, known, nodes)

    parts = by_district(evidence, place_id, found, district)
    value, known = sum_of(node for _, node in found), {**facts, "places": len(found)}
    return Node("total", value, "sum", place_id, meaning, known, parts)


def without(evidence: Evidence, asked: Sequence[Report], found: Iterable[tuple[str, Node]]) -> tuple[Node, ...]:
    """A list of those who were asked for a number and did not give it; nothing where there is nobody."""
    return absent(evidence, asked, {node.place_id or "" for _, node in found})


def repeats(evidence: Evidence, address: Address) -> tuple[Node, ...]:
    """That a sum may count somebody twice, where the form says so."""
    field = evidence.form.by_address.get(address)
    return (Node("may_repeat"),) if field is not None and field.adds_up is AddsUp.MAY_REPEAT else ()


def own_counts(evidence: Evidence, wanted: Iterable[Address]) -> Mapping[Address, Own]:
    """What explains each of these counts of an organisation; the facts are read once."""
    fields = {address: evidence.form.by_address.get(address) for address in wanted}
    needed = {each for address, field in fields.items() for each in _typed(evidence, address, field)}
    asked = (evidence.form.by_address.get(each) for each in needed)
    switches = {field.zero_if for field in asked if field is not None and field.zero_if is not None}
    facts = evidence.facts(sorted({each.line for each in needed} | switches))
    return {address: _own(evidence, address, field, facts) for address, field in fields.items()}


def naming(evidence: Evidence, address: Address) -> dict[str, object]:
    """The printed codes of a count and what the form calls it."""
    field = evidence.form.by_address.get(address)
    label = "" if field is None else field.short
    several = field is not None and len(evidence.form.section(field.section_id).columns) > 1
    column = field.column_label if field is not None and several else ""
    return {"line": address.line, "column": address.column, "label": label, "column_label": column}


def no_number(evidence: Evidence, place_id: str, meaning: str, facts: Mapping[str, object]) -> Node:
    """A number that is not known of an organisation, and why."""
    reports = organisations(evidence, place_id)
    return Node("no_number", None, "given", place_id, meaning, facts, (), absent(evidence, reports, ()))


def sum_of(nodes: Iterable[Node]) -> int | None:
    """The sum of the whole numbers among the values; None where there is none."""
    values = [each.value for each in nodes if isinstance(each.value, int)]
    return sum(values) if values else None


def cell_node(evidence: Evidence, place_id: str, address: Address, fact: Fact, *, switched: bool = False) -> Node:
    """A value by the cell that it was read from; ``switched``: the form says elsewhere that blank counts are zeros."""
    leaf = Leaf(in_incoming(fact.path), evidence.sha256(fact.path), fact.sheet, fact.cell)
    value = fact.value if fact.number is None else fact.number
    facts = {**naming(evidence, address), "switched": switched}
    return Node("cell", value, "given", place_id, f"fact:{address}", facts, leaf=leaf)


def _own(evidence: Evidence, address: Address, field: Field | None, facts: _Facts) -> Own:
    if field is not None and field.computed is not None:
        return _computed(evidence, address, facts)

    def typed(place_id: str) -> Node | None:
        fact = facts.get((place_id, address))
        if fact is None or fact.number is None or not _is_asked(evidence, field, place_id):
            return None
        switch = _switch(evidence, place_id, field, facts)
        node = cell_node(evidence, place_id, address, fact, switched=bool(switch))
        return replace(node, asides=(*switch, *decided(evidence, place_id)))

    return typed


def _computed(evidence: Evidence, address: Address, facts: _Facts) -> Own:
    form = evidence.form
    expression = computed_expression(form, address)
    how: How = "added" if isinstance(expression, Call) and expression.name == "sum" else "computed"
    named = naming(evidence, address)

    def computed(place_id: str) -> Node | None:
        kind = kind_of(evidence, place_id)
        asked = [each for each in addresses(expression) if form.by_address[each].asked_of(kind)]
        found = {each: facts[place_id, each] for each in asked if (place_id, each) in facts}
        amounts = {each: found[each].number if each in found else None for each in asked}
        value = computed_amount(expression, amounts)
        if value is None:
            return None
        switch = _switch(evidence, place_id, form.by_address[asked[0]] if asked else None, facts)
        switched = bool(switch)
        parts = tuple(cell_node(evidence, place_id, each, fact, switched=switched) for each, fact in found.items())
        notes = (*switch, *decided(evidence, place_id))
        return Node("computed", value, how, place_id, f"count:{address}", named, parts, notes)

    return computed


def _switch(evidence: Evidence, place_id: str, field: Field | None, facts: _Facts) -> tuple[Node, ...]:
    """The answer «да» that makes the blank counts of a section zeros, where it was given."""
    if field is None or field.zero_if is None:
        return ()
    address = Address(field.zero_if)
    fact = facts.get((place_id, address))
    if fact is None or fact.value != YES:
        return ()
    return (replace(cell_node(evidence, place_id, address, fact), what="switch"),)


def _typed(evidence: Evidence, address: Address, field: Field | None) -> tuple[Address, ...]:
    """The typed counts that a count is made of: itself, or what it is computed from."""
    if field is None or field.computed is None:
        return (address,)
    return addresses(computed_expression(evidence.form, address))


def _is_asked(evidence: Evidence, field: Field | None, place_id: str) -> bool:
    return field is None or field.asked_of(kind_of(evidence, place_id))
