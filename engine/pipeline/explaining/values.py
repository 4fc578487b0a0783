"""Explains one value of a report where it is listed, as it is now or as it was when the period was closed."""

from __future__ import annotations

from engine.pipeline.explaining.counts import cell_node, naming
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.tree import Node
from engine.vocabulary.fields import Address


def value(evidence: Evidence, place_id: str, address: Address) -> Node:
    """A value of a place's report: a whole number, a date (ISO 8601) or text."""
    fact = evidence.facts([address.line]).get((place_id, address))
    if fact is None:
        return Node("no_value", None, "given", place_id, f"fact:{address}", naming(evidence, address))
    return cell_node(evidence, place_id, address, fact)
