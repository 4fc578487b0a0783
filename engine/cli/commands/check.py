"""``svod check``: judges files on their own and writes nothing."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.options import shared_options, workspace_and_rules
from engine.cli.output import say, say_json


@click.command("check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    help="Weight of findings from which the exit code is 1. Default: error.",
)
@shared_options
def command(
    paths: tuple[Path, ...],
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
    from engine.report.tidy import finding_record, register_record

    _, rulebook, lang = workspace_and_rules(root, lang)
    checked = check(paths, rulebook)
    if form_of_output == "json":
        files = [register_record(row) for row in checked.files]
        say_json({"files": files, "findings": [finding_record(each, rulebook, lang) for each in checked.findings]})
    else:
        for line in finding_lines(checked.files, checked.findings, rulebook, lang):
            say(line)
        if not checked.files:
            say("Файлов не найдено." if lang == "ru" else "No files found.")
    return code_of(checked.findings, fail_on, unusable=checked.unusable)
