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
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who does the work: this machine, or a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler, as in tcp://host:8786.")
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
    executor: str,
    scheduler: str | None,
    returning: Returning,
    strict: bool,
    quiet: bool,
) -> int:
    """Consolidate incoming/ into workbooks and data in outgoing/<period>/ (собрать свод)."""
    from engine.cli.askedwords import asked_lines
    from engine.cli.summarywords import STAGES
    from engine.cli.verdict import code_for
    from engine.pipeline.choices import asked_of
    from engine.pipeline.machine import cores
    from engine.pipeline.unchanged import circumstances_of, said_before
    from engine.workspace.lock import locked
    from engine.workspace.publication import finish_interrupted

    _require_fitting(executor, scheduler)
    workspace, rulebook, lang = workspace_and_rules(root, lang)
    asked = asked_of(rulebook, period_id, as_of, strict=strict)
    if form_of_output == "json":
        for line in asked_lines(asked, lang):
            note(line, quiet=quiet)
    with locked(workspace, since=datetime.now().astimezone().isoformat(timespec="seconds")):
        finish_interrupted(workspace)
        circumstances = circumstances_of(workspace, rulebook, asked, returning, lang)
        said = said_before(workspace, asked.period.id, circumstances)
        if said is not None:
            note(STAGES[lang]["unchanged"], quiet=quiet)
        else:
            from engine.cli.consolidated import consolidated  # what it needs takes longer to load than nothing to do
            from engine.pipeline.teams import team_of

            with team_of(workspace, jobs or cores(), scheduler) as team:
                said = consolidated(workspace, rulebook, asked, team, returning, circumstances, lang, quiet=quiet)
    if form_of_output == "json":
        say_json({name: value for name, value in said.contents.items() if name != "files"})
    else:
        for line in said.lines:
            say(line)
    return code_for(said.open_severities, fail_on, unusable=said.unusable)


def _require_fitting(executor: str, scheduler: str | None) -> None:
    """Make sure that a cluster has an address, and an address a cluster."""
    from engine.cli.mistakes import Misuse

    if executor == "dask" and not scheduler:
        raise Misuse(
            "Для --executor dask нужен адрес планировщика, например: --scheduler tcp://server:8786",
            "--executor dask needs the address of a scheduler, as in: --scheduler tcp://server:8786",
        )
    if executor == "local" and scheduler:
        raise Misuse(
            "Параметр --scheduler пишут вместе с --executor dask.", "--scheduler goes together with --executor dask."
        )
