"""Explains how many reports there are of a state, and what became of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.pipeline.explaining.evidence import COUNTED, Evidence
from engine.pipeline.explaining.places import INCOMING, counted_up, in_incoming, parts_of, report_node
from engine.pipeline.explaining.records import Report
from engine.pipeline.explaining.tree import Amount, Leaf, Node
from engine.pipeline.tidyrows import table_rows

_FINDING = ("path", "place_id", "severity", "code", "sheet", "cell", "message", "state")
_DAYS = frozenset({"received_on", "due_on", "days_late"})
#: What codes begin with of findings that are about a transmittal itself, and not about a form that it tells of.
_OF_TRANSMITTALS = "G"
_SEVERITY = {"errors": "error", "warnings": "warning"}


def reports(evidence: Evidence, place_id: str, *whats: str, form: str | None = None) -> Node:
    """How many of the reports that a place and those below it owe are expected, counted, or of any of some states.

    ``form`` None: on whatever form.
    """
    inside = evidence.inside(place_id)
    owed = [each for each in evidence.reports.values() if inside(each.place_id, each.district_id)]
    owed = [each for each in owed if form is None or each.form == form]
    meant = [each for each in owed if any(_is(evidence, each, what) for what in whats)]
    found = [(each.district_id, report_node(evidence, each)) for each in meant]
    facts = {"what": whats, "expected": len(owed)}
    node = counted_up(evidence, place_id, found, "reports", parts_of("reports", whats), facts)
    if whats != ("counted",):
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
    if column is not None and column in _DAYS:
        return replace(node, what=column, value=_amount(getattr(row, column)))
    return replace(node, value=row.status)


def faults(evidence: Evidence, place_id: str, column: str) -> Node:
    """The errors or warnings (``column``) of all reports that a place and those below it owe, by report."""
    inside = evidence.inside(place_id)
    owed = [each for each in evidence.reports.values() if inside(each.place_id, each.district_id)]
    found = tuple(report(evidence, each.place_id, each.form, column) for each in owed)
    parts = tuple(each for each in found if isinstance(each.value, int) and each.value)
    total = sum(each.value for each in parts if isinstance(each.value, int))
    return Node("all_faults", total, "sum", place_id, None, {"column": column, "reports": len(parts)}, parts)


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
    path = "" if node.leaf is None else node.leaf.path.removeprefix(INCOMING)
    is_own = row.district_id not in evidence.transmittals  # a transmittal tells of many
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
        if (file, severity, of_state) == (path, _SEVERITY[column], state)
        and (is_own or (place_id == row.place_id and not code.startswith(_OF_TRANSMITTALS)))
    )
    known = {**node.facts, "column": column, "waived": waived}
    number = len(found) if waived else _amount(getattr(row, column))
    return replace(node, what="faults", value=number, how="count", facts=known, parts=found)


def _amount(text: str) -> Amount:
    if not text:
        return None
    return int(text) if text.isdigit() else date.fromisoformat(text)
