"""From what a cell stands for to the nodes that explain it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.pipeline.explaining.activities import Limits, activities, activity
from engine.pipeline.explaining.counts import count, ratio
from engine.pipeline.explaining.earlier import progress, since_closing, trend, yearly_target
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.indicators import coverage
from engine.pipeline.explaining.opened import Meaning
from engine.pipeline.explaining.reports import faults, report, reports
from engine.pipeline.explaining.tree import Node
from engine.pipeline.explaining.values import value
from engine.rulebook.model import Indicator
from engine.vocabulary.fields import Address

#: Explains parts of a meaning (their values) as one number of a place.
_Explain = Callable[[Evidence, str, Meaning, tuple[str, ...]], Node]
#: What a plain number counts that is no number of a line.
_SIGNS = "documents"
#: Numbers of states stand together in one cell; what they are part of is a number of its own, as in «14 из 16».
_WHOLES = {"reports": "expected", "activities": "answering"}


def nodes_of(evidence: Evidence, meaning: Meaning, whose: str | None = None) -> tuple[Node, ...]:
    """What explains a cell: a node for each part that names a number; the meaning is a whole one.

    ``whose`` is the place that the workbook is about (None: not known), and so its totals that name nobody.
    """
    if (word := meaning.one("plain")) is not None:
        return (Node("signs_counted" if word == _SIGNS else "plain", facts={"word": word}),)
    if meaning.counts_rows:
        column = meaning.one("column")
        if whose is not None and column in {"errors", "warnings"}:
            return (faults(evidence, whose, column),)
        return (Node("rows_shown"),)
    place_id = meaning.one("place")
    if place_id is None:
        roadmap, _, key = (meaning.one("activity") or "").partition(":")
        return (activity(evidence, None, roadmap, key, meaning.one("column")),)
    kind = next(each for each in _EXPLAIN if each in meaning.parts)
    whats: list[tuple[str, ...]] = [(each,) for each in meaning.parts[kind]]
    if kind in _WHOLES:
        whats = [tuple(each for each in meaning.parts[kind] if each != _WHOLES[kind])]
        whats += [(each,) for each in meaning.parts[kind] if each == _WHOLES[kind]]
    said = _version(evidence, meaning)
    return tuple(_EXPLAIN[kind](said, place_id, meaning, each) for each in whats if each)


def _version(evidence: Evidence, meaning: Meaning) -> Evidence:
    """The evidence that a cell is about: of what a closed version said before, that version's."""
    before = evidence.version_before
    return before if meaning.one("column") == "old" and before is not None else evidence


def _progress(evidence: Evidence, place_id: str, _: Meaning, parts: tuple[str, ...]) -> Node:
    return _indicated(evidence, place_id, parts[0], progress)


def _trend(evidence: Evidence, place_id: str, _: Meaning, parts: tuple[str, ...]) -> Node:
    return _indicated(evidence, place_id, parts[0], trend)


def _target(evidence: Evidence, place_id: str, _: Meaning, parts: tuple[str, ...]) -> Node:
    return _indicated(evidence, place_id, parts[0], yearly_target)


def _coverage(evidence: Evidence, place_id: str, meaning: Meaning, parts: tuple[str, ...]) -> Node:
    if meaning.one("column") == "change":
        return _indicated(evidence, place_id, parts[0], lambda said, whose, which, _: since_closing(said, whose, which))
    return _indicated(evidence, place_id, parts[0], coverage)


def _indicated(
    evidence: Evidence, place_id: str, part: str, explain: Callable[[Evidence, str, Indicator, str], Node]
) -> Node:
    """What explains «involved_pupils:value»; an indicator that the rules do not have any more is said to be gone."""
    indicator_id, _, what = part.partition(":")
    indicator = evidence.indicator(indicator_id)
    if indicator is None:
        return Node("no_indicator", place_id=place_id, facts={"indicator": indicator_id})
    return explain(evidence, place_id, indicator, what)


def _ratio(evidence: Evidence, place_id: str, _: Meaning, parts: tuple[str, ...]) -> Node:
    first, second = parts[0].split("/")
    return ratio(evidence, place_id, Address.parse(first), Address.parse(second))


def _count(evidence: Evidence, place_id: str, _: Meaning, parts: tuple[str, ...]) -> Node:
    return count(evidence, place_id, Address.parse(parts[0]))


def _reports(evidence: Evidence, place_id: str, meaning: Meaning, parts: tuple[str, ...]) -> Node:
    return reports(evidence, place_id, *parts, form=meaning.one("form"))


def _activities(evidence: Evidence, place_id: str, meaning: Meaning, parts: tuple[str, ...]) -> Node:
    one = meaning.one("activity")
    roadmap, _, key = (one or "").partition(":")
    limits = Limits(meaning.one("roadmap"), None if one is None else (roadmap, key), own="own" in meaning.parts)
    return activities(evidence, place_id, *parts, limits=limits)


def _activity(evidence: Evidence, place_id: str, meaning: Meaning, parts: tuple[str, ...]) -> Node:
    roadmap, _, key = parts[0].partition(":")
    return activity(evidence, place_id, roadmap, key, meaning.one("column"))


def _report(evidence: Evidence, place_id: str, meaning: Meaning, parts: tuple[str, ...]) -> Node:
    return report(evidence, place_id, parts[0], meaning.one("column"))


def _fact(evidence: Evidence, place_id: str, _: Meaning, parts: tuple[str, ...]) -> Node:
    return value(evidence, place_id, Address.parse(parts[0]))


#: What explains each kind of part; where a cell has several, the first of these is what its number is.
_EXPLAIN: Mapping[str, _Explain] = {
    "progress": _progress,
    "trend": _trend,
    "target": _target,
    "coverage": _coverage,
    "ratio": _ratio,
    "count": _count,
    "reports": _reports,
    "activities": _activities,
    "activity": _activity,
    "report": _report,
    "fact": _fact,
}
