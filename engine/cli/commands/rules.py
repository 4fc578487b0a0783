"""``svod rules``: checks the rules pack, and tries its control relations on invented numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.options import shared_options, workspace_and_rules
from engine.cli.output import note, say, say_json

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


@command.command("test")
@click.option("--control", "control_id", metavar="ID", help="One control relation, such as K06. Default: all of them.")
@click.option(
    "--workbook",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the examples. Default: outgoing/rules-test.xlsx in the workspace.",
)
@click.option("--no-libreoffice", is_flag=True, help="Do not recalculate the form's formulas here.")
@shared_options
def test(
    control_id: str | None,
    workbook: Path | None,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    no_libreoffice: bool,
    quiet: bool,
) -> int:
    """Try control relations on numbers that keep and break them: do form and engine agree (испытать правила)?"""
    from engine.cli.exitcodes import DONE, FINDINGS
    from engine.cli.rulestest import STAGES, path_shown, rules_test_lines, rules_test_record
    from engine.pipeline.office import find_office
    from engine.pipeline.rulestest.running import run_rules_test

    workspace, rulebook, lang = workspace_and_rules(root, lang)
    target = workspace.outgoing / "rules-test.xlsx" if workbook is None else workbook
    office = None if no_libreoffice else find_office()
    stages = STAGES[lang]
    done = run_rules_test(rulebook, control_id, target, office, lambda stage: note(stages[stage], quiet=quiet))
    if form_of_output == "json":
        say_json(rules_test_record(done, path_shown(target, workspace.root), lang))
    else:
        for line in rules_test_lines(done, path_shown(target, workspace.root), lang):
            say(line)
    return DONE if done.in_order else FINDINGS


def _record(problem: RulesProblem, lang: str) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "key": problem.key,
        "problem": problem.problem,
        "nearest": problem.nearest,
        "text": problem.text(lang),
    }
