"""Explains how many reports there are of a state, and what became of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.pipeline.explaining.evidence import COUNTED, Evidence, Report
from engine.pipeline.explaining.places import counted_up, in_incoming, report_node
from engine.pipeline.explaining.tree import Amount, Leaf, Node
from engine.pipeline.tidyrows import table_rows

_FINDING = ("path", "place_id", "severity", "code", "sheet", "cell", "message", "state")
_SEVERITY = {"errors": "error", "warnings": "warning"}


def reports(evidence: Evidence, place_id: str, what: str) -> Node:
    """How many of the reports that a place and those below it owe are expected, counted, or of a state."""
    inside = evidence.inside(place_id)
    owed = [each for each in evidence.reports.values() if inside(each.place_id, each.district_id)]
    found = [(each.district_id, report_node(evidence, each)) for each in owed if _is(evidence, each, what)]
    facts = {"what": what, "expected": len(owed)}
    node = counted_up(evidence, place_id, found, "reports", f"reports:{what}", facts)
    if what != "counted":
        return node
    others = tuple(report_node(evidence, each) for each in owed if each.status not in COUNTED)
    return replace(node, asides=(Node("without_reports", len(others), "count", parts=others),) if others else ())


def report(evidence: Evidence, place_id: str, form: str, column: str | None) -> Node:
    """What became of a report; ``column`` is that of completeness.csv which is asked about (None: its state)."""
    row = evidence.reports.get((place_id, form))
    meaning = f"report:{form}"
    if row is None:
        return Node("not_expected", None, "given", place_id, meaning, {"form": form})
    node = replace(report_node(evidence, row), value=None, meaning=meaning)
    if column in _SEVERITY:
        return _faults(evidence, row, node, column)
    if column in {"received_on", "due_on", "days_late"}:
        return replace(node, value=_amount(getattr(row, column)), facts={**node.facts, "column": column})
    return replace(node, value=row.status)


def _is(evidence: Evidence, row: Report, what: str) -> bool:
    by_decision = row.status in COUNTED and bool(evidence.waived.get(row.place_id))
    match what:
        case "expected":
            return True
        case "counted":
            return row.status in COUNTED
        case "by_decision":
            return by_decision
    return row.status == what and not by_decision


def _faults(evidence: Evidence, row: Report, node: Node, column: str) -> Node:
    """The errors or warnings of a report, or the errors that were waived of one that counts by decision."""
    waived = column == "errors" and row.status in COUNTED and bool(evidence.waived.get(row.place_id))
    state = "waived" if waived else "open"
    path = "" if node.leaf is None else node.leaf.path
    rows = table_rows(evidence.run.folder, "findings", *_FINDING)
    found = tuple(
        Node(
            "finding",
            1,
            place_id=place_id or None,
            facts={"code": code, "message": message},
            leaf=Leaf(in_incoming(file), evidence.sha256(file), sheet or None, cell or None),
        )
        for file, place_id, severity, code, sheet, cell, message, of_state in rows
        if in_incoming(file) == path and severity == _SEVERITY[column] and of_state == state
    )
    known = {**node.facts, "column": column, "waived": waived}
    return replace(node, what="faults", value=len(found) if node.leaf else None, how="count", facts=known, parts=found)


def _amount(text: str) -> Amount:
    if not text:
        return None
    return int(text) if text.isdigit() else date.fromisoformat(text)
