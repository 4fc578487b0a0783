"""How sure the dates of a reading still are: the worst that any of its notes says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from engine.rulebook.deadlines.deadline import Confidence, Note

_SUREST_FIRST = tuple(Confidence)


def confidence_of(notes: Iterable[Note]) -> Confidence:
    """The worst level of any note; exact where there is none."""
    levels = (Confidence(note_facts()[note.code]["level"]) for note in notes)
    return max(levels, key=_SUREST_FIRST.index, default=Confidence.EXACT)


@cache
def note_facts() -> Mapping[str, Mapping[str, str]]:
    """For each code of notes.toml its level and its text in every language."""
    text = files("engine.rulebook.deadlines").joinpath("notes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
