"""What changed since a period was closed: reports, decisions, values cell by cell, activities, and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from engine.consolidation.answers import answers_of
from engine.consolidation.closed import ClosedData
from engine.consolidation.decisions import decision_key
from engine.consolidation.frames import frame_of
from engine.consolidation.result import CHANGES, Consolidation
from engine.consolidation.rivals import OF_THE_FORM
from engine.consolidation.transmitted import leaves
from engine.rulebook.forms import Field
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, OccurrenceKey, Submission, Value
from engine.vocabulary.files import FileStatus
from engine.vocabulary.roadmap import DOCUMENT, DONE_ON, NOTE, STATUS, RoadmapAnswer
from engine.vocabulary.safetext import safe_text, typed_text

#: Kinds of change in the order in which they are told.
KINDS = (
    "new",
    "withdrawn",
    "report",
    "decision_withdrawn",
    "decision_new",
    "corrected",
    "newly_overdue",
    "newly_done",
    "status",
    "arrived",
    "gone",
)
#: What `COMPLETENESS` has no row for: a report that is not expected because a decision says so.
EXEMPT = "exempt"
_COUNTED = frozenset({"on_time", "late", "reported"})
#: Columns of the roadmap, and those of them that a district's transmittal tells.
_ASKED = (STATUS, DONE_ON, DOCUMENT, NOTE)
_TOLD = (STATUS, DONE_ON)
_DONE = frozenset({"done", "done_late"})
_BY_COVERAGE = frozenset({"met", "missed"})
_REPORT = ("place_id", "form", "status")
_DECISION = ("place_id", "decision", "revision", "until", "basis")
_FACT = ("place_id", "line", "column", "value")
_ACTIVITY = ("place_id", "roadmap", "key", "status")


def place_order(place_id: str | None) -> str:
    """What rows are sorted by: the place, and what no place is known of last."""
    return place_id or "\uffff"


class _Change(NamedTuple):
    """A row of the frame but for its district; a missing value is None."""

    place_id: str | None
    change: str
    line: str | None = None
    column: str | None = None
    roadmap: str | None = None
    key: str | None = None
    old: Value = None
    new: Value = None
    path: str | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def order(self) -> tuple[object, ...]:
        place_id, kind = place_order(self.place_id), KINDS.index(self.change)
        return (place_id, kind, self.line or "", int(self.column or 0), self.roadmap or "", self.key or "", self.path)


def changes_of(result: Consolidation, closed: ClosedData, rulebook: Rulebook) -> pd.DataFrame:
    """One row per difference between a consolidation and the last closed version of its period.

    Of a place whose report is new or no longer counts, the values are not listed one by one, and of its activities
    only what became overdue or done: that nothing was known before, or is known now, the row "new" or "withdrawn"
    says. A decision whose basis is another one now is withdrawn and new. A value is "corrected" where a place counts
    in both; numbers, dates and texts are compared as such, the date of filling in and the kind of report (lines 011,
    012) are not compared, nor is what stays in a district where one of the two was told by its transmittal. ``path``,
    ``sheet`` and ``cell`` are those of the file that counts now; of what arrived, ``new`` is what became of the file.
    Sorted by place, kind and address; what no place is known of comes last.
    """
    now = _statuses_now(result, closed)
    before = _statuses_before(result, closed)
    counting = {(each.place_id, each.form): each for each in result.submissions}
    shifted = {key[0] for key in {*now, *before} if _counts(now.get(key)) is not _counts(before.get(key))}
    found = [
        *_reports(now, before, counting),
        *_decisions(result, closed),
        *_corrected([each for key, each in counting.items() if key[0] not in shifted], closed, result, rulebook),
        *_activities(result, closed, shifted),
        *_arrived(result, closed),
        *_gone(result, closed),
    ]
    rows = ((_district_id(each.place_id, rulebook), *each) for each in sorted(found, key=lambda each: each.order))
    return frame_of(rows, CHANGES)


def _counts(status: str | None) -> bool:
    return status in _COUNTED


def _statuses_now(result: Consolidation, closed: ClosedData) -> dict[tuple[str, str], str]:
    """How each report stands by place and form; of one that is expected no more because a decision says so, that."""
    now = {(place_id, form): status for place_id, form, status in _columns(result.completeness, *_REPORT)}
    exempt = {place_id for place_id, decision in _columns(result.decisions, *_DECISION[:2]) if decision == EXEMPT}
    return {**{key: EXEMPT for key in closed.reports if key[0] in exempt}, **now}


def _statuses_before(result: Consolidation, closed: ClosedData) -> dict[tuple[str, str], str]:
    exempt = {place_id for place_id, decision in closed.decisions or () if decision == EXEMPT}
    expected = _columns(result.completeness, *_REPORT[:2])
    return {**{(place_id, form): EXEMPT for place_id, form in expected if place_id in exempt}, **closed.reports}


def _reports(
    now: Mapping[tuple[str, str], str],
    before: Mapping[tuple[str, str], str],
    counting: Mapping[tuple[str, str], Submission],
) -> Iterator[_Change]:
    for key in {*now, *before}:
        old, new = before.get(key), now.get(key)
        if old == new:
            continue
        kind = "report" if _counts(old) is _counts(new) else "new" if _counts(new) else "withdrawn"
        yield _Change(key[0], kind, old=old, new=new, path=counting[key].path if key in counting else None)


def _decisions(result: Consolidation, closed: ClosedData) -> Iterator[_Change]:
    if closed.decisions is None:
        return
    now = {
        (place_id, decision_key(decision, None if revision is pd.NA else int(revision), until)): basis
        for place_id, decision, revision, until, basis in _columns(result.decisions, *_DECISION)
    }
    for key in {*now, *closed.decisions}:
        old, new = closed.decisions.get(key), now.get(key)
        # A district keeps the bases to itself: then nothing is known to have changed.
        if _read_back(new) == old or (old is not None and new is not None and "" in {old, new}):
            continue
        if old is not None:
            yield _Change(key[0], "decision_withdrawn", key=key[1], old=old)
        if new is not None:
            yield _Change(key[0], "decision_new", key=key[1], new=new)


def _corrected(
    submissions: Iterable[Submission], closed: ClosedData, result: Consolidation, rulebook: Rulebook
) -> Iterator[_Change]:
    facts: defaultdict[str, dict[Address, Value]] = defaultdict(dict)
    for place_id, line, column, value in _columns(result.facts, *_FACT):
        facts[place_id][Address(line, column)] = value
    before: defaultdict[str, dict[Address, str]] = defaultdict(dict)
    for (place_id, address), text in closed.facts.items():
        before[place_id][address] = text
    answered: defaultdict[str, dict[OccurrenceKey, RoadmapAnswer]] = defaultdict(dict)
    for (place_id, key), answer in closed.answers.items():
        answered[place_id][key] = answer
    sent_up = {each.path for each in result.transmittals}
    for each in submissions:
        fields, old = rulebook.form(each.form, result.period).by_address, before[each.place_id]
        told = {address: field for address, field in fields.items() if leaves(field)}
        partly = each.path in sent_up or each.place_id in closed.sent_up
        yield from _values(each, told if partly else fields, old, facts[each.place_id])
        yield from _answers(each, answered[each.place_id], _TOLD if partly else _ASKED)


def _values(
    submission: Submission,
    fields: Mapping[Address, Field],
    before: Mapping[Address, str],
    now: Mapping[Address, Value],
) -> Iterator[_Change]:
    """Values of these fields; those of a roadmap go by occurrence, its line codes may differ."""
    where = _cells(submission)
    for address in {*before, *now} - OF_THE_FORM:
        field = fields.get(address)
        if field is None:
            continue
        old, new = _typed(before.get(address), field.type), now.get(address)
        if _read_back(new) != old:
            line, column = address.line, address.column
            sheet, cell = where.get(address, (None, None))
            yield _Change(
                submission.place_id, "corrected", line, column, None, None, old, new, submission.path, sheet, cell
            )


def _answers(
    submission: Submission, before: Mapping[OccurrenceKey, RoadmapAnswer], columns: Sequence[str]
) -> Iterator[_Change]:
    now, where = answers_of(submission), _cells(submission)
    lines = {key: line for line, key in sorted(submission.occurrences.items(), reverse=True)}
    for key in {*before, *now}:
        old, new = before.get(key, RoadmapAnswer()).cells, now.get(key, RoadmapAnswer()).cells
        for column in columns:
            if _read_back(new[column]) == old[column]:
                continue
            line = lines.get(key)
            sheet, cell = (None, None) if line is None else where.get(Address(line, column), (None, None))
            yield _Change(
                submission.place_id,
                "corrected",
                line,
                column,
                key.roadmap,
                key.key,
                old[column],
                new[column],
                submission.path,
                sheet,
                cell,
            )


def _activities(result: Consolidation, closed: ClosedData, shifted: set[str]) -> Iterator[_Change]:
    now = {
        (place_id, OccurrenceKey(roadmap, key)): status
        for place_id, roadmap, key, status in _columns(result.activities, *_ACTIVITY)
    }
    for place_id, key in {*now, *closed.statuses}:
        old, new = closed.statuses.get((place_id, key)), now.get((place_id, key))
        kind = _kind_of(old, new)
        if old != new and (kind != "status" or _is_told({old, new}, shifted=place_id in shifted)):
            yield _Change(place_id, kind, roadmap=key.roadmap, key=key.key, old=old, new=new)


def _kind_of(old: str | None, new: str | None) -> str:
    if new == "overdue":
        return "newly_overdue"
    return "newly_done" if new in _DONE and old not in _DONE else "status"


def _is_told(statuses: set[str | None], *, shifted: bool) -> bool:
    """Tell whether another change of status is worth a row: not what only follows from a report or from the rules.

    Coverage decides some whatever the place reports; of what is asked no more, or only now, the overdue is told.
    """
    return bool(statuses & _BY_COVERAGE) or not (shifted or (None in statuses and "overdue" not in statuses))


def _arrived(result: Consolidation, closed: ClosedData) -> Iterator[_Change]:
    """Files that were not there, an archive by its members; a copy of another file has not arrived."""
    for row in result.register:
        known = not row.sha256 or row.sha256 in closed.files or row.status is FileStatus.DUPLICATE
        if not known and row.format != "zip":
            yield _Change(row.place_id, "arrived", new=str(row.status), path=row.path)


def _gone(result: Consolidation, closed: ClosedData) -> Iterator[_Change]:
    """Files that are not there any more, an archive by its members.

    One that was moved or has a copy is not gone; of one that a new file has replaced under its name, that one tells.
    """
    there = {row.sha256 for row in result.register}
    replaced = {row.path for row in result.register if row.sha256 and row.sha256 not in closed.files}
    for sha256, file in closed.files.items():
        if sha256 not in there and file.path not in replaced and file.format != "zip":
            yield _Change(file.place_id, "gone", old=file.status, path=file.path)


def _columns(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in names), strict=True)


def _cells(submission: Submission) -> dict[Address, tuple[str, str]]:
    return {**submission.cells, **{each.address: (each.sheet, each.cell) for each in submission.values}}


def _typed(text: str | None, kind: FieldType) -> Value:
    """A value as it was before it was written into a table; a text that is none of its type stays a text."""
    if text is None:
        return None
    try:
        if kind is FieldType.COUNT:
            return int(text)
        return date.fromisoformat(text) if kind is FieldType.DATE else text
    except ValueError:
        return text


def _read_back(value: Value) -> Value:
    """A value as it comes back from a table; only text may come back otherwise than it went."""
    return typed_text(safe_text(value)) if isinstance(value, str) else value


def _district_id(place_id: str | None, rulebook: Rulebook) -> str | None:
    if place_id is None or place_id not in rulebook.registry:
        return None
    district = rulebook.registry.district_of(place_id)
    return None if district is None else district.id
