"""The valid name nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_ALIKE = 0.5  # a name with fewer letters in common would only mislead


def nearest_name(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like ``name``, None where none is alike; of equally near ones the first by alphabet."""
    found = process.extractOne(
        name.casefold(),
        {each: each.casefold() for each in sorted(valid)},
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_ALIKE,
    )
    return None if found is None else found[2]
