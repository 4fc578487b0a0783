"""Brackets in which no time stands: «2023 (Год педагога и наставника)», «май 2022 (приказ от 01.09.2021 № 15)»."""

from __future__ import annotations

import re
from functools import cache

from engine.rulebook.deadlines.words import lemmas

_BRACKET = re.compile(r"(?<!\S)\((?: ([^()]*))? \)(?!\S)")
#: Known words that say nothing about time.
_SILENT = frozenset(
    [
        "в",
        "на",
        "за",
        "из",
        "и",
        "от",
        "с",
        "по",
        "к",
        "не",
        "нет",
        "работа",
        "исполнение",
        "подведение",
        "итог",
        "основа",
        "определен",
    ]
)
_PAPER = re.compile(r"(?:приказ|распоряжени|постановлени|письм|протокол)\S*(?: |$)")
_DUE = re.compile(r"(?<!\S)(?:до|не позднее|срок|ежегодно)(?!\S)")
_NAME_OF_YEAR = re.compile(r"год (?=[а-я])")
_REMARK = "!note_bracket_words"


def without_words(text: str, event: re.Pattern[str]) -> str:
    """The phrase with every bracket that names no time put as a remark; ``event`` is how an event begins."""
    return _BRACKET.sub(lambda bracket: bracket[0] if _tells(bracket[1] or "", event) else _REMARK, text)


def _tells(inside: str, event: re.Pattern[str]) -> bool:
    if _PAPER.match(inside):
        return _DUE.search(inside) is not None
    if event.match(inside):
        return True
    words = _NAME_OF_YEAR.sub("", inside, count=1).split()
    return any(_is_time(word) for word in words) or (inside.startswith("год") and not words)


def _is_time(word: str) -> bool:
    return word in _times() or word[0] in "@!" or any(each.isdigit() for each in word)


@cache
def _times() -> frozenset[str]:
    return frozenset(lemmas().values()) - _SILENT
