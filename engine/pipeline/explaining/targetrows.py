"""Explains target rows of roadmaps: the coverage that decided one, and the minimum that the order sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.indicators import measured
from engine.pipeline.explaining.records import Listed
from engine.pipeline.explaining.rulerows import history_row
from engine.pipeline.explaining.tree import Leaf, Node
from engine.rulebook.model import Indicator
from engine.rulebook.roadmaps.roadmap import Activity
from engine.workspace.publication import sha256_if_there


def decided_by_coverage(evidence: Evidence, row: Listed, activity: Activity | None) -> tuple[Node, ...]:
    """The measure that a target row was decided by, where it is known, and the minimum of the roadmap."""
    target = None if activity is None else activity.target
    indicator = None if target is None else evidence.indicator(target.indicator)
    if target is None or indicator is None:
        return ()
    path = f"rules/roadmaps/{row.roadmap}.yaml"
    leaf = Leaf(path, sha256_if_there(evidence.workspace.root / path) or "")
    facts = {"indicator": indicator.title, "unit": indicator.unit}
    minimum = Node("roadmap_target", Fraction(target.minimum), "given", row.place_id, None, facts, leaf=leaf)
    due_on = date.fromisoformat(row.due_on) if row.due_on else None
    deciding = None if due_on is None else next(_measures(evidence, row.place_id, indicator, due_on), None)
    return (minimum,) if deciding is None else (deciding, minimum)


def _measures(evidence: Evidence, place_id: str, indicator: Indicator, due_on: date) -> Iterator[Node]:
    """Measures that may decide, the best first: of the very day, of this period, of the closed one that holds it."""
    period = evidence.period
    own = measured(evidence, place_id, indicator) if period.starts_on <= due_on <= period.ends_on else None
    if own is not None and own.value is not None and due_on in {evidence.run.as_of, period.as_of}:
        yield own
    closed = [(each, measured(each, place_id, indicator)) for each in evidence.earlier]
    yield from (node for each, node in closed if each.run.as_of == due_on and node.value is not None)
    for row in evidence.rulebook.history:
        if (row.place_id, row.indicator, row.as_of) == (place_id, indicator.id, due_on):
            yield history_row(evidence, row, indicator)
    if own is not None and own.value is not None:
        yield own
    for each, node in reversed(closed):
        if each.period.starts_on <= due_on <= each.period.ends_on and node.value is not None:
            yield node
