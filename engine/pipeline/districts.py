"""What a run does district by district: consolidate one, and write what comes of it; any process can do either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from engine.consolidation.closed import ClosedData
from engine.consolidation.districts import district_id_of
from engine.consolidation.part import consolidate_part
from engine.consolidation.recorded import RecordedPart, part_of, recorded_part
from engine.consolidation.transmitted import with_transmittals
from engine.intake.recorded import readings_of
from engine.pipeline.choices import Asked
from engine.pipeline.earlier import EarlierOutputs
from engine.pipeline.formcache import FormCache
from engine.report.correspondence import Correspondence, Returning, write_correspondence
from engine.report.documents.faults import TemplateFault
from engine.report.documents.writing import Documentation, Templates, read_templates
from engine.report.index import Index
from engine.report.workbooks import Output, write_district_workbooks
from engine.rulebook.rulebook import Rulebook
from engine.validation.judge import validate
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding
from engine.vocabulary.language import speaking
from engine.vocabulary.places import Registry
from engine.workspace.folders import Workspace


@dataclass(frozen=True)
class Commission:
    """What all districts of a run have in common; every process that works for the run has it.

    ``folder`` is where outputs are written to.
    """

    rulebook: Rulebook
    asked: Asked
    language: str
    returning: Returning
    workspace: Workspace
    folder: Path
    earlier: EarlierOutputs
    prefilled: FormCache

    @cached_property
    def templates(self) -> Templates:
        """The Word templates, read once in each process."""
        return read_templates(self.workspace.templates)

    def writing_to(self, folder: Path) -> Commission:
        """The same commission with another folder for the outputs."""
        return replace(self, folder=folder)


@dataclass(frozen=True, slots=True)
class Mail:
    """What came in of one district: the records of its readings, and what the closed version says of it.

    Records may hold readings of other districts too: members of an archive.
    """

    district_id: str
    records: tuple[bytes, ...]
    closed: ClosedData | None = None

    def readings(self, registry: Registry) -> tuple[FileReading, ...]:
        """The readings of the district."""
        every = (each for record in self.records for each in readings_of(record))
        return tuple(each for each in every if district_id_of(each.place_id, registry) == self.district_id)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of one district, or of the region; ``unaddressed`` are places whose letter has no receiver."""

    outputs: tuple[Output, ...]
    faults: tuple[TemplateFault, ...] = ()
    unaddressed: tuple[str, ...] = ()


def consolidated(given: Commission, mails: Sequence[Mail]) -> list[RecordedPart]:
    """Judge some districts in one batch, then consolidate each; of `NOBODY` what came of nobody known."""
    rulebook, asked = given.rulebook, given.asked
    readings = [each.readings(rulebook.registry) for each in mails]
    sent = (each.submission for of_one in readings for each in of_one if each.submission is not None)
    about: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in validate([each for each in sent if each.period_id == asked.period.id], rulebook, asked.period):
        about[finding.path].append(finding)
    made = []
    for mail, of_one in zip(mails, readings, strict=True):
        own = rulebook.within(mail.district_id)
        findings = [finding for each in of_one for finding in about[each.path]]
        part = consolidate_part(of_one, findings, own, asked.period, asked.as_of, mail.closed, strict=asked.strict)
        made.append(recorded_part(part, own))
    return made


def written(given: Commission, mail: Mail, recorded: RecordedPart, is_lacking: bool) -> Written:  # noqa: FBT001  a task has no keywords
    """Write a district's workbooks, documents, letters and returns.

    ``is_lacking`` says that its transmittal is waited for. What the run before wrote of the same is taken as it is.
    """
    place, period = given.rulebook.registry[mail.district_id], given.asked.period
    written_from, sends = recorded.fingerprint, recorded.sends

    @cache
    def own() -> Index:
        made = part_of(recorded, period, mail.closed).consolidation
        return Index(made, with_transmittals(given.rulebook.within(place.id), made))

    with speaking(given.language):
        workbooks = write_district_workbooks(given.folder, own, place, period, written_from, given.earlier, sends=sends)
    writing = Documentation(given.folder, period, given.templates, given.earlier)
    documents = writing.district(own, place, written_from, sends=sends)
    letters = Correspondence((), ())
    if is_lacking or given.returning == "warned" or not recorded.settled:
        letters = write_correspondence(
            given.folder,
            mail.readings(given.rulebook.registry),
            own().consolidation,
            with_transmittals(given.rulebook, own().consolidation),  # names are told apart in the whole region
            returning=given.returning,
            lacking={place.id} if is_lacking else (),
            prefilled=given.prefilled,
        )
    outputs = (*workbooks, *documents.outputs, *letters.outputs)
    return Written(outputs, documents.faults, letters.unaddressed)
