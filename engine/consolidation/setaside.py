"""Files that are no report of an expected place for the period, each with why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.consolidation.decisions import exempting
from engine.consolidation.expected import expected_reports, form_of
from engine.consolidation.verdicts import Verdict
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.files import FileReading, FileStatus
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found


def set_aside(
    files: Sequence[FileReading], by_path: Mapping[str, tuple[Finding, ...]], rulebook: Rulebook, period: Period
) -> Iterator[tuple[str, Verdict]]:
    """Verdicts by path on what is ignored: enclosures, files of other periods, and of places that owe no report.

    ``by_path`` are the findings of each file; one that is set aside keeps only what says why.
    """
    expected = {(each.place.id, each.form) for each in expected_reports(rulebook, period)}
    for reading in files:
        if reading.ignored:
            yield reading.path, Verdict(FileStatus.IGNORED, by_path[reading.path])
        elif reading.usable and (why := _not_expected(reading, expected, rulebook, period)) is not None:
            yield reading.path, Verdict(FileStatus.IGNORED, (why,))


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
        told = {"place": place.name, "ends_on": day(period.ends_on)}
        if (successor := rulebook.registry.places.get(place.successor_id or "")) is None:
            return found("C02", reading.path, place_id=place_id, **told)
        return found("C12", reading.path, place_id=place_id, successor=f"{successor.id} «{successor.name}»", **told)
    if form == form_of(place) and (decision := exempting(rulebook, period).get(place_id)) is not None:
        decided_on = day(decision.decided_on)
        facts = {"place": place.name, "decided_on": decided_on, "basis": decision.basis.removesuffix(".")}
        return found("E15", reading.path, place_id=place_id, **facts)
    return found("C03", reading.path, place_id=place_id, place=place.name)
