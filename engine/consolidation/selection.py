"""Which submission of each place counts, and what becomes of every other file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.consolidation.decisions import Sent, blocks, decided, exempting, in_vain
from engine.consolidation.expected import expected_reports, form_of
from engine.consolidation.ordering import REASONS, Order, deciding, last_plausible_day, order_of
from engine.consolidation.rivals import rival
from engine.rulebook.controlnumber import control_number_of
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address, Submission
from engine.vocabulary.files import FileReading, FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import found

_FILLED_ON = Address("011")
_FILLED_TOO_LATE = "C04"


@dataclass(frozen=True, slots=True)
class Selection:
    """What counts and what became of the rest.

    ``submissions`` are the ones that count, at most one per place, by place id; ``register`` has exactly one row per
    file found, by path; ``findings`` are all that still matter: a file set aside (a copy, superseded, of another period
    or place) keeps only what says why, since nobody is to correct it any more. Decisions that apply to nothing are
    findings too, at rules/decisions.csv.
    """

    submissions: tuple[Submission, ...]
    register: tuple[RegisterRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    status: FileStatus
    findings: tuple[Finding, ...]
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    submission: Submission
    findings: tuple[Finding, ...]
    order: Order

    @property
    def valid(self) -> bool:
        return not any(blocks(finding) for finding in self.findings)


def choose(
    readings: Sequence[FileReading], findings: Iterable[Finding], rulebook: Rulebook, period: Period, as_of: date
) -> Selection:
    """Choose one submission per place among the files found, in whatever order they come.

    Args:
        readings: every file found, each path once.
        findings: what validation found; intake's findings are taken from the readings.
        rulebook: the rules.
        period: the period asked for; files of other periods are ignored.
        as_of: the date the numbers are meant for.

    Raises:
        ValueError: two readings have the same path, so that one row per file cannot be promised.
    """
    files = sorted(readings, key=lambda reading: reading.path)
    if len({reading.path for reading in files}) != len(files):
        raise ValueError("two readings of one path")
    by_path = _by_path(files, findings)
    verdicts = dict(_set_aside(files, by_path, rulebook, period))
    verdicts |= _copies(reading for reading in files if reading.path not in verdicts)
    rest = [reading for reading in files if reading.path not in verdicts]
    for group in _candidates(rest, by_path, rulebook, period, as_of):
        verdicts |= _settle(group)
    verdicts |= {
        reading.path: _Verdict(FileStatus.REJECTED, by_path[reading.path])
        for reading in rest
        if reading.path not in verdicts
    }
    register = tuple(_row(reading, verdicts[reading.path], rulebook) for reading in files)
    remaining = [finding for reading in files for finding in verdicts[reading.path].findings]
    remaining += in_vain(_sent(files, register, period), rulebook, period)
    return Selection(_counted(files, verdicts), register, tuple(sorted(remaining, key=_finding_order)))


def register_row(reading: FileReading, findings: Sequence[Finding], rulebook: Rulebook) -> RegisterRow:
    """The register row of a file judged on its own, without regard to other files or to a period."""
    if reading.ignored:
        status = FileStatus.IGNORED
    elif not reading.usable or reading.submission is None or any(blocks(finding) for finding in findings):
        status = FileStatus.REJECTED
    else:
        status = _accepted(findings)
    return _row(reading, _Verdict(status, tuple(findings)), rulebook)


def recognised(reading: FileReading, period: Period) -> tuple[str, str] | None:
    """Place id and form of a file recognised as some place's form for ``period``, even if it cannot be accepted."""
    known = reading.submission or reading
    if reading.ignored or not reading.usable or known.period_id != period.id:
        return None
    return (known.place_id, known.form) if known.place_id is not None and known.form is not None else None


def _sent(files: Sequence[FileReading], register: Iterable[RegisterRow], period: Period) -> Iterator[Sent]:
    """The reports of the period, copies and files set aside left out."""
    for reading, row in zip(files, register, strict=True):
        if recognised(reading, period) and row.status not in {FileStatus.DUPLICATE, FileStatus.IGNORED}:
            yield Sent(row, readable=reading.submission is not None)


def _by_path(files: Sequence[FileReading], findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    place_ids = {reading.path: reading.place_id for reading in files}
    grouped: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in [*findings, *(each for reading in files for each in reading.findings)]:
        grouped[finding.path].append(replace(finding, place_id=finding.place_id or place_ids.get(finding.path)))
    return defaultdict(tuple, {path: tuple(sorted(each, key=_finding_order)) for path, each in grouped.items()})


def _set_aside(
    files: Sequence[FileReading], by_path: Mapping[str, tuple[Finding, ...]], rulebook: Rulebook, period: Period
) -> Iterator[tuple[str, _Verdict]]:
    """Files that are no report of an expected place for the period."""
    expected = {(each.place.id, each.form) for each in expected_reports(rulebook, period)}
    for reading in files:
        if reading.ignored:
            yield reading.path, _Verdict(FileStatus.IGNORED, by_path[reading.path])
        elif reading.usable and (why := _not_expected(reading, expected, rulebook, period)) is not None:
            yield reading.path, _Verdict(FileStatus.IGNORED, (why,))


def _not_expected(
    reading: FileReading, expected: set[tuple[str, str]], rulebook: Rulebook, period: Period
) -> Finding | None:
    known = reading.submission or reading
    place_id, form = known.place_id, known.form
    if known.period_id is not None and known.period_id != period.id:
        other = rulebook.periods.get(known.period_id)
        title = other.title if other else known.period_id
        return found("C01", reading.path, place_id=place_id, period=title, asked=period.title)
    if (
        known.period_id is None
        or place_id is None
        or place_id not in rulebook.registry
        or form is None
        or (place_id, form) in expected
    ):
        return None
    place = rulebook.registry[place_id]
    if form == form_of(place) and not place.open_at(period.ends_on):
        return found("C02", reading.path, place_id=place_id, place=place.name, ends_on=day(period.ends_on))
    if form == form_of(place) and (decision := exempting(rulebook, period).get(place_id)) is not None:
        decided_on = day(decision.decided_on)
        facts = {"place": place.name, "decided_on": decided_on, "basis": decision.basis.removesuffix(".")}
        return found("E15", reading.path, place_id=place_id, **facts)
    return found("C03", reading.path, place_id=place_id, place=place.name)


def _copies(files: Iterable[FileReading]) -> dict[str, _Verdict]:
    """Usable files with the bytes of another one whose path comes first."""
    first: dict[str, FileReading] = {}
    copies = {}
    for reading in files:
        if reading.usable and (used := first.setdefault(reading.sha256, reading)) is not reading:
            why = found("F13", reading.path, place_id=reading.place_id, used=used.path)
            copies[reading.path] = _Verdict(FileStatus.DUPLICATE, (why,), superseded_by=used.path)
    return copies


def _candidates(
    files: Sequence[FileReading],
    by_path: Mapping[str, tuple[Finding, ...]],
    rulebook: Rulebook,
    period: Period,
    as_of: date,
) -> Iterator[list[_Candidate]]:
    """The submissions of one place on one form, for each such place, with what was decided about each."""
    last_day = last_plausible_day(as_of, rulebook)
    groups: defaultdict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for submission in (reading.submission for reading in files if reading.usable and reading.submission):
        findings = decided(submission, by_path[submission.path], rulebook, period)
        if submission.filled_on is not None and submission.filled_on > last_day:
            findings = (*findings, _filled_too_late(submission, submission.filled_on, as_of))
        candidate = _Candidate(submission, findings, order_of(submission, last_day))
        groups[submission.place_id, submission.form].append(candidate)
    yield from groups.values()


def _filled_too_late(submission: Submission, filled_on: date, as_of: date) -> Finding:
    sheet, cell = submission.cells.get(_FILLED_ON, (None, None))
    return found(
        _FILLED_TOO_LATE,
        submission.path,
        place_id=submission.place_id,
        sheet=sheet,
        cell=cell,
        line=_FILLED_ON.line,
        column=_FILLED_ON.column,
        filled_on=day(filled_on),
        as_of=day(as_of),
    )


def _settle(group: Sequence[_Candidate]) -> dict[str, _Verdict]:
    """Judge the different submissions of one place: the newest without errors counts.

    The newest of all is rejected where it has errors, and it alone: one place corrects one file. Every other one is
    superseded, by the one that counts where it is older than that, else by the rejected one.
    """
    newest = max(group, key=lambda each: each.order)
    winner = max((each for each in group if each.valid), key=lambda each: each.order, default=None)
    verdicts = {}
    for each in group:
        if each is winner:
            verdict = _Verdict(_accepted(each.findings), each.findings)
        elif winner is not None and each.order < winner.order:
            verdict = _superseded(each, winner)
        elif each is newest:
            verdict = _rejected(each, winner)
        else:
            verdict = _superseded(each, newest)
        verdicts[each.submission.path] = verdict
    return verdicts


def _rejected(candidate: _Candidate, winner: _Candidate | None) -> _Verdict:
    if winner is None:
        return _Verdict(FileStatus.REJECTED, candidate.findings)
    here, used = candidate.submission, winner.submission
    newer = found("C10", here.path, place_id=here.place_id, used=used.path)
    return _Verdict(FileStatus.REJECTED, (*candidate.findings, newer))


def _superseded(candidate: _Candidate, by: _Candidate) -> _Verdict:
    here, used = candidate.submission, by.submission
    index = deciding(candidate.order, by.order)
    if here.revision > 0 and here.revision == used.revision:
        why = rival(here, used, index, candidate.order, by.order)
    else:
        values = {"used_value": by.order.shown(index), "value_here": candidate.order.shown(index)}
        why = found(REASONS[index], here.path, place_id=here.place_id, used=used.path, **values)
    disbelieved = tuple(each for each in candidate.findings if each.code == _FILLED_TOO_LATE)
    return _Verdict(FileStatus.SUPERSEDED, (*disbelieved, why), superseded_by=used.path)


def _accepted(findings: Iterable[Finding]) -> FileStatus:
    """Accepted with warnings where one is open, or errors were waived; what is explained asks for nothing any more."""
    warned = any(each.severity is not Severity.INFO and each.state is not FindingState.EXPLAINED for each in findings)
    return FileStatus.WARNED if warned else FileStatus.ACCEPTED


def _counted(files: Sequence[FileReading], verdicts: Mapping[str, _Verdict]) -> tuple[Submission, ...]:
    counting = {FileStatus.ACCEPTED, FileStatus.WARNED}
    accepted = [each.submission for each in files if each.submission and verdicts[each.path].status in counting]
    return tuple(sorted(accepted, key=lambda submission: (submission.place_id, submission.form)))


def _row(reading: FileReading, verdict: _Verdict, rulebook: Rulebook) -> RegisterRow:
    known = reading.submission or reading
    place_id = known.place_id
    district = rulebook.registry.district_of(place_id) if place_id in rulebook.registry and place_id else None
    return RegisterRow(
        path=reading.path,
        size=reading.size,
        sha256=reading.sha256,
        format=reading.format,
        status=verdict.status,
        codes=tuple(sorted({finding.code for finding in verdict.findings})),
        place_id=place_id,
        district_id=district.id if district else None,
        period=known.period_id,
        form_version=known.form_version,
        revision=known.revision,
        superseded_by=verdict.superseded_by,
        control_number=None if reading.submission is None else control_number_of(reading.submission, rulebook),
    )


def _finding_order(finding: Finding) -> tuple[object, ...]:
    return (*finding.sort_key, finding.value or "", tuple(sorted(finding.facts.items())))
