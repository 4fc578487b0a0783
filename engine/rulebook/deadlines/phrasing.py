"""From dictionary words to the phrase that the grammar reads: a date in one piece, a set expression as one word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from engine.rulebook.deadlines.brackets import without_words
from engine.rulebook.deadlines.nameddays import named_days


def phrase(words: Sequence[str]) -> str:
    """The text that grammar.lark reads, with one space before every word."""
    text = f" {' '.join(words)} "
    for pattern, into in _named_days():
        text = pattern.sub(into, text)
    text = without_words(text, _events())
    for pattern, into in _rules():
        text, count = pattern.subn(into, text)
        if count:
            text = f" {' '.join(text.split())} "
    return text.rstrip()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(each["says"], _names()), each["becomes"]) for each in _table("phrases.toml")["phrase"])


@cache
def _names() -> dict[str, str]:
    events = _table("events.toml")
    event = f"(?:{'|'.join(events['openings'])})"
    return {"event": event, "date": events["date"], **_table("phrases.toml")["names"]}


@cache
def _events() -> re.Pattern[str]:
    return _pattern("{_}{event}", _names())


@cache
def _named_days() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(rf"{{_}}(?:{day.words}){{_}}", {}), f"@{key}") for key, day in named_days().items())


def _pattern(says: str, names: dict[str, str]) -> re.Pattern[str]:
    for name, meant in names.items():
        says = says.replace(f"{{{name}}}", meant)
    begins = says.startswith("{_}")
    return re.compile((r"(?<!\S)" if begins else "") + says.removeprefix("{_}").replace("{_}", r"(?!\S)"))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("engine.rulebook.deadlines").joinpath(name).read_text(encoding="utf-8"))
