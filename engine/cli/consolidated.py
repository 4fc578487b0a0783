"""Runs a consolidation for the command, and keeps what it said for the next time that nothing has changed."""

from __future__ import annotations

from engine.cli.output import note
from engine.cli.stages import Stages
from engine.cli.summary import summary_lines
from engine.pipeline.choices import Asked
from engine.pipeline.consolidation import run_consolidation
from engine.pipeline.teams import Team
from engine.pipeline.unchanged import Circumstances, Said, keep_said
from engine.report.correspondence import Returning
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


def consolidated(
    workspace: Workspace,
    rulebook: Rulebook,
    asked: Asked,
    team: Team,
    returning: Returning,
    circumstances: Circumstances | None,
    lang: str,
    *,
    quiet: bool,
) -> Said:
    """Consolidate, say how far it is and what is wrong with templates, and return what there is to say of the run."""
    with Stages(lang, quiet=quiet) as stages:
        run = run_consolidation(workspace, rulebook, asked, stages, team, returning, language=lang)
    for fault in run.template_faults:
        note(fault.said(lang), quiet=False)  # not progress: something is missing among the outputs
    said = Said(
        contents=run.contents,
        lines=tuple(summary_lines(run, rulebook, lang, workspace.root)),
        open_severities=frozenset(each.severity for each in run.consolidation.findings if each.is_open),
        unusable=run.unusable,
    )
    # What is missing or stands under another name is tried again, though nothing has changed.
    keep_said(workspace, asked.period.id, None if run.template_faults or run.renamed else circumstances, said)
    return said
