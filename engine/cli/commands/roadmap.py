"""``svod roadmap``: what roadmaps ask for and when, and who has done it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from engine.cli.options import Day, shared_options, workspace_and_rules
from engine.cli.output import note, say, say_json


@click.command("roadmap")
@click.option("--roadmap", "roadmap_id", metavar="ID", help="One roadmap of rules/roadmaps/. Default: all of them.")
@click.option(
    "--period", "period_id", metavar="P", help="Period whose reports tell what is done. Default: the current."
)
@click.option("--as-of", type=Day(), help="The day that is asked about. Default: the period's own.")
@click.option("--rules-only", is_flag=True, help="Only the calendar: do not read incoming/.")
@shared_options
def command(
    roadmap_id: str | None,
    period_id: str | None,
    as_of: date | None,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    rules_only: bool,
    quiet: bool,
) -> int:
    """Show roadmaps as calendars, with the state of every activity on a day (дорожные карты)."""
    from engine.cli.askedwords import asked_lines
    from engine.cli.radar import record as occurrence_record
    from engine.cli.radar import roadmap_lines
    from engine.cli.stages import Stages
    from engine.pipeline.choices import asked_of
    from engine.pipeline.roadmaps import activities_in, chosen_roadmaps, listed

    workspace, rulebook, lang = workspace_and_rules(root, lang)
    asked = asked_of(rulebook, period_id, as_of)
    roadmaps = chosen_roadmaps(rulebook, roadmap_id)
    for line in asked_lines(asked, lang):
        note(line, quiet=quiet)
    with Stages(lang, quiet=quiet) as stages:
        activities = None if rules_only else activities_in(workspace, rulebook, asked, stages)
    rows = listed(roadmaps, activities)
    if form_of_output == "json":
        say_json({"as_of": asked.as_of, "occurrences": [occurrence_record(row, lang) for row in rows]})
    else:
        for line in roadmap_lines(roadmaps, rows, asked.as_of, rulebook, lang):
            say(line)
    return 0
