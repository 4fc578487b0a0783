"""Which submission of each place counts, and what becomes of every other file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.consolidation.decisions import Sent, blocks, decided, in_vain
from engine.consolidation.ordering import REASONS, Order, deciding, last_plausible_day, order_of
from engine.consolidation.rivals import rival
from engine.consolidation.setaside import set_aside
from engine.consolidation.transmittalchoice import (
    choose_transmittals,
    decisions_set_aside,
    is_transmittal,
    superseded_files,
)
from engine.consolidation.transmitted import Told, findings_told, submissions_told, without_told
from engine.consolidation.verdicts import Verdict, accepted_status, copies
from engine.rulebook.controlnumber import control_number_of
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address, Submission
from engine.vocabulary.files import FileReading, FileStatus, RegisterRow
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found

_FILLED_ON = Address("011")
_FILLED_TOO_LATE = "C04"


@dataclass(frozen=True, slots=True)
class Selection:
    """What counts and what became of the rest.

    ``submissions`` are the ones that count, at most one per place, by place id; ``register`` has exactly one row per
    file found, by path; ``findings`` are all that still matter: a file set aside (a copy, superseded, of another period
    or place) keeps only what says why, since nobody is to correct it any more. Decisions that apply to nothing are
    findings too, at rules/decisions.csv. ``told`` are the districts' transmittals that count, by district id; what they
    tell is among submissions and findings.
    """

    submissions: tuple[Submission, ...]
    register: tuple[RegisterRow, ...]
    findings: tuple[Finding, ...]
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    submission: Submission
    findings: tuple[Finding, ...]
    order: Order

    @property
    def valid(self) -> bool:
        return not any(blocks(finding) for finding in self.findings)


def choose(
    readings: Sequence[FileReading],
    findings: Iterable[Finding],
    rulebook: Rulebook,
    period: Period,
    as_of: date,
    *,
    strict: bool = False,
) -> Selection:
    """Choose one submission per place among the files found, in whatever order they come.

    Of places that a district's transmittal tells of, the transmittal counts and the files do not.

    Args:
        readings: every file found, each path once.
        findings: what validation found; intake's findings are taken from the readings.
        rulebook: the rules.
        period: the period asked for; files of other periods are ignored.
        as_of: the date the numbers are meant for.
        strict: whether transmittals that were edited by hand are refused.

    Raises:
        ValueError: two readings have the same path, so that one row per file cannot be promised.
    """
    files = sorted(readings, key=lambda reading: reading.path)
    if len({reading.path for reading in files}) != len(files):
        raise ValueError("two readings of one path")
    by_path = _by_path(files, findings)
    sent_up = [reading for reading in files if is_transmittal(reading)]
    told, verdicts = choose_transmittals(sent_up, by_path, rulebook, period, as_of, strict=strict)
    verdicts |= _verdicts([each for each in files if not is_transmittal(each)], by_path, rulebook, period, as_of, told)
    register = tuple(_row(reading, verdicts[reading.path], rulebook) for reading in files)
    remaining = [finding for reading in files for finding in verdicts[reading.path].findings]
    remaining += [finding for each in told for finding in findings_told(each)]
    remaining += decisions_set_aside(told)
    remaining += in_vain(_sent(files, register, period), without_told(rulebook, told), period)
    submissions = [*_counted(files, verdicts), *(each for one in told for each in submissions_told(one))]
    ordered = sorted(submissions, key=lambda submission: (submission.place_id, submission.form))
    return Selection(tuple(ordered), register, tuple(sorted(remaining, key=finding_order)), told)


def _verdicts(
    files: Sequence[FileReading],
    by_path: Mapping[str, tuple[Finding, ...]],
    rulebook: Rulebook,
    period: Period,
    as_of: date,
    told: Sequence[Told],
) -> dict[str, Verdict]:
    """What became of every file that is no transmittal, by path; what transmittals decided is for them to say."""
    rules = without_told(rulebook, told)
    verdicts = dict(set_aside(files, by_path, rules, period))
    verdicts |= copies(reading for reading in files if reading.path not in verdicts)
    verdicts |= superseded_files((reading for reading in files if reading.path not in verdicts), told)
    rest = [reading for reading in files if reading.path not in verdicts]
    for group in _candidates(rest, by_path, rules, period, as_of):
        verdicts |= _settle(group)
    faulty = (reading.path for reading in rest if reading.path not in verdicts)
    return verdicts | {path: Verdict(FileStatus.REJECTED, by_path[path]) for path in faulty}


def register_row(reading: FileReading, findings: Sequence[Finding], rulebook: Rulebook) -> RegisterRow:
    """The register row of a file judged on its own, without regard to other files or to a period."""
    if reading.ignored:
        status = FileStatus.IGNORED
    elif (
        not reading.usable
        or (reading.submission or reading.transmittal) is None
        or any(blocks(finding) for finding in findings)
    ):
        status = FileStatus.REJECTED
    else:
        status = accepted_status(findings)
    return _row(reading, Verdict(status, tuple(findings)), rulebook)


def recognised(reading: FileReading, period: Period) -> tuple[str, str] | None:
    """Place id and form of a file recognised as some place's form for ``period``, even if it cannot be accepted."""
    known = reading.submission or reading
    if reading.ignored or not reading.usable or known.period_id != period.id or is_transmittal(reading):
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
    return defaultdict(tuple, {path: tuple(sorted(each, key=finding_order)) for path, each in grouped.items()})


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


def _settle(group: Sequence[_Candidate]) -> dict[str, Verdict]:
    """Judge the different submissions of one place: the newest without errors counts.

    The newest of all is rejected where it has errors, and it alone: one place corrects one file. Every other one is
    superseded, by the one that counts where it is older than that, else by the rejected one.
    """
    newest = max(group, key=lambda each: each.order)
    winner = max((each for each in group if each.valid), key=lambda each: each.order, default=None)
    verdicts = {}
    for each in group:
        if each is winner:
            verdict = Verdict(accepted_status(each.findings), each.findings)
        elif winner is not None and each.order < winner.order:
            verdict = _superseded(each, winner)
        elif each is newest:
            verdict = _rejected(each, winner)
        else:
            verdict = _superseded(each, newest)
        verdicts[each.submission.path] = verdict
    return verdicts


def _rejected(candidate: _Candidate, winner: _Candidate | None) -> Verdict:
    if winner is None:
        return Verdict(FileStatus.REJECTED, candidate.findings)
    here, used = candidate.submission, winner.submission
    newer = found("C10", here.path, place_id=here.place_id, used=used.path)
    return Verdict(FileStatus.REJECTED, (*candidate.findings, newer))


def _superseded(candidate: _Candidate, by: _Candidate) -> Verdict:
    here, used = candidate.submission, by.submission
    index = deciding(candidate.order, by.order)
    if here.revision > 0 and here.revision == used.revision:
        why = rival(here, used, index, candidate.order, by.order)
    else:
        values = {"used_value": by.order.shown(index), "value_here": candidate.order.shown(index)}
        why = found(REASONS[index], here.path, place_id=here.place_id, used=used.path, **values)
    disbelieved = tuple(each for each in candidate.findings if each.code == _FILLED_TOO_LATE)
    return Verdict(FileStatus.SUPERSEDED, (*disbelieved, why), superseded_by=used.path)


def _counted(files: Sequence[FileReading], verdicts: Mapping[str, Verdict]) -> tuple[Submission, ...]:
    counting = {FileStatus.ACCEPTED, FileStatus.WARNED}
    return tuple(each.submission for each in files if each.submission and verdicts[each.path].status in counting)


def _row(reading: FileReading, verdict: Verdict, rulebook: Rulebook) -> RegisterRow:
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


def finding_order(finding: Finding) -> tuple[object, ...]:
    """What findings are sorted by."""
    return (*finding.sort_key, finding.value or "", tuple(sorted(finding.facts.items())))
