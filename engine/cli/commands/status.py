"""``svod status``: who has reported, who has not, and what to ask them for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from engine.cli.options import Day, shared_options, workspace_and_rules
from engine.cli.output import say, say_json


@click.command("status")
@click.option("--period", "period_id", metavar="P", help="Period that is asked about. Default: the current one.")
@click.option("--as-of", type=Day(), help="The day that is asked about. Default: the period's own.")
@click.option("--district", "district_id", metavar="ID", help="Only this district.")
@shared_options
def command(
    period_id: str | None,
    as_of: date | None,
    district_id: str | None,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    quiet: bool,
) -> int:
    """Show who has reported and what to ask the others for, without writing anything (кто сдал, кому писать)."""
    from engine.cli.stages import Stages
    from engine.cli.standing import overview_lines, overview_record
    from engine.pipeline.choices import asked_of
    from engine.pipeline.status import overview

    workspace, rulebook, lang = workspace_and_rules(root, lang)
    asked = asked_of(rulebook, period_id, as_of)
    with Stages(lang, quiet=quiet) as stages:
        found = overview(workspace, rulebook, asked, district_id, stages)
    if form_of_output == "json":
        say_json(overview_record(found, rulebook, lang))
    else:
        for line in overview_lines(found, rulebook, lang):
            say(line)
    return 0
