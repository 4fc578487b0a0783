"""Which scans and photographs in incoming/ look like whose: by the organisation's code or name on their path."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from rapidfuzz import fuzz

from engine.report.texts import short_name
from engine.vocabulary.files import FileReading
from engine.vocabulary.names import name_key
from engine.vocabulary.places import Place

_ENCLOSURE = "F21"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{2,4}")
_SHORTEST_ID = 4  # shorter ones are found in any date or number
_LONG_WORD = 6  # letters from which on a word may be misspelt and still tell one organisation from others
_ALIKE = 88.0  # of 100


def scans_by_place(readings: Iterable[FileReading], places: Sequence[Place]) -> dict[str, tuple[str, ...]]:
    """Paths of enclosures by id of the one place that each names; what fits several places, or none, is left out.

    A folder or file name names a place by its code or by the words of its own name one after another: numbers to the
    digit, long words with a slip of the pen.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    names = {place.id: _words(short_name(place.name)) for place in places}
    for reading in readings:
        if any(finding.code == _ENCLOSURE for finding in reading.findings):
            owners = _owners(reading.path, names)
            if len(owners) == 1:
                found[owners[0]].append(reading.path)
    return {place_id: tuple(paths) for place_id, paths in found.items()}


def _owners(path: str, names: dict[str, list[str]]) -> list[str]:
    parts = [_words(part) for part in PurePosixPath(path).with_suffix("").parts]
    by_code = [
        place_id for place_id in names if len(place_id) >= _SHORTEST_ID and any(place_id in part for part in parts)
    ]
    return by_code or [place_id for place_id, name in names.items() if any(_stands_in(name, part) for part in parts)]


def _words(text: str) -> list[str]:
    bare = _DATE.sub(" ", text).replace("_", " ").replace("-", " ")
    return [word for word in name_key(bare).split() if word != "№"]


def _stands_in(name: Sequence[str], part: Sequence[str]) -> bool:
    if not any(_is_long(word) for word in name):
        return False
    starts = range(len(part) - len(name) + 1)
    return any(all(map(_alike, name, part[start : start + len(name)])) for start in starts)


def _alike(one: str, other: str) -> bool:
    return one == other or (_is_long(one) and _is_long(other) and fuzz.ratio(one, other) >= _ALIKE)


def _is_long(word: str) -> bool:
    return len(word) >= _LONG_WORD and word.isalpha()
