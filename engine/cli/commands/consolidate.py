"""``svod consolidate``: the main job."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.options import Day, shared_options, workspace_and_rules
from engine.cli.output import note, say, say_json

if TYPE_CHECKING:
    from engine.report.correspondence import Returning


@click.command("consolidate")
@click.option("--period", "period_id", metavar="P", help="Period to consolidate. Default: the rules' current period.")
@click.option("--as-of", type=Day(), help="Date by which deadlines are judged. Default: the period's own.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that read and write. Default: one a core.")
@click.option(
    "--returns",
    "returning",
    type=click.Choice(["rejected", "warned", "none"]),
    default="rejected",
    show_default=True,
    help="Reports that go back for correction; warned: also those with open warnings; none: no letters either.",
)
@click.option("--strict", is_flag=True, help="Refuse districts' transmittals that were edited by hand.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    help="Weight of findings from which the exit code is 1. Default: error.",
)
@shared_options
def command(
    period_id: str | None,
    as_of: date | None,
    jobs: int | None,
    fail_on: str,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    returning: Returning,
    strict: bool,
    quiet: bool,
) -> int:
    """Consolidate incoming/ into workbooks and data in outgoing/<period>/ (собрать свод)."""
    from engine.cli.summary import asked_lines, summary_lines
    from engine.cli.summarywords import STAGES
    from engine.cli.verdict import code_of
    from engine.pipeline.choices import asked_of
    from engine.pipeline.consolidation import run_consolidation
    from engine.pipeline.machine import cores
    from engine.workspace.lock import locked
    from engine.workspace.publication import finish_interrupted

    workspace, rulebook, lang = workspace_and_rules(root, lang)
    asked = asked_of(rulebook, period_id, as_of, strict=strict)
    if form_of_output == "json":
        for line in asked_lines(asked, lang):
            note(line, quiet=quiet)
    with locked(workspace, since=datetime.now().astimezone().isoformat(timespec="seconds")):
        finish_interrupted(workspace)
        run = run_consolidation(
            workspace,
            rulebook,
            asked,
            lambda stage: note(STAGES[lang][stage], quiet=quiet),
            jobs or cores(),
            returning,
            language=lang,
        )
    for fault in run.template_faults:
        note(fault.said(lang), quiet=False)  # not progress: something is missing among the outputs
    if form_of_output == "json":
        say_json({name: value for name, value in run.contents.items() if name != "files"})
    else:
        for line in summary_lines(run, rulebook, lang, root):
            say(line)
    return code_of(run.consolidation.findings, fail_on, unusable=run.unusable)
