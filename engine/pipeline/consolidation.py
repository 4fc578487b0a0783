"""The verb «consolidate»: everything in incoming/ becomes workbooks and data in outgoing/<period>/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import engine
from engine.consolidation.result import Consolidation
from engine.consolidation.run import consolidate
from engine.consolidation.transmitted import with_transmittals
from engine.intake.incoming import read_incoming
from engine.intake.limits import PATIENCE
from engine.pipeline.choices import Asked
from engine.pipeline.closed import closed_data
from engine.pipeline.earlier import earlier_outputs, keep_in_mind
from engine.pipeline.formcache import form_cache
from engine.pipeline.progress import Progress, in_silence
from engine.pipeline.readingcache import reading_cache
from engine.pipeline.register import require_one_row_each
from engine.pipeline.tidyrows import tables_sha256
from engine.report.correspondence import Returning, write_correspondence
from engine.report.documents.faults import TemplateFault
from engine.report.documents.writing import write_documents
from engine.report.tidy import register_record, write_tidy
from engine.report.workbooks import Output, write_workbooks
from engine.rulebook.rulebook import Rulebook
from engine.validation.judge import validate
from engine.vocabulary.files import FileReading
from engine.vocabulary.language import RUSSIAN, speaking
from engine.workspace.folders import Workspace, require_incoming
from engine.workspace.publication import publish, sha256_of, staging


@dataclass(frozen=True)
class Run:
    """A finished run: what was consolidated, and run.json as it was published.

    ``unaddressed`` are ids of places that a letter was written to without knowing their address, ``template_faults``
    why documents were not written.
    """

    asked: Asked
    consolidation: Consolidation
    contents: dict[str, Any]
    folder: Path
    renamed: dict[str, str]
    unusable: bool
    unaddressed: tuple[str, ...]
    template_faults: tuple[TemplateFault, ...] = ()


def run_consolidation(
    workspace: Workspace,
    rulebook: Rulebook,
    asked: Asked,
    progress: Progress = in_silence,
    jobs: int = 1,
    returning: Returning = "rejected",
    *,
    language: str = RUSSIAN,
) -> Run:
    """Read incoming/ in ``jobs`` processes, judge, consolidate, and publish the outputs of a period.

    ``returning`` says which submissions go back to their senders. ``language`` is that of the engine's own words in the
    workbooks; what people sign or are sent (documents, returns, letters) is Russian.

    Raises:
        WorkspaceError: there is no incoming/, so that nobody's silence can be told from a drive that is not connected.
        RegisterBrokenError: a file would be lost or counted twice; nothing is published.
    """
    require_incoming(workspace)
    period = asked.period
    readings, result = read_and_consolidate(workspace, rulebook, asked, progress, jobs, keeping=True)
    require_one_row_each(readings, result.register)
    rulebook = with_transmittals(rulebook, result)
    progress("workbooks")
    with staging(workspace, period.id) as folder:
        outputs = _data_outputs(folder, result, rulebook)
        with speaking(language):
            earlier, tick = earlier_outputs(workspace, period.id, language), partial(progress, "workbooks")
            hashed = data_sha256(folder, outputs)
            workbooks = write_workbooks(folder, result, rulebook, hashed, jobs, earlier, tick)
            outputs += workbooks
        progress("documents")
        hashes = {each.place_id: each.data_sha256 for each in workbooks}
        documents = write_documents(folder, result, rulebook, workspace.templates, hashes, earlier)
        outputs += documents.outputs
        progress("returns")
        prefilled = form_cache(workspace, rulebook)
        written = write_correspondence(
            folder,
            readings,
            result,
            rulebook,
            returning=returning,
            jobs=jobs,
            prefilled=prefilled,
            tick=partial(progress, "returns"),
        )
        outputs += written.outputs
        progress("publication")
        contents = table_of_contents(folder, result, rulebook, outputs)
        contents["template_faults"] = [each.told for each in documents.faults]
        published = publish(workspace, period.id, workspace.outgoing / period.id, contents)
    keep_in_mind(workspace, period.id, published.contents["outputs"], language)
    return Run(
        asked=asked,
        consolidation=result,
        contents=published.contents,
        folder=published.folder,
        renamed=published.renamed,
        unusable=any(not each.usable for each in readings),
        unaddressed=written.unaddressed,
        template_faults=documents.faults,
    )


def read_and_consolidate(
    workspace: Workspace,
    rulebook: Rulebook,
    asked: Asked,
    progress: Progress = in_silence,
    jobs: int = 1,
    *,
    keeping: bool = False,
) -> tuple[tuple[FileReading, ...], Consolidation]:
    """Read incoming/, judge and consolidate a period.

    Nothing is written, except that what was read is kept for the next run where ``keeping`` says so.
    """
    period = asked.period
    progress("reading")
    with reading_cache(workspace, rulebook, keeping=keeping) as kept:
        readings = read_incoming(
            workspace.incoming, rulebook, jobs, patience=PATIENCE, kept=kept, tick=partial(progress, "reading")
        )
        kept.forget_others()
    progress("validation")
    submissions = [each.submission for each in readings if each.submission is not None]
    findings = validate([each for each in submissions if each.period_id == period.id], rulebook, period)
    progress("consolidation")
    closed = closed_data(workspace, rulebook, period)
    return readings, consolidate(readings, findings, rulebook, period, asked.as_of, closed, strict=asked.strict)


def table_of_contents(folder: Path, result: Consolidation, rulebook: Rulebook, outputs: list[Output]) -> dict[str, Any]:
    """What run.json holds (design of outgoing/): the outputs with their hashes and a register row per file found.

    Of workbooks ``data_sha256`` is the hash of what they were written from, which stands in their stamp too; of
    documents one over that and their template.
    """
    return {
        "period": result.period.id,
        "as_of": result.as_of.isoformat(),
        "engine_version": engine.__version__,
        "rules_sha256": rulebook.sha256,
        "counts": counts_of(result),
        "outputs": [
            {"kind": each.kind, "place_id": each.place_id, "path": each.path, "sha256": sha256_of(folder / each.path)}
            | ({"data_sha256": each.data_sha256} if each.data_sha256 else {})
            for each in outputs
        ],
        "files": [register_record(row) for row in result.register],
    }


def counts_of(result: Consolidation) -> dict[str, Any]:
    """How many files, places, findings and activities there are of each status."""
    return {
        "files": _counted(row.status for row in result.register),
        "places": _counted(result.completeness["status"]),
        "findings": _counted(each.severity for each in result.findings),
        "activities": _counted(result.activities["status"]),
    }


def data_sha256(folder: Path, outputs: Iterable[Output]) -> str:
    """One hash over the tidy tables of a run, which the region's workbook carries: it tells to which run it belongs."""
    return tables_sha256({each.path: sha256_of(folder / each.path) for each in outputs})


def _data_outputs(folder: Path, result: Consolidation, rulebook: Rulebook) -> list[Output]:
    region_id = rulebook.registry.region.id
    written = write_tidy(folder, result, rulebook)
    return [Output("data", region_id, each.relative_to(folder).as_posix()) for each in written]


def _counted(statuses: Any) -> dict[str, int]:  # noqa: ANN401  a series or a generator of words
    return dict(sorted(Counter(str(status) for status in statuses).items()))
