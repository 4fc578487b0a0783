"""The verb «status»: who has reported and who has not, with the first thing to ask each for; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.consolidation.decisions import blocks, exempting
from engine.consolidation.expected import exempt_places
from engine.consolidation.result import Consolidation
from engine.consolidation.selection import recognised
from engine.consolidation.transmitted import with_transmittals
from engine.pipeline.choices import Asked, ChoiceError
from engine.pipeline.consolidation import read_and_consolidate
from engine.pipeline.progress import Progress, in_silence
from engine.pipeline.scans import scans_by_place
from engine.report.index import Row, rows_of
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading, FileStatus
from engine.vocabulary.findings import Finding
from engine.workspace.folders import Workspace, require_incoming


class Standing(StrEnum):
    """How a place stands, in the order of the list: who is nearest to done comes first, what is done last."""

    WITH_ERRORS = "with_errors"
    NEWER_FAULTY = "newer_faulty"  # its report counts, and a newer file of it has errors
    LATE = "late"
    SILENT = "silent"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """How one expected report stands.

    ``status``, ``received_on``, ``due_on``, ``days_late`` as in completeness.csv. ``errors`` are the open ones of the
    file that is to be put right, ``first`` is the one to begin with (None: there is no such file here, the place's
    district may tell of one). ``scans`` are paths
    of enclosures that name the place.
    """

    place_id: str
    district_id: str
    form: str
    standing: Standing
    status: str
    received_on: date | None
    due_on: date
    days_late: int | None
    errors: int
    first: Finding | None
    scans: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """Everybody of whom a report is expected, nearest to done first, and those of whom none is by decision."""

    asked: Asked
    places: tuple[PlaceStatus, ...]
    exempt: tuple[Decision, ...]


def overview(
    workspace: Workspace,
    rulebook: Rulebook,
    asked: Asked,
    district_id: str | None = None,
    progress: Progress = in_silence,
) -> Overview:
    """Read incoming/ as a consolidation would and tell how every place stands.

    Raises:
        ChoiceError: the registry has no such district.
        WorkspaceError: there is no incoming/.
    """
    registry = rulebook.registry
    if district_id is not None and district_id not in {each.id for each in registry.districts}:
        known = tuple(f"{place.id} {place.name}" for place in registry.districts)
        raise ChoiceError("муниципалитета", "district", district_id, known)
    require_incoming(workspace)
    readings, result = read_and_consolidate(workspace, rulebook, asked, progress)
    rulebook = with_transmittals(rulebook, result)
    faults = _faults(readings, result)
    rows = [row for row in rows_of(result.completeness) if district_id in (None, row.district_id)]
    scans = scans_by_place(readings, [registry[row.place_id] for row in rows])
    places = [_status(row, faults.get((row.place_id, row.form), ()), scans.get(row.place_id, ())) for row in rows]
    exempted = exempt_places(rulebook, asked.period)
    exempt = [each for each in exempting(rulebook, asked.period).values() if each.place_id in exempted]
    return Overview(
        asked=asked,
        places=tuple(sorted(places, key=_nearest_first)),
        exempt=tuple(each for each in exempt if _is_in(each.place_id, district_id, rulebook)),
    )


def _faults(readings: Sequence[FileReading], result: Consolidation) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
    """Open errors of the file that each place has to put right: its rejected form, else one that could not be read."""
    rejected = {row.path for row in result.register if row.status is FileStatus.REJECTED}
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if finding.path in rejected and blocks(finding):
            found[finding.path].append(finding)
    faults: dict[tuple[str, str], tuple[Finding, ...]] = {}
    for reading in sorted(readings, key=lambda each: each.submission is not None):
        key = recognised(reading, result.period)
        if key is not None and reading.path in found:
            faults[key] = tuple(found[reading.path])
    return faults


def _status(row: Row, faults: Sequence[Finding], scans: tuple[str, ...]) -> PlaceStatus:
    return PlaceStatus(
        place_id=row.place_id,
        district_id=row.district_id,
        form=row.form,
        standing=_standing(row.status, faults),
        status=row.status,
        received_on=row.received_on,
        due_on=row.due_on,
        days_late=None if row.days_late is None else int(row.days_late),
        errors=len(faults) or (int(row.errors) if row.status == Standing.WITH_ERRORS else 0),
        first=faults[0] if faults else None,
        scans=scans,
    )


def _standing(status: str, faults: Sequence[Finding]) -> Standing:
    if status in {"with_errors", "silent"}:
        return Standing(status)
    if faults:
        return Standing.NEWER_FAULTY
    return Standing.LATE if status == "late" else Standing.REPORTED


def _nearest_first(place: PlaceStatus) -> tuple[int, int, str, str]:
    return [*Standing].index(place.standing), place.errors, place.place_id, place.form


def _is_in(place_id: str, district_id: str | None, rulebook: Rulebook) -> bool:
    if district_id is None or place_id not in rulebook.registry:
        return district_id is None
    district = rulebook.registry.district_of(place_id)
    return district is not None and district.id == district_id
