"""JSON in which everything can be seen: no text in it turns a line round, drives a terminal or is lost by a program."""

from __future__ import annotations

import json
from collections.abc import Callable


def json_text(value: object, *, indent: int | None = None, default: Callable[[object], object] | None = None) -> str:
    r"""Write JSON with the letters of every script as they are, and what is not seen as an escape (``\u202e``).

    Without ``indent`` it is one line without blanks between its parts.

    Raises:
        ValueError: a number is none or is infinite; JSON has no such.
        TypeError: a value is neither known to JSON nor to ``default``.
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False, default=default)
    # Line ends are escaped in texts already; those that are left are layout.
    return "\n".join(line if line.isprintable() else _escaped(line) for line in text.split("\n"))


def _escaped(line: str) -> str:
    """The line with escapes: json.dumps makes them where it is to write ASCII."""
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)
