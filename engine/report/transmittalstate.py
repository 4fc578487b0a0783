"""Whether a transmittal is a closed version or a draft, in the words that stand on it."""

from __future__ import annotations

from datetime import date

from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

#: A whole cell holds these words and nothing else: closing the period puts others in their place.
DRAFT = mark("○ предварительный: период не закрыт")
CLOSED = mark("√ период закрыт {day}, версия {version}")
HEAD = mark("Состояние свода")


def draft_words() -> str:
    """What stands on a transmittal while its period is not closed."""
    return tr(DRAFT)


def closed_words(version: int, closed_on: date) -> str:
    """What stands on the transmittal of a closed version."""
    return tr(CLOSED).format(day=day(closed_on), version=version)
