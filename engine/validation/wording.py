"""Sentences of the built-in checks, in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("engine.validation").joinpath("words.toml").read_text(encoding="utf-8"))


def phrase(name: str, lang: str, **facts: object) -> str:
    """The sentence of a built-in check with its facts put in."""
    said = _phrases()[name][lang].format_map(facts)
    return said[:1].upper() + said[1:]
