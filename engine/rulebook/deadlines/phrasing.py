"""From dictionary words to the phrase that the grammar reads: a date in one piece, a set expression as one word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from engine.rulebook.deadlines.nameddays import named_days


def phrase(words: Sequence[str]) -> str:
    """The text that grammar.lark reads, with one space before every word."""
    text = f" {' '.join(words)} "
    for pattern, into in _rules():
        text, count = pattern.subn(into, text)
        if count:
            text = f" {' '.join(text.split())} "
    return text.rstrip()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    phrases, events = _table("phrases.toml"), _table("events.toml")
    names = {"event": f"(?:{'|'.join(events['openings'])})", "date": events["date"], **phrases["names"]}
    rules = [(_pattern(each["says"], names), each["becomes"]) for each in phrases["phrase"]]
    return (*_named_days(), *rules)


def _named_days() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(rf"{{_}}(?:{day.words}){{_}}", {}), f"@{key}") for key, day in named_days().items()]


def _pattern(says: str, names: dict[str, str]) -> re.Pattern[str]:
    for name, meant in names.items():
        says = says.replace(f"{{{name}}}", meant)
    begins = says.startswith("{_}")
    return re.compile((r"(?<!\S)" if begins else "") + says.removeprefix("{_}").replace("{_}", r"(?!\S)"))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("engine.rulebook.deadlines").joinpath(name).read_text(encoding="utf-8"))
