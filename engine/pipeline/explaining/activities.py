"""Explains what became of activities: when each was due, what its place said of it, and in which file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.places import counted_up, file_of, parts_of, report_node
from engine.pipeline.explaining.records import Listed
from engine.pipeline.explaining.targetrows import decided_by_coverage
from engine.pipeline.explaining.tree import Amount, Leaf, Node
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence
from engine.vocabulary.places import Level
from engine.vocabulary.roadmap import TypedStatus
from engine.workspace.publication import sha256_if_there

_DONE = frozenset({"done", "done_late"})
_BY_COVERAGE = frozenset({"met", "missed"})
_OPEN = frozenset({"due_soon", "not_due", "postponed", "no_deadline"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Which activities are meant: of a ``roadmap``, ``one`` of it (its id and the key), a place's ``own`` only."""

    roadmap: str | None = None
    one: tuple[str, str] | None = None
    own: bool = False


EVERY = Limits()


def activities(evidence: Evidence, place_id: str, *whats: str, limits: Limits = EVERY) -> Node:
    """How many activities of a place and those below it are in any of some states, or how long the longest is overdue.

    ``whats`` are statuses of activities.csv, or done, late, open, unconfirmed, unaccounted, answering; or longest.
    Target rows are met or missed and nothing else.
    """
    rows = [
        each
        for each in shown(evidence, place_id)
        if limits.roadmap in {None, each.roadmap}
        and limits.one in {None, (each.roadmap, each.key)}
        and (not limits.own or each.place_id == place_id)
        and is_target(evidence, each) is bool(_BY_COVERAGE & {*whats})
    ]
    meaning, facts = parts_of("activities", whats), {"what": whats, "as_of": evidence.run.as_of}
    if "longest" in whats:
        late = sorted((each for each in rows if each.status == "overdue"), key=lambda each: -int(each.days_overdue))
        parts = tuple(activity_node(evidence, each, "days_overdue") for each in late)
        return Node("longest", int(late[0].days_overdue) if late else 0, "largest", place_id, meaning, facts, parts)
    tests = [_test(evidence, what) for what in whats]
    found = [(each.district_id, activity_node(evidence, each)) for each in rows if any(test(each) for test in tests)]
    return counted_up(evidence, place_id, found, "activities", meaning, {**facts, "of": len(rows)})


def activity(evidence: Evidence, place_id: str | None, roadmap: str, key: str, column: str | None) -> Node:
    """One activity of a place; ``column`` is that of activities.csv which is asked about (None: its status).

    Without a place it is the roadmap's own line: its deadline as the order says it.
    """
    row = next(
        (
            each
            for each in evidence.activities
            if (each.roadmap, each.key) == (roadmap, key) and place_id in {None, each.place_id}
        ),
        None,
    )
    if row is None:
        return Node("no_activity", None, "given", place_id, f"activity:{roadmap}:{key}")
    if place_id is None:
        path = f"rules/roadmaps/{roadmap}.yaml"
        leaf = Leaf(path, sha256_if_there(evidence.workspace.root / path) or "")
        value = _amount(getattr(row, column or "due_on"))
        facts = {"number": row.activity, "title": row.title.removesuffix("."), "deadline": row.deadline}
        return Node("deadline", value, "given", None, f"activity:{roadmap}:{key}", facts, leaf=leaf)
    return activity_node(evidence, row, column)


def shown(evidence: Evidence, place_id: str) -> list[Listed]:
    """Activities of a place and those below it that workbooks show: without exempt organisations and the far future."""
    inside = evidence.inside(place_id)
    exempt = {each for each in evidence.exempt if evidence.level(each) is Level.SCHOOL}
    rows = [
        each for each in evidence.activities if inside(each.place_id, each.district_id) and each.place_id not in exempt
    ]
    last = evidence.run.as_of + timedelta(days=evidence.rulebook.programme.thresholds.calendar_days)
    together: defaultdict[tuple[str, str, str], list[Listed]] = defaultdict(list)
    for each in rows:
        together[each.roadmap, each.key, each.district_id].append(each)
    near = {
        group
        for group, own in together.items()
        if not own[0].starts_on
        or date.fromisoformat(own[0].starts_on) <= last
        or any(each.status != "not_due" for each in own)
    }
    return [each for each in rows if not near or (each.roadmap, each.key, each.district_id) in near]


def activity_node(evidence: Evidence, row: Listed, column: str | None = None) -> Node:
    """One activity of a place, with what the place said of it."""
    facts = {
        "number": row.activity,
        "title": row.title.removesuffix("."),
        "deadline": row.deadline,
        "status": row.status,
        "due_on": _amount(row.due_on),
        "days_overdue": _amount(row.days_overdue),
        "as_of": evidence.run.as_of,
        "roadmap": row.roadmap,
        "key": row.key,
        "column": column,
    }
    value = row.status if column is None else _amount(getattr(row, column))
    known = planned(evidence, row)
    by_coverage = is_target(evidence, row)
    parts = decided_by_coverage(evidence, row, known and known[0]) if by_coverage else (_said(evidence, row),)
    return Node("activity", value, "given", row.place_id, f"activity:{row.roadmap}:{row.key}", facts, parts)


def is_target(evidence: Evidence, row: Listed) -> bool:
    """Tell whether coverage decides a row, not a typed status."""
    known = planned(evidence, row)
    return row.status in {"met", "missed"} if known is None else known[0].target is not None


def planned(evidence: Evidence, row: Listed) -> tuple[Activity, Occurrence] | None:
    """The activity and the occurrence as the roadmap has them; None where it does not have them any more."""
    roadmap = evidence.rulebook.roadmaps.get(row.roadmap)
    if roadmap is None:
        return None
    return next(
        (
            (activity, occurrence)
            for activity in roadmap.activities
            for occurrence in activity.occurrences
            if occurrence.key == row.key
        ),
        None,
    )


def _test(evidence: Evidence, what: str) -> Callable[[Listed], bool]:
    statuses = {"done": _DONE, "late": frozenset({"done_late"}), "open": _OPEN}.get(what, frozenset({what}))
    match what:
        case "answering":
            return lambda _: True
        case "unaccounted":
            return lambda row: row.status == "unknown" and row.days_overdue not in {"", "0"}
        case "unconfirmed":
            return lambda row: row.status == "overdue" and not _is_confirmed(evidence, row)
    return lambda row: row.status in statuses


def _is_confirmed(evidence: Evidence, row: Listed) -> bool:
    known = planned(evidence, row)
    return known is None or known[1].confirmed


def _said(evidence: Evidence, row: Listed) -> Node:
    """What a place said of an activity, or why it said nothing; what it reported as done before stays done."""
    about = {"roadmap": row.roadmap, "key": row.key}
    before = [*_said_before(evidence, row)]
    done = next((each for each in before if each.value == TypedStatus.DONE), None)
    if done is not None:
        return done
    answer = evidence.answers.get((row.place_id, row.roadmap, row.key))
    if answer is not None:
        facts = {**about, "done_on": _amount(answer.done_on)}
        return Node("said", answer.status, "given", row.place_id, None, facts, leaf=file_of(evidence, row.place_id))
    if before and row.status != "unknown":
        return before[-1]
    form = "school" if evidence.level(row.place_id) is Level.SCHOOL else "district"
    report = evidence.reports.get((row.place_id, form))
    if report is None:
        return Node("not_expected", None, "given", row.place_id, None, {"form": form})
    if row.place_id not in evidence.paths:
        return report_node(evidence, report)
    return Node("nothing_said", None, "given", row.place_id, None, about, leaf=file_of(evidence, row.place_id))


def _said_before(evidence: Evidence, row: Listed) -> Iterator[Node]:
    """What a place said in earlier closed periods, the earliest first."""
    for earlier in evidence.earlier:
        answer = earlier.answers.get((row.place_id, row.roadmap, row.key))
        if answer is not None:
            facts = {
                "roadmap": row.roadmap,
                "key": row.key,
                "done_on": _amount(answer.done_on),
                "period": earlier.period.title,
                "version": earlier.run.version,
            }
            leaf = file_of(earlier, row.place_id)
            yield Node("said_before", answer.status, "given", row.place_id, None, facts, leaf=leaf)


def _amount(text: str) -> Amount:
    if not text:
        return None
    return int(text) if text.isdigit() else date.fromisoformat(text)
