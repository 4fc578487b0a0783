"""``svod close``: a period becomes a numbered version that never changes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from engine.cli.options import Day, shared_options, workspace_and_rules
from engine.cli.output import say, say_json


@click.command("close")
@click.option("--period", "period_id", metavar="P", help="Period to close. Default: the rules' current period.")
@click.option("--on", "closed_on", type=Day(), help="Date of closing. Default: today in the rules' time zone.")
@shared_options
def command(
    period_id: str | None,
    closed_on: date | None,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    quiet: bool,
) -> int:
    """Close a period: seal its outputs as the next version in outgoing/<period>/closed/ (закрыть период)."""
    from zoneinfo import ZoneInfo

    from engine.cli.closing import closing_lines, closing_record
    from engine.pipeline.choices import period_of
    from engine.pipeline.closing import close_period, require_seen
    from engine.workspace.lock import locked
    from engine.workspace.publication import finish_interrupted

    workspace, rulebook, lang = workspace_and_rules(root, lang)
    period = period_of(rulebook, period_id)
    now = datetime.now(ZoneInfo(rulebook.programme.time_zone))
    with locked(workspace, since=now.isoformat(timespec="seconds")):
        require_seen(period, finish_interrupted(workspace))
        closing = close_period(workspace, rulebook, period, closed_on or now.date())
    if form_of_output == "json":
        say_json(closing_record(closing, workspace))
    else:
        for line in closing_lines(closing, rulebook, lang, period_by_default=period_id is None):
            say(line)
    return 0
