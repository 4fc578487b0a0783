"""The workbooks of a consolidation: one per district, one for the region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeVar

from engine.consolidation.expected import open_districts
from engine.consolidation.fingerprint import fingerprint
from engine.consolidation.result import Consolidation
from engine.consolidation.sending import sending_districts
from engine.consolidation.slices import Slices
from engine.report.book import Book
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.names import transmittal_name, workbook_name
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
from engine.vocabulary.ticking import Tick, in_silence

Made = TypeVar("Made")

#: Writes one sheet of a workbook.
SheetWriter = Callable[[Book, Scope], None]

_WORTH_PROCESSES = 3  # districts: fewer are written sooner than other processes begin
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


#: Gives a workbook of the run before that would be written the same, by its path and the hash of what it is written
#: from; None where there is none.
Earlier = Callable[[str, str], bytes | None]


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written: its kind, the place it is about, and its path in the outputs' folder.

    ``data_sha256`` is the hash of what a workbook was written from, by which it names its run; of others it is empty.
    """

    kind: str
    place_id: str
    path: str
    data_sha256: str = ""


def nothing_earlier(_path: str, _data_sha256: str) -> None:
    """Where every workbook is written anew."""


def write_workbooks(
    folder: Path,
    consolidation: Consolidation,
    rulebook: Rulebook,
    data_sha256: str = "",
    jobs: int = 1,
    earlier: Earlier = nothing_earlier,
    tick: Tick = in_silence,
) -> tuple[Output, ...]:
    """Write the district workbooks and the region's into ``folder``: the same bytes for the same consolidation.

    Of each district that has anything to send up a transmittal is written too, unless the district sent one itself.
    A district's workbooks are written from its slice and carry the slice's hash, so that what happens in other
    districts changes nothing in them; the region's carries ``data_sha256``, the hash over the tidy tables of the run.
    ``jobs`` processes write; the bytes do not depend on it, nor on whether ``earlier`` has some of them at hand.
    ``tick`` is told how many districts of how many are written, the region being the last of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    desk = _Desk(folder, Slices(consolidation, rulebook), data_sha256, spoken(), earlier)
    sending = {each.id for each in sending_districts(consolidation, rulebook)}
    wanted = [(each.id, each.id in sending) for each in open_districts(rulebook, consolidation.period)]
    done = count(1)

    def ticked(written: Made) -> Made:
        tick(next(done), len(wanted) + 1)
        return written

    if jobs == 1 or len(wanted) < _WORTH_PROCESSES:
        return _in_order([ticked(desk.district(*each)) for each in wanted], ticked(desk.region()))
    with writers(jobs, _given.append, desk) as pool:
        written = [pool.submit(_write_here, *each) for each in wanted]
        for each in written:
            each.add_done_callback(ticked)
        region = ticked(desk.region())  # meanwhile
        return _in_order([each.result() for each in written], region)


@dataclass(frozen=True)
class _Desk:
    """All that workbooks are written from, and where to."""

    folder: Path
    slices: Slices
    data_sha256: str
    language: str
    earlier: Earlier

    def district(self, district_id: str, sends: bool) -> tuple[Output, ...]:  # noqa: FBT001  a task has no keywords
        """Write a district's workbook and, where it ``sends`` one, its transmittal."""
        rulebook, own = self.slices.rulebook, self.slices.of(district_id)
        data_sha256, index = fingerprint(own, rulebook), Index(own, rulebook)
        place, period = rulebook.registry[district_id], own.period
        outputs = [Output("district_workbook", district_id, workbook_name(place, period), data_sha256)]
        if sends:
            outputs.append(Output(KIND, district_id, transmittal_name(place, period), data_sha256))
        for each in outputs:
            self._write(each, Scope(index, place, leaves=each.kind == KIND), DISTRICT_SHEETS)
        return tuple(outputs)

    def region(self) -> Output:
        """Write the region's workbook."""
        rulebook, made = self.slices.rulebook, self.slices.consolidation
        place = rulebook.registry.region
        output = Output("region_workbook", place.id, workbook_name(place, made.period), self.data_sha256)
        self._write(output, Scope(Index(made, rulebook), place), REGION_SHEETS)
        return output

    def _write(self, output: Output, scope: Scope, sheets: Sequence[SheetWriter]) -> None:
        if (content := self.earlier(output.path, output.data_sha256)) is not None:
            (self.folder / output.path).write_bytes(content)
            return
        with speaking(self.language):
            if scope.leaves:
                write_transmittal(self.folder, scope, REGION_SHEETS, output.data_sha256)
            else:
                _write_workbook(self.folder / output.path, scope, sheets, output)


def _in_order(districts: Sequence[Sequence[Output]], region: Output) -> tuple[Output, ...]:
    """What was written as run.json lists it: the districts' workbooks, their transmittals, the region's workbook."""
    written = [each for outputs in districts for each in outputs]
    return (*sorted(written, key=lambda each: each.kind == KIND), region)


#: The desk of a process that writes for another one.
_given: list[_Desk] = []


def _write_here(district_id: str, sends: bool) -> tuple[Output, ...]:  # noqa: FBT001  a task has no keywords
    return _given[0].district(district_id, sends)


def _write_workbook(path: Path, scope: Scope, sheets: Sequence[SheetWriter], output: Output) -> None:
    organisation, subject = scope.programme.organisation, scope.programme.title
    with open_book(path, scope.title, organisation, scope.as_of, subject) as book:
        for write in sheets:
            write(book, scope)
        write_stamp(book, scope, output.kind, output.data_sha256)
