"""Explains indicators: a share by the organisations that it is added up from, and how it stands against its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from engine.pipeline.explaining.counts import naming, no_number, own_counts, repeats, summed, without
from engine.pipeline.explaining.evidence import COUNTED, Evidence
from engine.pipeline.explaining.places import by_district, counted_up, in_incoming, kind_of, organisations, report_node
from engine.pipeline.explaining.records import Report
from engine.pipeline.explaining.rulerows import external_denominator, target
from engine.pipeline.explaining.tree import How, Leaf, Node, missing_to, numbers_of
from engine.rulebook.model import Indicator
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Level

#: Numbers of organisations, each with its district.
_Found = Sequence[tuple[str, Node]]


def coverage(evidence: Evidence, place_id: str, indicator: Indicator, what: str) -> Node:
    """An indicator of a place (``what`` is value), or one of the numbers that say how it stands.

    These are numerator, denominator, target, gap, short and basis.
    """
    meaning = f"coverage:{indicator.id}:{what}"
    if what == "basis":
        return _basis(evidence, place_id, indicator, meaning)
    if what == "numerator":
        return replace(_numerator(evidence, place_id, indicator), meaning=meaning)
    if what == "denominator":
        return replace(_denominator(evidence, place_id, indicator), meaning=meaning)
    row = evidence.coverage.get((place_id, indicator.id))
    if what == "value" or row is None:
        return measured(evidence, place_id, indicator)
    goal = target(evidence, row, indicator)
    if what == "target":
        return goal
    measure = measured(evidence, place_id, indicator)
    return (_gap if what == "gap" else persons_short)(measure, goal, indicator, meaning)


def measured(evidence: Evidence, place_id: str, indicator: Indicator) -> Node:
    """An indicator of a place: a share over the same organisations above and below, a count, or none and why."""
    meaning, facts = f"coverage:{indicator.id}:value", _facts(evidence, indicator)
    if indicator.unit == "count":
        top = _numerator(evidence, place_id, indicator)
        return Node("indicator_count", top.value, "same", place_id, meaning, facts, (top,))
    if indicator.denominator is None or _external(evidence, place_id, indicator) is not None:
        parts = (_numerator(evidence, place_id, indicator), _denominator(evidence, place_id, indicator))
        above, below = (each.value for each in parts)
        value = Fraction(above, below) if isinstance(above, int) and isinstance(below, int) and below else None
        return Node("share_of_known", value, "ratio", place_id, meaning, facts, parts)
    pairs = _pairs(evidence, place_id, indicator)
    expected = _expected(evidence, place_id, indicator)
    if evidence.level(place_id) is Level.SCHOOL:
        if not pairs:
            return _none(evidence, place_id, indicator, meaning)
        own = pairs[0][1]
        return replace(own, what="own_share", facts={**facts, **own.facts}, asides=(*_few(evidence, own), *own.asides))
    shared = _added(place_id, by_district(evidence, place_id, pairs, _added), meaning)
    known = {**facts, **shared.facts, "places": len(pairs), "expected": len(expected)}
    return replace(shared, what="share", facts=known, asides=without(evidence, expected, pairs))


def _pairs(evidence: Evidence, place_id: str, indicator: Indicator) -> list[tuple[str, Node]]:
    """The share of each organisation that gave both of its numbers; of any that is added up, none is averaged."""
    if indicator.denominator is None:
        return []
    addresses = (Address.parse(indicator.numerator), Address.parse(indicator.denominator))
    own, found = own_counts(evidence, addresses), []
    for report in _expected(evidence, place_id, indicator):
        if report.status in COUNTED:
            numbers = [own[address](report.place_id) for address in addresses]
            if numbers[0] is not None and numbers[1] is not None:
                found.append((report.district_id, _pair(report.place_id, numbers[0], numbers[1], indicator)))
    return found


def _pair(place_id: str, top: Node, bottom: Node, indicator: Indicator) -> Node:
    notes = [*top.asides, *(each for each in bottom.asides if each not in top.asides)]
    parts = (replace(top, asides=()), replace(bottom, asides=()))
    return _with_share(Node("pair", None, "ratio", place_id, f"coverage:{indicator.id}:value", {}, parts, tuple(notes)))


def _added(place_id: str, nodes: tuple[Node, ...], meaning: str | None = None) -> Node:
    """The share of a territory from those below it."""
    what = "district_share" if meaning is None else "share"
    places = sum(_places(each) for each in nodes)
    return _with_share(Node(what, None, "pairs", place_id, meaning, {"places": places}, nodes))


def _places(node: Node) -> int:
    return 1 if node.how == "ratio" else sum(_places(each) for each in node.parts)


def _with_share(node: Node) -> Node:
    """The node with its share and its two numbers; without a share where there is nothing to divide by."""
    numerator, denominator = numbers_of(node)
    known = {**node.facts, "numerator": numerator, "denominator": denominator}
    return replace(node, value=Fraction(numerator, denominator) if denominator else None, facts=known)


def _numerator(evidence: Evidence, place_id: str, indicator: Indicator) -> Node:
    """The numerator: over the organisations that have a denominator too, unless the territory's own is known."""
    address = Address.parse(indicator.numerator)
    if indicator.denominator is None or _external(evidence, place_id, indicator) is not None:
        own = own_counts(evidence, [address])[address]
        counted = [each for each in _expected(evidence, place_id, indicator) if each.status in COUNTED]
        found = [(each.district_id, node) for each in counted if (node := own(each.place_id)) is not None]
    else:
        pairs = _pairs(evidence, place_id, indicator)
        found = [(district_id, replace(pair.parts[0], asides=pair.asides)) for district_id, pair in pairs]
    return _term(evidence, place_id, indicator, address, found)


def _denominator(evidence: Evidence, place_id: str, indicator: Indicator) -> Node:
    external = _external(evidence, place_id, indicator)
    if external is not None:
        return external
    if indicator.denominator is None:
        return Node("no_denominator", None, "given", place_id, f"coverage:{indicator.id}:denominator")
    pairs = _pairs(evidence, place_id, indicator)
    found = [(district_id, replace(pair.parts[1], asides=pair.asides)) for district_id, pair in pairs]
    return _term(evidence, place_id, indicator, Address.parse(indicator.denominator), found)


def _term(evidence: Evidence, place_id: str, indicator: Indicator, address: Address, found: _Found) -> Node:
    meaning, expected = f"count:{address}", _expected(evidence, place_id, indicator)
    if evidence.level(place_id) is Level.SCHOOL:
        return found[0][1] if found else _none(evidence, place_id, indicator, meaning)
    added = summed(evidence, place_id, found, meaning, {**naming(evidence, address), "expected": len(expected)})
    return replace(added, asides=(*repeats(evidence, address), *without(evidence, expected, found)))


def _gap(measure: Node, goal: Node, indicator: Indicator, meaning: str) -> Node:
    """How far a value is from its target, in percentage points or in numbers."""
    value = None
    if isinstance(measure.value, int | Fraction) and isinstance(goal.value, Fraction):
        value = (measure.value - goal.value) * (100 if indicator.unit == "share" else 1)
    how: How = "points" if indicator.unit == "share" else "difference"
    return Node("gap", value, how, measure.place_id, meaning, {"unit": indicator.unit}, (measure, goal))


def persons_short(measure: Node, goal: Node, indicator: Indicator, meaning: str) -> Node:
    """The whole persons that a measure lacks to a target; unknown where its numerator counts no persons."""
    facts: dict[str, object] = {"unit": indicator.unit}
    numerator, denominator = _numbers(measure)
    if numerator is None or not isinstance(goal.value, Fraction) or indicator.persons is None:
        return Node("short", None, "short", measure.place_id, meaning, facts, (measure, goal))
    exact = goal.value * (1 if denominator is None else denominator)
    facts |= {"numerator": numerator, "denominator": denominator, "exact": exact, "target": goal.value}
    facts |= {"persons": indicator.persons}
    value = missing_to(numerator, denominator, goal.value)
    return Node("short", value, "short", measure.place_id, meaning, facts, (measure, goal))


def _numbers(measure: Node) -> tuple[int | None, int | None]:
    """Numerator and denominator of a measured indicator; None where they are not known, or there is no denominator."""
    if measure.value is None:
        return None, None
    if measure.what == "indicator_count":
        return (measure.value, None) if isinstance(measure.value, int) else (None, None)
    return numbers_of(measure)


def _basis(evidence: Evidence, place_id: str, indicator: Indicator, meaning: str) -> Node:
    """On how many organisations an indicator rests, of how many that it counts."""
    expected = _expected(evidence, place_id, indicator)
    if indicator.denominator is None or _external(evidence, place_id, indicator) is not None:
        own = own_counts(evidence, [Address.parse(indicator.numerator)])[Address.parse(indicator.numerator)]
        present = {each.place_id for each in expected if each.status in COUNTED and own(each.place_id) is not None}
    else:
        present = {pair.place_id or "" for _, pair in _pairs(evidence, place_id, indicator)}
    found = [(each.district_id, report_node(evidence, each)) for each in expected if each.place_id in present]
    facts = {"indicator": indicator.title, "expected": len(expected)}
    node = counted_up(evidence, place_id, found, "basis", meaning, facts)
    return replace(node, asides=without(evidence, expected, found))


def _none(evidence: Evidence, place_id: str, indicator: Indicator, meaning: str) -> Node:
    """That an indicator of an organisation is not known, and why."""
    if not _is_counted(evidence, indicator, place_id):
        return Node("not_counted", None, "given", place_id, meaning, {"indicator": indicator.title})
    return no_number(evidence, place_id, meaning, _facts(evidence, indicator))


def _few(evidence: Evidence, own: Node) -> tuple[Node, ...]:
    """That a share of one organisation rests on too few people to be judged."""
    few = evidence.rulebook.programme.thresholds.small_denominator
    return (Node("few", facts={"small": few}),) if numbers_of(own)[1] < few else ()


def _facts(evidence: Evidence, indicator: Indicator) -> dict[str, object]:
    """The indicator's words, and which lines of the form it is made of."""
    facts: dict[str, object] = {"indicator": indicator.title, "unit": indicator.unit}
    for name, code in (("top", indicator.numerator), ("bottom", indicator.denominator)):
        if code is not None:
            facts[name] = naming(evidence, Address.parse(code))
    return facts


def _expected(evidence: Evidence, place_id: str, indicator: Indicator) -> list[Report]:
    """Reports that an indicator of a place should rest on."""
    return [each for each in organisations(evidence, place_id) if _is_counted(evidence, indicator, each.place_id)]


def _is_counted(evidence: Evidence, indicator: Indicator, place_id: str) -> bool:
    return kind_of(evidence, place_id) in indicator.kinds


def _external(evidence: Evidence, place_id: str, indicator: Indicator) -> Node | None:
    """The denominator of a territory's own, where our rules or the district's transmittal give one."""
    if evidence.level(place_id) is Level.SCHOOL or indicator.unit == "count":
        return None
    if place_id not in evidence.transmittals:
        return external_denominator(evidence, place_id, indicator)
    row = evidence.coverage.get((place_id, indicator.id))
    denominator = None if row is None or not row.denominator else int(row.denominator)
    own = sum(numbers_of(pair)[1] for _, pair in _pairs(evidence, place_id, indicator))
    if denominator is None or denominator == own:
        return None
    sent = evidence.transmittals[place_id]
    leaf, meaning = Leaf(in_incoming(sent.path), sent.sha256), f"coverage:{indicator.id}:denominator"
    return Node("told_denominator", denominator, "given", place_id, meaning, leaf=leaf)
