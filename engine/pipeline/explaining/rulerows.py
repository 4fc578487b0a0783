"""Finds the rows of the rules' tables that a number rests on: a target, a denominator, a result of earlier years."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.records import Measured
from engine.pipeline.explaining.tree import Amount, Leaf, Node
from engine.rulebook.model import Denominator, HistoryRow, Indicator, Target
from engine.rulebook.tables import DENOMINATORS, HISTORY, TARGETS, Layout, read_table
from engine.workspace.publication import sha256_if_there

_Record = TypeVar("_Record")


def target(evidence: Evidence, measured: Measured, indicator: Indicator | None) -> Node:
    """The target that a place is compared with, as the run had it, and the row of rules/targets.csv that says so."""
    facts = {
        "year": measured.target_year,
        "source": measured.target_source,
        "confirmed": measured.target_confirmed == "true",
        "indicator": measured.indicator if indicator is None else indicator.title,
        "unit": measured.unit,
    }
    meaning = f"coverage:{measured.indicator}:target"
    if not measured.target:
        return Node("no_target", None, "given", measured.place_id, meaning, facts)
    wanted = Decimal(measured.target)
    return _target_node(evidence, measured.place_id, measured.indicator, int(measured.target_year), wanted, facts)


def target_of_year(evidence: Evidence, place_id: str, row: Target, indicator: Indicator) -> Node:
    """A target of another year, as the rules have it today."""
    facts = {
        "year": str(row.year),
        "source": row.source,
        "confirmed": row.confirmed,
        "indicator": indicator.title,
        "unit": indicator.unit,
    }
    return _target_node(evidence, place_id, indicator.id, row.year, row.minimum, facts)


def external_denominator(evidence: Evidence, place_id: str, indicator: Indicator) -> Node | None:
    """The denominator that rules/denominators.csv gives for a territory; None where it gives none."""

    def is_meant(row: Denominator) -> bool:
        return (row.place_id, row.indicator, row.period) == (place_id, indicator.id, evidence.period.id)

    row = next((each for each in evidence.rulebook.denominators if is_meant(each)), None)
    if row is None:
        return None
    leaf = _leaf(evidence, DENOMINATORS, is_meant)
    meaning = f"coverage:{indicator.id}:denominator"
    return Node("external_denominator", row.value, "given", place_id, meaning, {"source": row.source}, leaf=leaf)


def history_row(evidence: Evidence, row: HistoryRow, indicator: Indicator) -> Node:
    """A result of earlier years as rules/history.csv has it: a share with its two counts, or a count."""
    leaf = _leaf(evidence, HISTORY, lambda each: each == row)
    facts: dict[str, object] = {"source": row.source, "as_of": row.as_of, "unit": indicator.unit}
    meaning = f"trend:{row.indicator}:{row.as_of.isoformat()}"
    numerator = Node("history_count", int(row.numerator), "given", row.place_id, leaf=leaf)
    if row.denominator is None:
        return Node("history", numerator.value, "same", row.place_id, meaning, facts, (numerator,))
    denominator = Node("history_count", int(row.denominator), "given", row.place_id, leaf=leaf)
    value = Fraction(row.numerator) / Fraction(row.denominator) if row.denominator else None
    facts |= {"numerator": numerator.value, "denominator": denominator.value}
    return Node("history_share", value, "ratio", row.place_id, meaning, facts, (numerator, denominator))


def _target_node(
    evidence: Evidence, place_id: str, indicator_id: str, year: int, minimum: Decimal, facts: dict[str, object]
) -> Node:
    row = evidence.rulebook.target_for(indicator_id, place_id, year) if place_id in evidence.rulebook.registry else None
    is_todays = row is not None and row.minimum == minimum
    value: Amount = Fraction(minimum)
    own = {**facts, "for_place": None if row is None else row.place_id, "is_todays": is_todays}
    leaf = _leaf(evidence, TARGETS, lambda each: each == row) if is_todays else None
    return Node("target", value, "given", place_id, f"coverage:{indicator_id}:target", own, leaf=leaf)


def _leaf(evidence: Evidence, layout: Layout[_Record], is_meant: Callable[[_Record], bool]) -> Leaf | None:
    """The row of a table of the rules; None where the table does not have it any more."""
    path = f"rules/{layout.name}"
    file = evidence.workspace.rules / layout.name
    table, _ = read_table(file, path, layout)
    line = next((row.line for row in table.rows if row.record is not None and is_meant(row.record)), None)
    return None if line is None else Leaf(path, sha256_if_there(file) or "", row=line)
