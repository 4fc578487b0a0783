"""What a reading of a deadline says about itself, in sentences."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.deadlines.sureness import note_facts

_DATES = {"ru": "d MMMM y 'года'", "en": "d MMMM y"}


def note_text(note: Note, lang: str) -> str:
    """One note as a sentence without a full stop, ``lang`` ru or en; facts that are dates come in words."""
    facts = {name: _shown(fact, lang) for name, fact in note.facts.items()}
    text = note_facts()[note.code][lang].format_map(facts)
    return f"{text[:1].upper()}{text[1:]}"


def _shown(fact: str, lang: str) -> str:
    try:
        return format_date(date.fromisoformat(fact), _DATES[lang], locale=lang)
    except ValueError:
        return fact
