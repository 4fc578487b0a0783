"""The workbooks of a consolidation: one per district, one for the region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.consolidation.expected import open_districts
from engine.consolidation.result import Consolidation
from engine.report.book import Book, open_book
from engine.report.names import workbook_name
from engine.report.scope import Index, Scope
from engine.report.sheets import (
    about,
    byform,
    changes,
    clarification,
    contacts,
    counts,
    coverage,
    documents,
    facts,
    findings,
    overdue,
    practices,
    reporting,
    roadmap,
    summary,
    upcoming,
)
from engine.report.stamp import write_stamp
from engine.rulebook.rulebook import Rulebook

#: Writes one sheet of a workbook.
SheetWriter = Callable[[Book, Scope], None]

#: Sheets in reading order.
REGION_SHEETS: tuple[SheetWriter, ...] = (
    summary.write,
    changes.write,  # only where the period was closed before
    coverage.write,
    counts.write,
    byform.write,
    roadmap.write,
    overdue.write,
    upcoming.write,
    clarification.write,
    reporting.write,
    findings.write,
    facts.write,
    about.write,
)
DISTRICT_SHEETS: tuple[SheetWriter, ...] = (
    *REGION_SHEETS[:-2],
    practices.write,
    documents.write,
    contacts.write,
    facts.write,
    about.write,
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

    ``data_sha256`` is the hash over the tidy tables of the same run, by which each workbook names its run.
    """
    index = Index(consolidation, rulebook)
    folder.mkdir(parents=True, exist_ok=True)
    districts = [
        _written(folder, Scope(index, district), DISTRICT_SHEETS, "district_workbook", data_sha256)
        for district in open_districts(rulebook, consolidation.period)
    ]
    region = _written(folder, Scope(index, rulebook.registry.region), REGION_SHEETS, "region_workbook", data_sha256)
    return (*districts, region)


def _written(folder: Path, scope: Scope, sheets: Sequence[SheetWriter], kind: str, data_sha256: str) -> Output:
    name = workbook_name(scope.place, scope.period)
    with open_book(folder / name, scope.title, scope.programme.organisation, scope.as_of) as book:
        for write in sheets:
            write(book, scope)
        write_stamp(book, scope, kind, data_sha256)
    return Output(kind, scope.place.id, name)
