"""What came of the districts' transmittals: which count and how they came, and which districts' are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.consolidation.result import Consolidation
from engine.consolidation.transmittalchoice import EDITED
from engine.report.index import rows_of
from engine.vocabulary.dates import day
from engine.vocabulary.files import FileStatus
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.language import mark, spoken, tr
from engine.vocabulary.transmittal import TRANSMITTAL, Transmittal

OTHER_WORKBOOK = "G08"
SENT_INSTEAD = mark("прислан {kind}")
REFUSED = mark("присланный файл не принят, см. «Замечания»")
VERSION, DRAFT = mark("версия {version}"), mark("черновик: период не закрыт")
CLOSED_ON = mark("закрыт {day}")
CELLS, PARTS = mark("исправлено вручную ячеек: {number}"), mark("вручную изменены строки, столбцы или листы")
FILE = mark("файл {code}")


@dataclass(frozen=True, slots=True)
class Missing:
    """A district whose transmittal does not count; ``refused`` is why not the file that came (None: none came)."""

    district_id: str
    refused: Finding | None = None


def missing(consolidation: Consolidation) -> tuple[Missing, ...]:
    """Districts without a transmittal, where it is known that theirs is waited for; by id.

    It is where what came is no transmittal that counts, or others sent one and nothing at all came from the district.
    A district whose organisations' reports are here is asked for nothing.
    """
    sent = {each.district_id for each in consolidation.transmittals}
    refused = {each.place_id: each for each in refusals(consolidation)}
    statuses: dict[str, set[str]] = {}
    for row in rows_of(consolidation.completeness):
        statuses.setdefault(row.district_id, set()).add(row.status)
    return tuple(
        Missing(district_id, refused.get(district_id))
        for district_id, known in sorted(statuses.items())
        if district_id not in sent and known == {"silent"} and (sent or district_id in refused)
    )


def refusals(consolidation: Consolidation) -> Iterator[Finding]:
    """Why files that the program wrote and that were not taken were not: the first error of each, by path."""
    paths = {
        row.path
        for row in consolidation.register
        if row.status is FileStatus.REJECTED and (row.form_version == TRANSMITTAL or OTHER_WORKBOOK in row.codes)
    }
    for finding in consolidation.findings:
        if finding.path in paths and finding.severity is Severity.ERROR:
            paths.remove(finding.path)
            yield finding


def missing_words(each: Missing, name: str) -> str:
    """«Каменноручейский район (прислан муниципальный свод)»."""
    finding = each.refused
    if finding is None:
        return name
    kind = finding.facts.get(f"kind_{spoken()}") if finding.code == OTHER_WORKBOOK else None
    why = tr(SENT_INSTEAD).format(kind=kind) if kind else tr(REFUSED)
    return f"{name} ({why})"


def edited_words(consolidation: Consolidation, each: Transmittal) -> str | None:
    """How a transmittal was edited by hand; None where it was not."""
    if each.edits:
        return tr(CELLS).format(number=len(each.edits))
    codes = next((row.codes for row in consolidation.register if row.path == each.path), ())
    return tr(PARTS) if EDITED.intersection(codes) else None


def transmittal_words(consolidation: Consolidation, each: Transmittal) -> str:
    """«файл 0a1b2c3d4e5f, версия 2, закрыт 20.01.2025, исправлено вручную ячеек: 3»."""
    parts = [tr(FILE).format(code=each.sha256[:12])]
    parts.append(tr(VERSION).format(version=each.version) if each.version else tr(DRAFT))
    if each.closed_on is not None:
        parts.append(tr(CLOSED_ON).format(day=day(each.closed_on)))
    edited = edited_words(consolidation, each)
    return ", ".join([*parts, *([edited] if edited else [])])
