"""Explains how a place does against its earlier results and its next target, and where these are known from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Literal

from engine.consolidation.trends import predecessors
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.indicators import measured, persons_short
from engine.pipeline.explaining.records import Earlier
from engine.pipeline.explaining.rulerows import history_row, target_of_year
from engine.pipeline.explaining.tree import How, Node, numbers_of
from engine.rulebook.model import Indicator

#: What of an earlier result is asked about.
_OF_POINT: Mapping[str, Literal["numerator", "denominator"]] = {
    "previous_numerator": "numerator",
    "previous_denominator": "denominator",
}


def trend(evidence: Evidence, place_id: str, indicator: Indicator, as_of: str) -> Node:
    """The result of a place as of an earlier day (ISO 8601), or now."""
    if as_of == "now":
        return measured(evidence, place_id, indicator)
    meaning = f"trend:{indicator.id}:{as_of}"
    point = next((each for each in _points(evidence, place_id, indicator) if each.as_of == as_of), None)
    if point is None:
        return Node("no_point", None, "given", place_id, meaning, {"indicator": indicator.title})
    return replace(_point_node(evidence, place_id, indicator, point), meaning=meaning)


def progress(evidence: Evidence, place_id: str, indicator: Indicator, what: str) -> Node:
    """One number of a comparison.

    ``what`` is previous, previous_numerator, previous_denominator, change, denominator_change, next or pace.
    """
    meaning = f"progress:{indicator.id}:{what}"
    if what in {"next", "pace"}:
        return _ahead(evidence, place_id, indicator, meaning)
    points = _points(evidence, place_id, indicator)
    if not points:
        return Node("no_point", None, "given", place_id, meaning, {"indicator": indicator.title})
    point, before = points[-1], _point_node(evidence, place_id, indicator, points[-1])
    if what == "previous":
        return replace(before, meaning=meaning)
    if what in _OF_POINT:
        how, text = _OF_POINT[what], getattr(point, _OF_POINT[what])
        return Node("of_point", int(text) if text else None, how, place_id, meaning, {"what": what}, (before,))
    now = measured(evidence, place_id, indicator)
    facts: dict[str, object] = {"unit": indicator.unit, "as_of": date.fromisoformat(point.as_of)}
    if what == "denominator_change":
        return Node("growth", _growth(now, point), "growth", place_id, meaning, facts, (now, before))
    return _difference(now, before, point.value, facts, meaning)


def since_closing(evidence: Evidence, place_id: str, indicator: Indicator) -> Node:
    """By how much an indicator is another one than when the period was last closed."""
    now, meaning = measured(evidence, place_id, indicator), f"coverage:{indicator.id}:value"
    before = None if evidence.version_before is None else measured(evidence.version_before, place_id, indicator)
    if before is None or evidence.version_before is None:
        return Node("no_point", None, "given", place_id, meaning, {"indicator": indicator.title})
    facts: dict[str, object] = {"unit": indicator.unit, "version": evidence.version_before.run.version}
    if not isinstance(before.value, int | Fraction) or now.value is None:
        return Node("version_change", None, "difference", place_id, meaning, facts, (now, before))
    return replace(_difference(now, before, Fraction(before.value), facts, meaning), what="version_change")


def yearly_target(evidence: Evidence, place_id: str, indicator: Indicator, year: str) -> Node:
    """The target of a place in a year."""
    meaning = f"target:{indicator.id}:{year}"
    row = evidence.rulebook.target_for(indicator.id, place_id, int(year))
    if row is None:
        return Node("no_target", None, "given", place_id, meaning, {"year": year})
    return replace(target_of_year(evidence, place_id, row, indicator), meaning=meaning)


def _difference(now: Node, before: Node, then: Fraction, facts: dict[str, object], meaning: str) -> Node:
    """The change since an earlier result: in percentage points, or in numbers."""
    is_share = facts["unit"] == "share"
    value = (now.value - then) * (100 if is_share else 1) if isinstance(now.value, int | Fraction) else None
    how: How = "points" if is_share else "difference"
    return Node("change", value, how, now.place_id, meaning, facts, (now, before))


def _growth(now: Node, point: Earlier) -> Fraction | None:
    """By how much the denominator changed: 1/4 for a quarter more."""
    if now.value is None or not point.denominator or now.how == "same":
        return None
    return Fraction(numbers_of(now)[1], int(point.denominator)) - 1


def _ahead(evidence: Evidence, place_id: str, indicator: Indicator, meaning: str) -> Node:
    """The next target that is not reached yet, or (pace) how many persons are missing to it."""
    year = evidence.ahead.get((place_id, indicator.id))
    row = None if year is None else evidence.rulebook.target_for(indicator.id, place_id, int(year))
    if row is None:
        return Node("nothing_ahead", None, "given", place_id, meaning, {"indicator": indicator.title})
    goal = target_of_year(evidence, place_id, row, indicator)
    if meaning.endswith(":next"):
        return replace(goal, meaning=meaning)
    return persons_short(measured(evidence, place_id, indicator), goal, indicator, meaning)


def _points(evidence: Evidence, place_id: str, indicator: Indicator) -> Sequence[Earlier]:
    """Earlier results that a place was compared with, the earliest first."""
    return evidence.trends.get((place_id, indicator.id), ())


def _point_node(evidence: Evidence, place_id: str, indicator: Indicator, point: Earlier) -> Node:
    """An earlier result: by the closed version that measured it, or by the rows of history.csv."""
    as_of, registry = date.fromisoformat(point.as_of), evidence.rulebook.registry
    facts: dict[str, object] = {"as_of": as_of, "unit": indicator.unit, "indicator": indicator.title}
    together = [place_id, *(each.id for each in predecessors(registry, evidence.period).get(place_id, ()))]
    if point.period:
        earlier = next((each for each in evidence.earlier if each.period.id == point.period), None)
        if earlier is None:
            return Node("lost_result", point.value, "given", place_id, None, {**facts, "period": point.period})
        facts |= {"period": earlier.period.title, "version": earlier.run.version}
        nodes = [measured(earlier, each, indicator) for each in together]
        known = tuple(each for each in nodes if each.value is not None)
        return _joined("closed_result", place_id, point, facts, known)
    rows = [row for row in evidence.rulebook.history if (row.indicator, row.as_of) == (indicator.id, as_of)]
    own = [row for row in rows if row.place_id in together]
    if not own:
        districts = {each.id for each in registry.districts}
        own = [row for row in rows if row.place_id in districts]
    parts = tuple(history_row(evidence, each, indicator) for each in own)
    return _joined("history_result", place_id, point, facts, parts)


def _joined(what: str, place_id: str, point: Earlier, facts: dict[str, object], parts: tuple[Node, ...]) -> Node:
    """A result that is one part's, or is added up from several: shares by their numerators and denominators."""
    how: How = "same" if len(parts) == 1 else "pairs" if facts["unit"] == "share" else "sum"
    return Node(what, point.value, how, place_id, None, facts, parts)
