"""The workbooks of a consolidation: one per district, one for the region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.consolidation.expected import open_districts
from engine.consolidation.result import Consolidation
from engine.consolidation.sending import sending_districts
from engine.report.book import Book
from engine.report.bookfile import open_book
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
from engine.report.writers import writers
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking, spoken

#: Writes one sheet of a workbook.
SheetWriter = Callable[[Book, Scope], None]

_WORTH_PROCESSES = 6  # workbooks: fewer are written sooner than other processes begin
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
    folder: Path, consolidation: Consolidation, rulebook: Rulebook, data_sha256: str = "", jobs: int = 1
) -> tuple[Output, ...]:
    """Write the district workbooks and the region's into ``folder``: the same bytes for the same consolidation.

    Of each district that has anything to send up a transmittal is written too, unless the district sent one itself.
    ``data_sha256`` is the hash over the tidy tables of the same run, by which each workbook names its run. ``jobs``
    processes write; the bytes do not depend on it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    desk = _Desk(folder, Index(consolidation, rulebook), data_sha256, spoken())
    wanted = [
        *((each.id, False) for each in open_districts(rulebook, consolidation.period)),
        *((each.id, True) for each in sending_districts(consolidation, rulebook)),
    ]
    if jobs == 1 or len(wanted) < _WORTH_PROCESSES:
        return (*(desk.district(*each) for each in wanted), desk.region())
    with writers(jobs, _given.append, desk) as pool:
        written = [pool.submit(_write_here, *each) for each in wanted]
        region = desk.region()  # meanwhile
        return (*(each.result() for each in written), region)


@dataclass(frozen=True)
class _Desk:
    """All that workbooks are written from, and where to."""

    folder: Path
    index: Index
    data_sha256: str
    language: str

    def district(self, district_id: str, leaves: bool) -> Output:  # noqa: FBT001  as `Scope` has it
        """Write a district's workbook, or its transmittal."""
        scope = Scope(self.index, self.index.rulebook.registry[district_id], leaves)
        with speaking(self.language):
            if leaves:
                return Output(KIND, district_id, write_transmittal(self.folder, scope, REGION_SHEETS, self.data_sha256))
            return _written(self.folder, scope, DISTRICT_SHEETS, "district_workbook", self.data_sha256)

    def region(self) -> Output:
        """Write the region's workbook."""
        scope = Scope(self.index, self.index.rulebook.registry.region)
        with speaking(self.language):
            return _written(self.folder, scope, REGION_SHEETS, "region_workbook", self.data_sha256)


#: The desk of a process that writes for another one.
_given: list[_Desk] = []


def _write_here(district_id: str, leaves: bool) -> Output:  # noqa: FBT001  as `Scope` has it
    return _given[0].district(district_id, leaves)


def _written(folder: Path, scope: Scope, sheets: Sequence[SheetWriter], kind: str, data_sha256: str) -> Output:
    name = workbook_name(scope.place, scope.period)
    organisation, subject = scope.programme.organisation, scope.programme.title
    with open_book(folder / name, scope.title, organisation, scope.as_of, subject) as book:
        for write in sheets:
            write(book, scope)
        write_stamp(book, scope, kind, data_sha256)
    return Output(kind, scope.place.id, name)
