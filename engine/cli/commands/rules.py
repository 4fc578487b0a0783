"""``svod rules check``: checks the rules pack and names every mistake at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.options import shared_options
from engine.cli.output import say, say_json

if TYPE_CHECKING:
    from engine.rulebook.errors import RulesProblem


@click.group("rules")
def command() -> None:
    """Work with the rules pack (правила)."""


@command.command("check")
@shared_options
def check(
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    quiet: bool,
) -> int:
    """Check all files in rules/: each mistake with file, line, key and the nearest valid name."""
    from engine.cli.exitcodes import WRONG_USAGE
    from engine.rulebook.crosscheck import check_rules
    from engine.workspace.folders import open_workspace

    workspace = open_workspace(root)
    problems = check_rules(workspace.rules)
    lang = lang or "ru"
    if form_of_output == "json":
        say_json({"problems": [_record(problem, lang) for problem in problems]})
    else:
        for problem in problems:
            say(problem.text(lang))
        if not problems:
            say("Правила в порядке." if lang == "ru" else "The rules are in order.")
    return WRONG_USAGE if problems else 0


def _record(problem: RulesProblem, lang: str) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "key": problem.key,
        "problem": problem.problem,
        "nearest": problem.nearest,
        "text": problem.text(lang),
    }
