"""What a run does with all its districts: hands them out, puts them together, and writes what is about all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import count

from engine.consolidation.closed import ClosedData
from engine.consolidation.closedslices import ClosedSlices
from engine.consolidation.districts import by_district, known_districts
from engine.consolidation.expected import open_districts
from engine.consolidation.joined import joined
from engine.consolidation.part import Part
from engine.consolidation.recorded import RecordedPart, part_of, recorded_part
from engine.consolidation.result import Consolidation
from engine.intake.recorded import Record
from engine.pipeline.crew import Crew
from engine.pipeline.districts import Commission, Mail, Written, consolidated, written
from engine.pipeline.partcache import part_cache
from engine.pipeline.tidyrows import tables_sha256
from engine.report.documents.faults import TemplateFault
from engine.report.documents.files import DOCUMENT
from engine.report.documents.writing import Documentation
from engine.report.index import Index
from engine.report.sentup import missing
from engine.report.tidy import write_tidy
from engine.report.transmittal import KIND
from engine.report.workbooks import Output, write_region_workbook
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking
from engine.vocabulary.ticking import Tick, in_silence
from engine.workspace.publication import sha256_of

#: Files of the districts that are judged together, at least.
_FILES_TOGETHER = 100
#: Kinds of outputs in the order in which run.json lists them.
_KINDS = ("data", "district_workbook", KIND, "region_workbook", DOCUMENT)

#: What came in, by district, `NOBODY` among them.
Mails = Mapping[str, Mail]
#: What was consolidated, by district.
Parts = Mapping[str, RecordedPart]


def mail_of(records: Sequence[Record], rulebook: Rulebook, closed: ClosedData | None) -> Mails:
    """The mail of every district; an archive goes to each district whose files it holds."""
    registry = rulebook.registry
    grouped = by_district((head for each in records for head in each.heads), registry)
    owners = {head.path: district_id for district_id, heads in grouped.items() for head in heads}
    contents: dict[str, list[bytes]] = {}
    for each in records:
        for district_id in dict.fromkeys(owners[head.path] for head in each.heads):
            contents.setdefault(district_id, []).append(each.content)
    slices = None if closed is None else ClosedSlices(closed, grouped, registry)
    return {
        each: Mail(each, tuple(contents.get(each, ())), None if slices is None else slices.of(each))
        for each in known_districts(registry)
    }


def consolidated_parts(given: Commission, mails: Mails, hands: Crew, tick: Tick = in_silence) -> Parts:
    """Every district consolidated, or taken from an earlier run that had the same of it."""
    with part_cache(given.workspace, given.rulebook, given.asked) as kept:
        parts = {each: part for each, mail in mails.items() if (part := kept.find(mail)) is not None}
        wanted = list(batches_of(mail for each, mail in mails.items() if each not in parts))
        for batch, future in [(batch, hands.submit(consolidated, batch)) for batch in wanted]:
            for mail, part in zip(batch, future.result(), strict=True):
                parts[mail.district_id] = part
                kept.keep(mail, part)
            tick(len(parts), len(mails))
    return parts


def batches_of(mails: Iterable[Mail]) -> Iterator[list[Mail]]:
    """Whole districts together, so many that judging a batch costs little more than judging a file of it."""
    batch: list[Mail] = []
    for each in mails:
        batch.append(each)
        if sum(len(mail.records) for mail in batch) >= _FILES_TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


def region_of(parts: Parts, given: Commission, closed: ClosedData | None) -> Consolidation:
    """The whole region; without the reports that count, which are their districts', unless there is one only."""
    asked, alone = given.asked, _alone(given.rulebook) is not None
    made = (part_of(each, asked.period, with_submissions=alone) for each in parts.values())
    return joined(made, given.rulebook, asked.period, asked.as_of, closed)


def write_all(
    given: Commission,
    mails: Mails,
    parts: Parts,
    result: Consolidation,
    rulebook: Rulebook,
    hands: Crew,
    tick: Tick = in_silence,
) -> Written:
    """Write what comes of every district, and meanwhile here what is about all of them.

    ``rulebook`` are the rules with what transmittals told. ``tick`` is told how many districts of how many are
    written, the region being one of them.
    """
    if (district_id := _alone(rulebook)) is not None:  # nobody else would see what belongs to none
        parts = {district_id: recorded_part(Part(result, {}), rulebook)}
        mails = {district_id: replace(mails[district_id], closed=result.closed)}
    lacking = {each.district_id for each in missing(result)}
    wanted = [each.id for each in open_districts(given.rulebook, given.asked.period)]
    done = count(1)

    def ticked(_: object = None) -> None:
        tick(next(done), len(wanted) + 1)

    asked: list[Future[Written]] = []
    for each in wanted:
        asked.append(hands.submit(written, mails[each], parts[each], each in lacking))
        asked[-1].add_done_callback(ticked)
    region = _write_region(given, Index(result, rulebook))
    ticked()
    return _together(given, [*(each.result() for each in asked), region])


def _write_region(given: Commission, whole: Index) -> Written:
    folder, region_id = given.folder, whole.rulebook.registry.region.id
    tables = write_tidy(folder, whole.consolidation, whole.rulebook)
    data = [Output("data", region_id, each.relative_to(folder).as_posix()) for each in tables]
    with speaking(given.language):
        written_from = tables_sha256({each.path: sha256_of(folder / each.path) for each in data})
        workbook = write_region_workbook(folder, whole, written_from, given.earlier)
    writing = Documentation(folder, given.asked.period, given.templates, given.earlier)
    documents = writing.region(whole, written_from)
    return Written((*data, workbook, *documents.outputs), documents.faults)


def _together(given: Commission, every: Iterable[Written]) -> Written:
    """Everything that was written, in the order in which run.json lists it; each fault of a template once."""
    made = list(every)
    outputs = sorted((output for each in made for output in each.outputs), key=lambda each: _rank(each.kind))
    faults: dict[TemplateFault, None] = dict.fromkeys(given.templates.faults)
    faults |= dict.fromkeys(fault for each in made for fault in each.faults)
    return Written(tuple(outputs), tuple(faults), tuple(place_id for each in made for place_id in each.unaddressed))


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _alone(rulebook: Rulebook) -> str | None:
    """The only district; None where there are several, or none."""
    districts = rulebook.registry.districts
    return districts[0].id if len(districts) == 1 else None
