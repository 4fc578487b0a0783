"""Whether a transmittal is a closed version or a draft, in the words that stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

#: A whole cell holds these words and nothing else: closing the period puts others in their place.
DRAFT = mark("○ предварительный: период не закрыт")
CLOSED = mark("√ период закрыт {day}, версия {version}")
HEAD = mark("Состояние свода")
PURPOSE = mark("Что это за файл")
_PURPOSE = mark(
    "Передаточный свод – файл для отправки в регион. Править его не нужно: в итоги войдёт то, что записала программа. "
    "Фамилий, телефонов и текстов организаций в нём нет{local}. Отправляют файл из папки closed: он появляется, когда "
    "период закрывают."
)
_SHORT_PURPOSE = mark(
    "Файл для отправки в регион, править его не нужно. Фамилий и телефонов в нём нет{local}. Отправляют копию из папки "
    "closed."
)
_LOCAL = mark("; нет и строк, которые остаются в муниципалитете ({lines})")


def draft_words() -> str:
    """What stands on a transmittal while its period is not closed."""
    return tr(DRAFT)


def purpose_words(local: Sequence[str]) -> str:
    """What a transmittal is for, and what is not in it; ``local`` are the lines that stay in the district."""
    return tr(_PURPOSE).format(local=_local(local))


def short_purpose_words(local: Sequence[str]) -> str:
    """The same in one line."""
    return tr(_SHORT_PURPOSE).format(local=_local(local))


def closed_words(version: int, closed_on: date) -> str:
    """What stands on the transmittal of a closed version."""
    return tr(CLOSED).format(day=day(closed_on), version=version)


def _local(lines: Sequence[str]) -> str:
    return tr(_LOCAL).format(lines=", ".join(lines)) if lines else ""
