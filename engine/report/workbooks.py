"""The workbooks of a consolidation: one per district, one for the region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Place

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
    earlier: Earlier = nothing_earlier,
) -> tuple[Output, ...]:
    """Write the district workbooks and the region's into ``folder``: the same bytes for the same consolidation.

    Of each district that has anything to send up a transmittal is written too, unless the district sent one itself.
    A district's workbooks are written from its slice and carry the slice's hash, so that what happens in other
    districts changes nothing in them; the region's carries ``data_sha256``, the hash over the tidy tables of the run.
    """
    slices, period = Slices(consolidation, rulebook), consolidation.period
    sending = sending_districts(consolidation, rulebook)

    def district(place: Place) -> tuple[Output, ...]:
        own = Index(slices.of(place.id), rulebook)
        hashed, sends = fingerprint(own.consolidation, rulebook), place in sending
        return write_district_workbooks(folder, lambda: own, place, period, hashed, earlier, sends=sends)

    written = [output for each in open_districts(rulebook, period) for output in district(each)]
    written.sort(key=lambda each: each.kind == KIND)
    return (*written, write_region_workbook(folder, Index(consolidation, rulebook), data_sha256, earlier))


def write_district_workbooks(
    folder: Path,
    own: Callable[[], Index],
    district: Place,
    period: Period,
    data_sha256: str,
    earlier: Earlier = nothing_earlier,
    *,
    sends: bool,
) -> tuple[Output, ...]:
    """Write a district's workbook and, where it ``sends`` one, its transmittal.

    ``own`` gives its slice of the consolidation where it is needed, ``data_sha256`` is the slice's hash. The bytes do
    not depend on whether ``earlier`` has some of them at hand.
    """
    outputs = [Output("district_workbook", district.id, workbook_name(district, period), data_sha256)]
    if sends:
        outputs.append(Output(KIND, district.id, transmittal_name(district, period), data_sha256))
    for each in outputs:
        _write(folder, each, own, district, earlier)
    return tuple(outputs)


def write_region_workbook(
    folder: Path, whole: Index, data_sha256: str = "", earlier: Earlier = nothing_earlier
) -> Output:
    """Write the region's workbook, which carries ``data_sha256``, the hash over the tidy tables of the run."""
    place = whole.rulebook.registry.region
    output = Output("region_workbook", place.id, workbook_name(place, whole.consolidation.period), data_sha256)
    _write(folder, output, lambda: whole, place, earlier)
    return output


def _write(folder: Path, output: Output, whose: Callable[[], Index], place: Place, earlier: Earlier) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if (content := earlier(output.path, output.data_sha256)) is not None:
        (folder / output.path).write_bytes(content)
        return
    scope = Scope(whose(), place, leaves=output.kind == KIND)
    if scope.leaves:
        write_transmittal(folder, scope, REGION_SHEETS, output.data_sha256)
    else:
        sheets = REGION_SHEETS if scope.is_region else DISTRICT_SHEETS
        _write_workbook(folder / output.path, scope, sheets, output)


def _write_workbook(path: Path, scope: Scope, sheets: Sequence[SheetWriter], output: Output) -> None:
    organisation, subject = scope.programme.organisation, scope.programme.title
    with open_book(path, scope.title, organisation, scope.as_of, subject) as book:
        for write in sheets:
            write(book, scope)
        write_stamp(book, scope, output.kind, output.data_sha256)
