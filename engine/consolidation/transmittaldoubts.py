"""Numbers of a transmittal that cannot be: taken as they were sent, and said aloud."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.consolidation.expected import form_of
from engine.consolidation.transmitted import Told, leaves, submissions_told
from engine.rulebook.forms import Form
from engine.validation.impossible import impossible_counts
from engine.vocabulary.fields import Address, Submission
from engine.vocabulary.findings import Finding, FindingState
from engine.vocabulary.messages import found, what

_Cells = dict[Address, tuple[str, str]]


def doubts(told: Sequence[Told]) -> dict[str, tuple[Finding, ...]]:
    """What cannot be in the reports that transmittals of one period count, by path of the transmittal.

    G39: a count beyond the limits of our form, or a control relation of level error that is broken and that nobody has
    waived, explained or accepted by decision. G43: a report counts and no count came of it. The transmittal counts all
    the same, see `decisions.blocks`.
    All transmittals are judged in one batch. A required count that did not come is not judged: the district may have
    accepted a report in which it could not be read, or its form may not have it.
    """
    if not told:
        return {}
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    by_path = {each.transmittal.path: each for each in told}
    submissions = [each for one in told for each in _to_judge(one)]
    settled = {path: _settled(one) for path, one in by_path.items()}
    for broken in impossible_counts(submissions, told[0].rulebook, told[0].period):
        if {(broken.place_id, broken.code), (broken.place_id, None)}.isdisjoint(settled[broken.path]):
            findings[broken.path].append(_impossible(broken, by_path[broken.path]))
    for one in told:
        findings[one.transmittal.path] += _without_counts(one)
    return {path: tuple(each) for path, each in findings.items() if each}


def _to_judge(told: Told) -> Iterator[Submission]:
    """The reports that count, each with the cells that can be judged."""
    for each in submissions_told(told):
        form = told.rulebook.form(each.form, told.period)
        yield replace(each, cells=_cells(each, form, told))


def _cells(submission: Submission, form: Form, told: Told) -> _Cells:
    """Cells of what came, and of what may be blank; a required count that did not come has none."""
    came = {each.address: (each.sheet, each.cell) for each in submission.values}
    blank = (told.transmittal.facts_sheet, "")
    may_be_blank = (field for field in form.counts if leaves(field) and not field.required)
    return {field.address: blank for field in may_be_blank} | came


def _settled(told: Told) -> frozenset[tuple[str, str | None]]:
    """Place and code of what the district has waived or explained; no code: it accepted the report as it is."""
    findings = (row for row in told.rows("findings") if row["state"] != FindingState.OPEN)
    accepted = (row for row in told.rows("decisions") if row["decision"] == "accept")
    return frozenset(
        [
            *((row["place_id"], row["code"]) for row in findings),
            *((row["place_id"], None) for row in accepted),
        ]
    )


def _impossible(broken: Finding, told: Told) -> Finding:
    registry = told.rulebook.registry
    return found(
        "G39",
        broken.path,
        place_id=broken.place_id,
        sheet=broken.sheet if broken.cell else None,
        cell=broken.cell or None,
        line=broken.line,
        column=broken.column,
        value=broken.value,
        also=tuple(each for each in broken.also if each.address),
        district=registry[told.transmittal.district_id].name,
        place=registry[str(broken.place_id)].name,
        control=broken.code,
        said_ru=what(broken),
        said_en=what(broken, "en"),
    )


def _without_counts(told: Told) -> Iterator[Finding]:
    """Reports that count by what is said of them, and of which nothing came that our form asks for."""
    registry = told.rulebook.registry
    filled = {row["place_id"] for row in told.rows("facts") if row["roadmap"] is None and told.takes(row)}
    named = {(row["place_id"], row["form"]) for row in told.rows("reports")}
    for place_id, form in sorted(told.counted):
        place = registry[place_id]
        if form != form_of(place):
            continue
        asks = any(
            each.required and leaves(each) and each.asked_of(place.kind)
            for each in told.rulebook.form(form, told.period).counts
        )
        if (place_id, form) not in named or (asks and place_id not in filled):
            district = registry[told.transmittal.district_id].name
            yield found("G43", told.transmittal.path, place_id=place_id, district=district, place=place.name)
