"""What commands print: text for people on stdout, JSON for programs, progress on stderr."""

from __future__ import annotations

from datetime import date

import click

_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def printable(text: str) -> str:
    r"""Show control, direction and surrogate characters escaped (\x1b): no file name may drive a terminal."""
    import unicodedata

    return "".join(
        character.encode("unicode_escape").decode("ascii") if unicodedata.category(character) in _UNSAFE else character
        for character in text
    )


def say(text: str = "") -> None:
    """Print one line of a result."""
    click.echo(printable(text))


def say_json(content: object) -> None:
    """Print a result for programs, in UTF-8 whatever the terminal; what is not seen is escaped as JSON does it."""
    from engine.vocabulary.seenjson import json_text

    click.echo(json_text(content, indent=2, default=_plain).encode("utf-8"))


def note(text: str, *, quiet: bool) -> None:
    """Print one line of progress."""
    if not quiet:
        click.echo(printable(text), err=True)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
