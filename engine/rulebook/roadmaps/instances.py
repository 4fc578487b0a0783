"""Which instance of a repeated activity an occurrence is, in Russian words made from its key."""

from __future__ import annotations

import re

from engine.rulebook.roadmaps.roadmap import Activity, Occurrence
from engine.vocabulary.dates import MONTHS
from engine.vocabulary.language import mark, tr

_SUFFIX = re.compile(
    r"(?:@(?P<year>\d{4})(?:-(?P<next>\d\d)|H(?P<half>[12])|Q(?P<quarter>[1-4]))?)?(?:/(?P<part>\d+))?"
)
_MONTH = re.compile(r"@(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:/(?P<part>\d+))?")
_ROMAN = ("I", "II", "III", "IV")
SCHOOL_YEAR, HALF_YEAR = mark("{years} уч. год"), mark("{number} полугодие {year}")
QUARTER, PART = mark("{number} квартал {year}"), mark("срок {number}")


def instance_words(activity: Activity, occurrence: Occurrence) -> str | None:
    """Which instance is meant: «2022», «2020/21 уч. год», «срок 2»; None where there is one only."""
    suffix = occurrence.key.removeprefix(activity.key)
    if not suffix:
        return None
    if month := _MONTH.fullmatch(suffix):
        return _with_part(f"{tr(MONTHS[int(month['month']) - 1])} {month['year']}", month["part"])
    if (match := _SUFFIX.fullmatch(suffix)) is None:
        return suffix.strip("@/ ")
    words = match["year"] or ""
    if match["next"]:
        words = tr(SCHOOL_YEAR).format(years=f"{words}/{match['next']}")
    elif match["half"]:
        words = tr(HALF_YEAR).format(number=_ROMAN[int(match["half"]) - 1], year=words)
    elif match["quarter"]:
        words = tr(QUARTER).format(number=_ROMAN[int(match["quarter"]) - 1], year=words)
    return _with_part(words, match["part"])


def number_words(activity: Activity, occurrence: Occurrence, *, apart: str = " ") -> str:
    """An activity's number, and which of its instances is meant: «3.1 (2022)»."""
    instance = instance_words(activity, occurrence)
    return activity.number if instance is None else f"{activity.number}{apart}({instance})"


def _with_part(words: str, part: str | None) -> str:
    return ", ".join(each for each in (words, tr(PART).format(number=part) if part else "") if each)
