"""Options that every command takes, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from engine.rulebook.rulebook import Rulebook
    from engine.workspace.folders import Workspace

Command = TypeVar("Command", bound=Callable[..., object])


_SHARED = (
    click.option(
        "--workspace",
        "root",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        metavar="DIR",
        help="Workspace folder (рабочая папка). Default: the current one.",
    ),
    click.option(
        "--lang",
        type=click.Choice(["ru", "en"]),
        help="Language of messages. Default: the rules' language.",
    ),
    click.option("--format", "form_of_output", type=click.Choice(["text", "json"]), default="text", show_default=True),
    click.option("-q", "--quiet", is_flag=True, help="No progress on stderr."),
)


def shared_options(command: Command) -> Command:
    """Add the options of every command after its own."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD or dd.mm.yyyy."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{2})[.]([0-9]{2})[.]([0-9]{4})", str(value))
        if match is None:
            self.fail(f"{value!r} is no date; write it as 2024-12-31.", param, ctx)
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            self.fail(f"There is no day {value!r}.", param, ctx)


def workspace_and_rules(root: Path, lang: str | None) -> tuple[Workspace, Rulebook, str]:
    """The workspace, its rules, and the language: the one asked for, else the rules' own."""
    from engine.pipeline.closed import rules_of
    from engine.workspace.folders import open_workspace

    workspace = open_workspace(root)
    rulebook = rules_of(workspace)
    lang = lang or rulebook.programme.language
    _tell_altered(rulebook, lang)
    return workspace, rulebook, lang


def _tell_altered(rulebook: Rulebook, lang: str) -> None:
    """Say on stderr what closed versions lack or hold that they should not; no option keeps that quiet."""
    if rulebook.closed.lost or any(each.altered or each.added for each in rulebook.closed.periods):
        from engine.cli.closing import altered_lines, lost_lines
        from engine.cli.output import note

        for line in (*lost_lines(rulebook, lang), *altered_lines(rulebook, lang)):
            note(line, quiet=False)
