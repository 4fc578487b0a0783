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
from engine.intake.incoming import read_incoming, read_records
from engine.intake.limits import PATIENCE
from engine.pipeline.choices import Asked
from engine.pipeline.closed import closed_data
from engine.pipeline.districts import Commission
from engine.pipeline.earlier import earlier_outputs, keep_in_mind
from engine.pipeline.formcache import form_cache
from engine.pipeline.progress import Progress, in_silence
from engine.pipeline.readingcache import reading_cache
from engine.pipeline.region import consolidated_parts, mail_of, region_of, write_all
from engine.pipeline.register import require_one_row_each
from engine.pipeline.teams import OneMachine, Team
from engine.report.correspondence import Returning
from engine.report.documents.faults import TemplateFault
from engine.report.tidy import register_record
from engine.report.workbooks import Output
from engine.rulebook.rulebook import Rulebook
from engine.validation.judge import validate
from engine.vocabulary.files import FileReading
from engine.vocabulary.language import RUSSIAN
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
    team: Team = OneMachine(),  # noqa: B008  it does not change
    returning: Returning = "rejected",
    *,
    language: str = RUSSIAN,
) -> Run:
    """Read incoming/, judge, consolidate, and publish the outputs of a period; ``team`` does the work.

    A district is judged, consolidated and written by itself, in any process; of all of them together only what the
    region's workbook and the tidy tables hold is here at once. ``returning`` says which submissions go back to their
    senders. ``language`` is that of the engine's own words in the workbooks; what people sign or are sent (documents,
    returns, letters) is Russian.

    Raises:
        WorkspaceError: there is no incoming/, so that nobody's silence can be told from a drive that is not connected.
        RegisterBrokenError: a file would be lost or counted twice; nothing is published.
    """
    require_incoming(workspace)
    period = asked.period
    progress("reading")
    with reading_cache(workspace, rulebook) as kept, team.readers(rulebook) as reader:
        records = read_records(
            workspace.incoming, rulebook, reader, PATIENCE, kept=kept, tick=partial(progress, "reading")
        )
        kept.forget_others()
    closed = closed_data(workspace, rulebook, period)
    mail = mail_of(records, rulebook, closed)
    with staging(workspace, period.id) as folder:
        given = Commission(
            rulebook=rulebook,
            asked=asked,
            language=language,
            returning=returning,
            workspace=workspace,
            folder=folder,
            earlier=earlier_outputs(workspace, period.id, language),
            prefilled=form_cache(workspace, rulebook),
        )
        with team.crew(given) as hands:
            progress("consolidation")
            parts = consolidated_parts(given, mail, hands, partial(progress, "consolidation"))
            result = region_of(parts, given, closed)
            require_one_row_each((head for each in records for head in each.heads), result.register)
            rules = with_transmittals(rulebook, result)
            progress("workbooks")
            every = write_all(given, mail, parts, result, rules, hands, partial(progress, "workbooks"))
        progress("publication")
        contents = table_of_contents(folder, result, rules, every.outputs)
        contents["template_faults"] = [each.told for each in every.faults]
        published = publish(workspace, period.id, workspace.outgoing / period.id, contents)
    keep_in_mind(workspace, period.id, published.contents["outputs"], language)
    return Run(
        asked=asked,
        consolidation=result,
        contents=published.contents,
        folder=published.folder,
        renamed=published.renamed,
        unusable=any(not head.usable for each in records for head in each.heads),
        unaddressed=every.unaddressed,
        template_faults=every.faults,
    )


def read_and_consolidate(
    workspace: Workspace, rulebook: Rulebook, asked: Asked, progress: Progress = in_silence
) -> tuple[tuple[FileReading, ...], Consolidation]:
    """Read incoming/, judge and consolidate a period, all of it here; nothing is written."""
    period = asked.period
    progress("reading")
    with reading_cache(workspace, rulebook, keeping=False) as kept:
        tick = partial(progress, "reading")
        readings = read_incoming(workspace.incoming, rulebook, patience=PATIENCE, kept=kept, tick=tick)
    progress("consolidation")
    submissions = [each.submission for each in readings if each.submission is not None]
    findings = validate([each for each in submissions if each.period_id == period.id], rulebook, period)
    closed = closed_data(workspace, rulebook, period)
    return readings, consolidate(readings, findings, rulebook, period, asked.as_of, closed, strict=asked.strict)


def table_of_contents(
    folder: Path, result: Consolidation, rulebook: Rulebook, outputs: Iterable[Output]
) -> dict[str, Any]:
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


def _counted(statuses: Any) -> dict[str, int]:  # noqa: ANN401  a series or a generator of words
    return dict(sorted(Counter(str(status) for status in statuses).items()))
