"""Turns a recognised form into a submission: identity, typed values, implied zeros, and what there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.intake.beside import Beside, find_beside
from engine.intake.blanks import imply_zeros, is_blank_form
from engine.intake.entries import (
    Entry,
    fields_without_cell,
    finding_of,
    is_lost,
    read_entries,
    read_entry,
    said_of_merges,
)
from engine.intake.explanations import read_explanations
from engine.intake.grids import Workbook
from engine.intake.identity import identify
from engine.intake.located import LocatedSection, Location
from engine.intake.older import said_of_dropped, said_of_new
from engine.intake.printed import Origin
from engine.intake.recognition import LEVELS, Recognised, printed_place, recognise
from engine.intake.roadmap import RoadmapLines, roadmap_lines
from engine.intake.snapshot import Snapshot
from engine.intake.stamp import Stamp
from engine.intake.unplaced import find_unplaced, said_of_strays, taken_cells
from engine.rulebook.forms import Form
from engine.rulebook.model import Period
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, FieldValue, Source, Submission, Unplaced
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import found
from engine.vocabulary.places import Place

_FREE_TEXT = {FieldType.TEXT, FieldType.LINK}


@dataclass(frozen=True)
class _Sheets:
    """A recognised form of a known place: everything that its filling is read from.

    ``made_on`` is the version by which ``location`` was found, another than ``form`` in an outdated workbook.
    """

    form: Form
    made_on: Form
    location: Location
    place: Place
    period: Period
    rulebook: Rulebook
    path: str
    outdated: bool
    workbook: Workbook
    stamp: Stamp | None


@dataclass(frozen=True)
class _Filled:
    """A form's entries after all is read, the addresses that could not be read, and what could not be placed."""

    entries: tuple[Entry, ...]
    occurrences: RoadmapLines
    findings: tuple[Finding, ...]
    unreadable: frozenset[Address] = frozenset()
    unplaced: tuple[Unplaced, ...] = ()
    is_blank: bool = False


def read_submission(workbook: Workbook, reading: FileReading, snapshot: Snapshot, rulebook: Rulebook) -> FileReading:
    """Read a workbook as a form.

    Args:
        workbook: the workbook's cells.
        reading: what is known of the file so far; returned completed.
        snapshot: the file's facts.
        rulebook: the rules.

    Returns:
        The reading with form, place and period as far as known, findings, and a submission where all three are known
        and anything is filled in. The values of a workbook that was made on another version of the form are those of
        the period's own version, at its addresses.
    """
    path = reading.path
    recognised = recognise(workbook, rulebook, path)
    stamp, form, period, location = recognised.stamp, recognised.form, recognised.period, recognised.location
    known = _known(reading, recognised, rulebook)
    if form is None or location is None or period is None:
        return known
    identity = identify(printed_place(location), stamp, form.form, period, rulebook.registry, path)
    if identity.place is None and _nothing_at_all(location, form):
        return replace(known, findings=(*known.findings, found("T10", path)))
    if identity.place is None:
        admitted = next((each.place_id for each in identity.findings if each.place_id), None)
        return replace(known, place_id=admitted, findings=(*known.findings, *identity.findings))
    place = identity.place
    made_on = recognised.made_on or form
    outdated = recognised.outdated
    filled = _fill(_Sheets(form, made_on, location, place, period, rulebook, path, outdated, workbook, stamp))
    findings = (*known.findings, *identity.findings, *filled.findings)
    known = replace(known, place_id=place.id, findings=tuple(each.with_(place_id=place.id) for each in findings))
    if filled.is_blank:
        return known
    submission = Submission(
        path=path,
        sha256=snapshot.sha256,
        form=form.form,
        form_version=known.form_version or form.version,
        period_id=period.id,
        place_id=place.id,
        revision=0 if stamp is None else stamp.revision,
        values=tuple(_value(each) for each in filled.entries if each.parsed.value is not None),
        cells={each.asked.address: (each.sheet, each.cell) for each in filled.entries},
        occurrences=dict(filled.occurrences.occurrences),
        unreadable=filled.unreadable,
        filled_on=_filled_on(filled.entries),
        saved_at=workbook.saved_at,
        modified_ns=snapshot.modified_ns,
        received_on=reading.received_on,
        unplaced=filled.unplaced,
        explanations=read_explanations(workbook, {control.id for control in rulebook.controls}),
    )
    return replace(known, submission=submission)


def _nothing_at_all(location: Location, form: Form) -> bool:
    printed = printed_place(location)
    if printed.code or printed.name or _is_broken(location):
        return False
    return is_blank_form(read_entries(location, form, None, "")[0])


def _known(reading: FileReading, recognised: Recognised, rulebook: Rulebook) -> FileReading:
    stamp, form, period = recognised.stamp, recognised.form, recognised.period
    stamped_place = stamp.place_id if stamp is not None and stamp.place_id in rulebook.registry else None
    printed_version = None if form is None else form.version
    return replace(
        reading,
        findings=(*reading.findings, *recognised.findings),
        place_id=stamped_place,
        period_id=None if period is None else period.id,
        form=form.form if form is not None else None if stamp is None or stamp.form not in LEVELS else stamp.form,
        form_version=printed_version if stamp is None else stamp.form_version,
        revision=None if form is None and stamp is None else 0 if stamp is None else stamp.revision,
    )


def _fill(read: _Sheets) -> _Filled:
    location, form, kind, path = read.location, read.form, read.place.kind, read.path
    entries, findings = read_entries(location, form, kind, path)
    lines, where = _roadmap(read)
    if where is not None:
        positions = ((each, where.position(each.address)) for each in lines.fields)
        entries += [read_entry(each, where, at) for each, at in positions if at is not None]
    unplaced = find_unplaced(location, read.made_on, entries, lines.passed)
    beside = _beside(read)
    if is_blank_form(entries) and not _is_broken(location) and not _answers_elsewhere(unplaced, entries):
        strays = said_of_strays(beside.unplaced, [], path, beside.more)
        return _Filled(tuple(entries), lines, (found("T10", path), *strays), is_blank=True)
    unplaced += beside.unplaced
    entries, contradictions = imply_zeros(entries, path)
    said, unreadable = _judged(entries, form, path)
    lost = fields_without_cell(location, form.fields, kind)
    every = [*findings, *lines.findings, *contradictions, *said, *said_of_merges(entries, path)]
    if read.outdated:
        every += said_of_dropped(unplaced, read.made_on, form, path)
        every += said_of_new([form.by_address[each] for each in lost], read.made_on, form, path)
    every += said_of_strays(unplaced, [*every, *location.findings], path, beside.more)
    return _Filled(tuple(entries), lines, tuple(every), unreadable | lost, unplaced)


def _beside(read: _Sheets) -> Beside:
    origin = Origin(read.form, read.made_on, read.place, read.period, read.rulebook, read.stamp)
    return find_beside(read.workbook, read.location, taken_cells(read.location, read.made_on), origin)


def _answers_elsewhere(unplaced: Sequence[Unplaced], entries: Sequence[Entry]) -> bool:
    """Tell whether lines were answered that this place is not asked, so that the form is not simply blank."""
    own = {(each.sheet, each.cell) for each in entries}
    return any(each.address is not None and (each.sheet, each.cell) not in own for each in unplaced)


def _is_broken(location: Location) -> bool:
    """Tell whether something of the form was not found or stands there twice: then nobody knows what was filled in."""
    return any(finding.severity is Severity.ERROR for finding in location.findings)


def _roadmap(read: _Sheets) -> tuple[RoadmapLines, LocatedSection | None]:
    """The roadmap's lines and where they stand."""
    section, there = read.form.roadmap_section, read.made_on.roadmap_section
    if section is None:
        return RoadmapLines(), None
    where = None if there is None else read.location.sections.get(there.id)
    place, period, rulebook = read.place, read.period, read.rulebook
    if where is not None:
        return roadmap_lines(where, place.id, period, rulebook, read.path, section=section), where
    asked = [each for each in owed_in_form(rulebook, place.id, period) if each.activity.target is None]
    said = found("T39", read.path, section=section.title, sheet_name=section.sheet, count=len(asked))
    titles = {section.title} if there is None else {section.title, there.title}
    ambiguous = any(each.code == "T06" and each.facts.get("section") in titles for each in read.location.findings)
    return RoadmapLines(findings=(said,) if asked and not ambiguous else ()), None


def _judged(entries: Sequence[Entry], form: Form, path: str) -> tuple[list[Finding], frozenset[Address]]:
    """Findings of all entries, and the addresses whose finding stands for "not filled in" as well."""
    switches = {section.zero_if for section in form.sections}
    findings, unreadable = [], set()
    for entry in entries:
        if entry.asked.filled_by == "engine":
            continue
        finding = finding_of(entry, path, _severity(entry, switches))
        if entry.parsed.dash and not _dash_matters(entry):
            continue
        if finding is not None:
            findings.append(finding)
        stands_for_nothing = entry.parsed.dash and entry.parsed.value is None and entry.asked.required
        if not entry.parsed.readable or stands_for_nothing or is_lost(entry):
            unreadable.add(entry.asked.address)
    return findings, frozenset(unreadable)


def _dash_matters(entry: Entry) -> bool:
    return entry.asked.required or entry.asked.type is FieldType.COUNT


def _severity(entry: Entry, switches: set[str | None]) -> Severity | None:
    """The severity where it is not the catalogue's own: what carries no number rejects no submission."""
    parsed, asked = entry.parsed, entry.asked
    if parsed.dash:
        if entry.source is Source.IMPLIED:
            return Severity.INFO
        return Severity.ERROR if asked.type is FieldType.COUNT and asked.required else Severity.WARNING
    lenient = asked.type in _FREE_TEXT or (asked.address.line.startswith("0") and asked.address.line not in switches)
    return Severity.WARNING if lenient and not parsed.readable else None


def _value(entry: Entry) -> FieldValue:
    address = entry.asked.address
    return FieldValue(
        line=address.line,
        column=address.column,
        value=entry.parsed.value,
        raw=entry.raw,
        sheet=entry.sheet,
        cell=entry.cell,
        source=entry.source,
        as_text=entry.as_text,
    )


def _filled_on(entries: Sequence[Entry]) -> date | None:
    for entry in entries:
        if entry.asked.address == Address("011") and isinstance(entry.parsed.value, date):
            return entry.parsed.value
    return None
