"""``svod check``: judges files on their own and writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from engine.cli.options import Day, shared_options, workspace_and_rules
from engine.cli.output import say, say_json


@click.command("check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--as-of", type=Day(), help="Date by which deadlines are judged. Default: the current period's own.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    help="Weight of findings from which the exit code is 1. Default: error.",
)
@shared_options
def command(
    paths: tuple[Path, ...],
    as_of: date | None,
    fail_on: str,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    quiet: bool,
) -> int:
    """Check files or folders, each on its own (проверить файлы, ничего не записывая)."""
    from engine.cli.verdict import code_of, finding_lines
    from engine.pipeline.checking import check
    from engine.pipeline.choices import asked_of
    from engine.report.tidy import finding_record, register_record

    _, rulebook, lang = workspace_and_rules(root, lang)
    checked = check(paths, rulebook, asked_of(rulebook, None, as_of).as_of)
    if form_of_output == "json":
        files = [register_record(row) for row in checked.files]
        say_json({"files": files, "findings": [finding_record(each, rulebook, lang) for each in checked.findings]})
    else:
        for line in finding_lines(checked.files, checked.findings, rulebook, lang):
            say(line)
    return code_of(checked.findings, fail_on, unusable=checked.unusable)
