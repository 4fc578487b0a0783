"""The command «svod»: its subcommands, found by name, and the exit codes of everything that can go wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

import engine
from engine.cli.exitcodes import DONE, INTERRUPTED, WRONG_USAGE

#: Subcommand, and the module of engine.cli.commands whose ``command`` it is.
COMMANDS = {
    "init": "init",
    "template": "template",
    "check": "check",
    "consolidate": "consolidate",
    "status": "status",
    "explain": "explain",
    "decide": "decide",
    "close": "close",
    "roadmap": "roadmap",
    "deadline": "deadline",
    "rules": "rules",
    "demo": "demo",
}


_INTERRUPTED = {"ru": "Прервано.", "en": "Interrupted."}
_NOTHING_CHANGED = {
    "ru": " В outgoing целиком прежний свод или целиком новый. Прочитанное сохранено: снова эти файлы не читаются.",
    "en": " outgoing/ holds the old outputs whole or the new ones whole. What was read is kept and not read again.",
}


class ByName(click.Group):
    """Imports a subcommand's module only when it is needed, and none of the engine before a command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Subcommands in the order of the daily work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """The subcommand of this name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"engine.cli.commands.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)  # noqa: S101  for the type checker
        return command


@click.group(cls=ByName, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(engine.__version__, prog_name="svod")
def svod() -> None:
    """Svod: forms out, filled files in, district and region workbooks out.

    Свод: выдать формы, принять заполненные файлы, собрать муниципальные и региональный своды.
    """


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # File names in incoming/ may hold anything; a name that the terminal cannot show must not end a run.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text streams here
    sys.exit(exit_code())


def exit_code(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; faults are said in one line on stderr."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        result = svod.main(args=list(given), prog_name="svod", standalone_mode=False)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except (click.Abort, KeyboardInterrupt):
        _tell_interrupted(given)
        return INTERRUPTED
    except click.ClickException as mistake:
        _tell(mistake, given)
        return WRONG_USAGE
    except Exception as fault:  # noqa: BLE001  the last line of defence: no traceback ever reaches district staff
        from engine.cli.faults import explained
        from engine.cli.mistakes import language_of
        from engine.cli.output import note

        code, text = explained(fault, language_of(given))
        for line in text.split("\n"):
            note(line, quiet=False)
        return code
    return result if isinstance(result, int) else DONE


def _tell_interrupted(given: Sequence[str]) -> None:
    """Say on stderr that the command was interrupted, and what that means for what it was about to write."""
    from engine.cli.mistakes import language_of
    from engine.cli.output import note

    lang = language_of(given)
    consolidating = any(each == "consolidate" for each in given)
    note(_INTERRUPTED[lang] + (_NOTHING_CHANGED[lang] if consolidating else ""), quiet=False)


def _tell(mistake: click.ClickException, given: Sequence[str]) -> None:
    """Say on stderr what was typed wrong; a group without a command shows its help."""
    from engine.cli.mistakes import language_of, mistake_lines
    from engine.cli.output import note

    if isinstance(mistake, click.exceptions.NoArgsIsHelpError):
        mistake.show()
        return
    for line in mistake_lines(mistake, given, language_of(given)):
        note(line, quiet=False)
