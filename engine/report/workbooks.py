"""The workbooks of a consolidation: one per district, one for the region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.consolidation.expected import open_districts
from engine.consolidation.result import Consolidation
from engine.consolidation.sending import sending_districts
from engine.report.book import Book, open_book
from engine.report.index import Index
from engine.report.names import workbook_name
from engine.report.scope import Scope
from engine.report.sheets import (
    about,
    byform,
    changes,
    clarification,
    contacts,
    contents,
    counts,
    coverage,
    documents,
    facts,
    findings,
    overdue,
    practices,
    progress,
    reporting,
    roadmap,
    summary,
    upcoming,
)
from engine.report.stamp import write_stamp
from engine.report.transmittal import KIND, write_transmittal
from engine.rulebook.rulebook import Rulebook

#: Writes one sheet of a workbook.
SheetWriter = Callable[[Book, Scope], None]

#: Sheets in reading order; the contents, written last, stand on the first of them.
_EVERYWHERE: tuple[SheetWriter, ...] = (
    summary.write,
    changes.write,  # only where the period was closed before
    coverage.write,
    progress.write,  # only where there are earlier results
    counts.write,
    byform.write,
    roadmap.write,
    overdue.write,
    upcoming.write,
    clarification.write,
    reporting.write,
    findings.write,
)
REGION_SHEETS: tuple[SheetWriter, ...] = (*_EVERYWHERE, facts.write, about.write, contents.write)
DISTRICT_SHEETS: tuple[SheetWriter, ...] = (
    *_EVERYWHERE,
    practices.write,
    documents.write,
    contacts.write,
    facts.write,
    about.write,
    contents.write,
)


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written: its kind, the place it is about, and its path in the outputs' folder."""

    kind: str
    place_id: str
    path: str


def write_workbooks(
    folder: Path, consolidation: Consolidation, rulebook: Rulebook, data_sha256: str = ""
) -> tuple[Output, ...]:
    """Write the district workbooks and the region's into ``folder``: the same bytes for the same consolidation.

    Of each district that has anything to send up a transmittal is written too, unless the district sent one itself.
    ``data_sha256`` is the hash over the tidy tables of the same run, by which each workbook names its run.
    """
    index = Index(consolidation, rulebook)
    folder.mkdir(parents=True, exist_ok=True)
    districts = [
        _written(folder, Scope(index, district), DISTRICT_SHEETS, "district_workbook", data_sha256)
        for district in open_districts(rulebook, consolidation.period)
    ]
    transmittals = [
        _transmittal(folder, Scope(index, district, leaves=True), data_sha256)
        for district in sending_districts(consolidation, rulebook)
    ]
    region = _written(folder, Scope(index, rulebook.registry.region), REGION_SHEETS, "region_workbook", data_sha256)
    return (*districts, *transmittals, region)


def _written(folder: Path, scope: Scope, sheets: Sequence[SheetWriter], kind: str, data_sha256: str) -> Output:
    name = workbook_name(scope.place, scope.period)
    organisation, subject = scope.programme.organisation, scope.programme.title
    with open_book(folder / name, scope.title, organisation, scope.as_of, subject) as book:
        for write in sheets:
            write(book, scope)
        write_stamp(book, scope, kind, data_sha256)
    return Output(kind, scope.place.id, name)


def _transmittal(folder: Path, scope: Scope, data_sha256: str) -> Output:
    return Output(KIND, scope.place.id, write_transmittal(folder, scope, REGION_SHEETS, data_sha256))
