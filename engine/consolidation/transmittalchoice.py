"""Which transmittal of each district counts, and what becomes of the others and of its schools' files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from engine.consolidation.decisions import DECISIONS_FILE, blocks
from engine.consolidation.transmittaldoubts import doubts
from engine.consolidation.transmittaljudge import judged
from engine.consolidation.transmitted import Told, told_by
from engine.consolidation.verdicts import Verdict, accepted_status, copies
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.files import FileReading, FileStatus
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.transmittal import TRANSMITTAL, Transmittal

#: What a hand has changed (not what only looks different): one of these makes a transmittal an edited one.
EDITED = frozenset({"G10", "G11", "G12", "G13", "G14", "G15", "G16", "G25", "G26", "G28", "G29"})


def is_transmittal(reading: FileReading) -> bool:
    """Tell whether a file is what a district sent up, also where its data cannot be believed."""
    return reading.form == TRANSMITTAL


def choose_transmittals(
    files: Sequence[FileReading],
    findings: Mapping[str, tuple[Finding, ...]],
    rulebook: Rulebook,
    period: Period,
    as_of: date,
    *,
    strict: bool = False,
) -> tuple[tuple[Told, ...], dict[str, Verdict]]:
    """Choose one transmittal per district: of those with any counted report the highest closed version.

    Then the later as-of date, then the hash decide. One without reports is chosen only where no other has some.
    What those that count tell, by district id, and what became of each file, by path.

    Args:
        files: the transmittals found, by path.
        findings: intake's findings by path.
        rulebook: our rules.
        period: the period asked for; transmittals of others are ignored.
        as_of: the date on which we judge.
        strict: whether one that was edited by hand is refused.
    """
    verdicts = {
        each.path: Verdict(FileStatus.IGNORED, (_other_period(each, rulebook, period),))
        for each in files
        if each.usable and each.period_id not in {None, period.id}
    }
    verdicts |= copies(each for each in files if each.path not in verdicts)
    rest = [each for each in files if each.path not in verdicts]
    accepted: defaultdict[str, list[Transmittal]] = defaultdict(list)
    refused: list[FileReading] = []
    for each in rest:
        said = (*findings[each.path], *_judged(each, rulebook, period, as_of))
        if strict and any(finding.code in EDITED for finding in said):
            said = (*said, found("G09", each.path, place_id=each.place_id))
        if each.transmittal is None or any(blocks(finding) for finding in said):
            refused.append(each)
            verdicts[each.path] = Verdict(FileStatus.REJECTED, said)
        else:
            accepted[each.transmittal.district_id].append(each.transmittal)
            verdicts[each.path] = Verdict(accepted_status(said), said)
    counted = {each.path: len(Told(each, rulebook, period).counted) for every in accepted.values() for each in every}
    chosen = {
        district_id: max(every, key=lambda each: _order(each, counted))
        for district_id, every in sorted(accepted.items())
    }
    for every in accepted.values():
        verdicts |= {
            each.path: _superseded(each, chosen[each.district_id], counted)
            for each in every
            if each not in chosen.values()
        }
    verdicts |= {
        each.path: _refused_newer(each, verdicts[each.path], chosen[each.place_id])
        for each in refused
        if each.place_id in chosen
    }
    told = told_by(chosen.values(), rulebook, period)
    for path, doubtful in doubts(told).items():
        verdicts[path] = Verdict(FileStatus.WARNED, (*verdicts[path].findings, *doubtful))
    return told, verdicts


def superseded_files(files: Iterable[FileReading], told: Iterable[Told]) -> Iterator[tuple[str, Verdict]]:
    """Verdicts on the reports of places that transmittals tell of: superseded, each with a finding.

    ``files`` are of the period. A warning where the transmittal does not hold the file: it may say something else.
    """
    by_place = {
        place_id: (each.transmittal.path, held)
        for each in told
        for held in (_files_of(each),)
        for place_id in each.place_ids
    }
    for reading in files:
        known = reading.submission or reading
        if known.place_id in by_place and reading.usable and known.form is not None:
            used, held = by_place[known.place_id]
            code = "G21" if reading.sha256.startswith(held) else "G22"
            why = found(code, reading.path, place_id=known.place_id)
            yield reading.path, Verdict(FileStatus.SUPERSEDED, (why,), superseded_by=used)


def decisions_set_aside(told: Iterable[Told]) -> Iterator[Finding]:
    """A finding for every decision of our own about a place whose transmittal does not hold the same decision."""
    for each in told:
        taken = {(row["place_id"], row["decision"], row["revision"]) for row in each.rows("decisions")}
        for own in each.rulebook.decisions:
            if own.period != each.period.id or own.place_id not in each.place_ids:
                continue
            if (own.place_id, own.decision, own.revision) not in taken:
                place = each.rulebook.registry[own.place_id].name
                facts = {"place": place, "decided_on": day(own.decided_on)}
                yield found("G24", DECISIONS_FILE, place_id=own.place_id, **facts)


def _judged(reading: FileReading, rulebook: Rulebook, period: Period, as_of: date) -> tuple[Finding, ...]:
    return () if reading.transmittal is None else judged(reading.transmittal, rulebook, period, as_of)


def _other_period(reading: FileReading, rulebook: Rulebook, period: Period) -> Finding:
    other = rulebook.periods.get(reading.period_id or "")
    title = other.title if other else reading.period_id
    return found("G06", reading.path, place_id=reading.place_id, period=title, asked=period.title)


def _order(transmittal: Transmittal, counted: Mapping[str, int]) -> tuple[bool, int, date, str]:
    return counted[transmittal.path] > 0, *_newness(transmittal), transmittal.sha256


def _newness(transmittal: Transmittal) -> tuple[int, date]:
    return transmittal.version, transmittal.as_of


def _superseded(here: Transmittal, used: Transmittal, counted: Mapping[str, int]) -> Verdict:
    """A warning where the one that counts is not the newer one by what both say of themselves, and says otherwise."""
    doubtful = _newness(here) >= _newness(used) and here.tables != used.tables
    facts: dict[str, str] = {}
    for name, each in (("used", used), ("here", here)):
        facts |= _shown(name, each, counted[each.path] if doubtful else None)
    why = found("G27" if doubtful else "G20", here.path, place_id=here.district_id, **facts)
    return Verdict(FileStatus.SUPERSEDED, (why,), superseded_by=used.path)


def _refused_newer(here: FileReading, verdict: Verdict, used: Transmittal) -> Verdict:
    why = found("G23", here.path, place_id=here.place_id, **_shown("used", used))
    return Verdict(verdict.status, (*verdict.findings, why))


def _shown(name: str, transmittal: Transmittal, counted: int | None = None) -> dict[str, str]:
    """How a transmittal is told from others; with the number of counted reports and the day of closing on demand."""
    as_of, version, closed_on = transmittal.as_of, transmittal.version, transmittal.closed_on
    russian = [f"версия {version}" if version else "черновик", f"по состоянию на {day(as_of)}"]
    english = [f"version {version}" if version else "a draft", f"as of {as_of.isoformat()}"]
    if counted is not None:
        russian.append(f"принято отчётов: {counted}")
        english.append(f"reports counted: {counted}")
        if closed_on is not None:
            russian.append(f"закрыт {day(closed_on)}")
            english.append(f"closed on {closed_on.isoformat()}")
    return {f"{name}_ru": ", ".join(russian), f"{name}_en": ", ".join(english)}


def _files_of(told: Told) -> tuple[str, ...]:
    """The beginnings of the hashes of the schools' files that a transmittal was made of, those with faults too."""
    named = (row["file"] for table in ("reports", "findings") for row in told.rows(table))
    return tuple({each for each in named if each})
