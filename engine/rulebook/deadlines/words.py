"""The words of deadlines: which are known, what their dictionary form is, and which one a damaged word must be."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

_FARTHEST = 2  # letters that a damaged name of a month may differ by
_SHORTEST = 4  # shorter words are too like each other
_LONG = 7  # from this length on other words may be mended too, by one letter


@cache
def lemmas() -> Mapping[str, str]:
    """Dictionary form of every known form of every word, in lower case with е for ё."""
    return {form: lemma for group in _tables().values() for lemma, forms in group.items() for form in forms.split()}


@cache
def months() -> tuple[str, ...]:
    """The twelve months in their dictionary form, January first."""
    return tuple(_tables()["months"])


@cache
def mended(word: str) -> str | None:
    """The dictionary form that a damaged word must have, or None where there is none or more than one.

    A month is found at one or two wrong letters («иголь»), another long word at one; never where two months are
    equally near (июнь and июль).
    """
    if len(word) < _SHORTEST:
        return None
    return _only(word, _full_months(), _as_month) or (
        _only(word, _long_words(), _as_word) if len(word) >= _LONG else None
    )


def _only(word: str, forms: Mapping[str, str], likeness: Callable[[str, str], int]) -> str | None:
    distances = [(likeness(word, form), lemma) for form, lemma in forms.items()]
    nearest = min(distance for distance, _ in distances)
    found = {lemma for distance, lemma in distances if distance == nearest <= _FARTHEST}
    return found.pop() if len(found) == 1 else None


def _as_month(word: str, form: str) -> int:
    """Wrong letters, or too many where «старт», «карта», «место» would become март, «центр» сентябрь."""
    distance = Levenshtein.distance(word, form, score_cutoff=_FARTHEST)
    short = form.startswith(("мар", "май"))
    if distance == 1 and (word[0] == form[0] or len(word) >= _LONG - 1):
        return distance
    return distance if distance <= 1 - short or (word[0] == form[0] and not short) else _FARTHEST + 1


def _as_word(word: str, form: str) -> int:
    distance = Levenshtein.distance(word, form, score_cutoff=1)
    return distance if distance <= 1 else _FARTHEST + 1


@cache
def _full_months() -> Mapping[str, str]:
    groups = _tables()["months"].items()
    return {
        form: lemma
        for lemma, forms in groups
        for form in forms.split()
        if form == lemma or len(form) >= max(_SHORTEST, len(lemma) - 1)
    }


@cache
def _long_words() -> Mapping[str, str]:
    return {
        form: lemma for lemma, forms in _tables()["words"].items() for form in forms.split() if len(form) >= _LONG - 1
    }


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("engine.rulebook.deadlines").joinpath("words.toml").read_text(encoding="utf-8"))
