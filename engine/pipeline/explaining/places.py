"""Whose numbers make a territory's number, and why somebody's are not in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from engine.pipeline.explaining.evidence import COUNTED, Evidence
from engine.pipeline.explaining.records import Report
from engine.pipeline.explaining.tree import How, Leaf, Node
from engine.report.meanings import SEPARATOR
from engine.vocabulary.places import Kind, Level

SCHOOL = "school"
#: What paths of the register begin with as paths in the workspace.
INCOMING = "incoming/"
_ACCEPTED = "accept"
_ENTERED = "entered_by_district"


def organisations(evidence: Evidence, place_id: str) -> list[Report]:
    """The reports that are expected from the organisations of a place, or from itself, by place."""
    inside = evidence.inside(place_id)
    found = (each for each in evidence.reports.values() if each.form == SCHOOL)
    return sorted((each for each in found if inside(each.place_id, each.district_id)), key=lambda each: each.place_id)


def by_district(
    evidence: Evidence, place_id: str, nodes: Iterable[tuple[str, Node]], group: Callable[[str, tuple[Node, ...]], Node]
) -> tuple[Node, ...]:
    """Nodes of a place's organisations, each with its district; in the region a ``group`` for each district."""
    found = sorted(nodes, key=lambda pair: (pair[0], pair[1].place_id or ""))
    if evidence.level(place_id) is not Level.REGION:
        return tuple(node for _, node in found)
    return tuple(
        group(district_id, tuple(node for _, node in own)) for district_id, own in groupby(found, lambda pair: pair[0])
    )


def counted_up(
    evidence: Evidence,
    place_id: str,
    found: Sequence[tuple[str, Node]],
    what: str,
    meaning: str,
    facts: Mapping[str, object],
) -> Node:
    """How many there are, each with its district; in the region by district."""

    def district(district_id: str, nodes: tuple[Node, ...]) -> Node:
        return Node("district_number", len(nodes), "count", district_id, meaning, {}, nodes)

    how: How = "sum" if evidence.level(place_id) is Level.REGION else "count"
    return Node(what, len(found), how, place_id, meaning, facts, by_district(evidence, place_id, found, district))


def parts_of(kind: str, whats: Iterable[str]) -> str:
    """The parts of a meaning as workbooks note them: «reports:on_time|reports:late»."""
    return SEPARATOR.join(f"{kind}:{what}" for what in whats)


def kind_of(evidence: Evidence, place_id: str) -> Kind | None:
    """The kind of an organisation; None where the registry does not have it any more."""
    registry = evidence.rulebook.registry
    return registry[place_id].kind if place_id in registry else None


def absent(evidence: Evidence, reports: Sequence[Report], present: Collection[str]) -> tuple[Node, ...]:
    """A list of those of whom there is no number, and why; nothing where there is nobody."""
    nodes = tuple(why_absent(evidence, each) for each in reports if each.place_id not in present)
    return (Node("without", len(nodes), "count", parts=nodes),) if nodes else ()


def why_absent(evidence: Evidence, report: Report) -> Node:
    """Why an organisation gives no number: it has not reported, its report has errors, or the cell is blank."""
    if report.status in COUNTED:
        return Node("left_blank", place_id=report.place_id, leaf=file_of(evidence, report.place_id))
    return report_node(evidence, report)


def report_node(evidence: Evidence, report: Report) -> Node:
    """A report that is expected: what became of it, and the file, where there is one."""
    facts = {"form": report.form, "status": report.status, "received_on": report.received_on, "due_on": report.due_on}
    notes = decided(evidence, report.place_id)
    if report.status in COUNTED:
        waived = evidence.waived.get(report.place_id, 0)
        leaf = file_of(evidence, report.place_id)
        return Node("report", 1, "given", report.place_id, None, {**facts, "waived": waived}, (), notes, leaf)
    rejected = evidence.rejected.get(report.place_id)
    through = evidence.transmittals.get(report.district_id)
    if through is not None and rejected is None:
        leaf = Leaf(in_incoming(through.path), through.sha256)
        what = "silent_there" if report.status == "silent" else "faulty_there"
        return Node(what, 1, "given", report.place_id, None, {**facts, "errors": report.errors}, (), notes, leaf)
    if report.status == "silent" or rejected is None:
        return Node("no_report", 1, "given", report.place_id, None, facts, (), notes)
    leaf = Leaf(in_incoming(rejected.path), rejected.sha256)
    return Node("faulty_report", 1, "given", report.place_id, None, {**facts, "errors": report.errors}, (), notes, leaf)


def file_of(evidence: Evidence, place_id: str) -> Leaf | None:
    """The file that a place's report was counted from."""
    path = evidence.paths.get(place_id)
    return None if path is None else Leaf(in_incoming(path), evidence.sha256(path))


def decided(evidence: Evidence, place_id: str) -> tuple[Node, ...]:
    """What district staff decided that a place's number rests on: to count its errors, or to type it in themselves."""
    taken = (each for each in evidence.decisions.get(place_id, ()) if each.decision in {_ACCEPTED, _ENTERED})
    return tuple(
        Node(
            f"decided_{each.decision}",
            place_id=place_id,
            facts={
                "basis": each.basis,
                "decided_by": each.decided_by,
                "decided_on": date.fromisoformat(each.decided_on),
            },
        )
        for each in taken
    )


def in_incoming(path: str) -> str:
    """A path of the register as a path in the workspace."""
    return f"{INCOMING}{path}"
