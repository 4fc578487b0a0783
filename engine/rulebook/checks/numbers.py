"""Tables of numbers and decisions: what they name exists, no row contradicts another, shares are shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.rulebook.checks.ids import known_items, known_places, repeated_in_table, unknown_in_table
from engine.rulebook.csvfiles import Table
from engine.rulebook.errors import RulesProblem
from engine.rulebook.model import Indicator
from engine.rulebook.pack import Pack


def target_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of targets.csv."""
    yield from _names(pack, pack.targets)
    yield from repeated_in_table(pack.targets, ("indicator", "place_id", "year"), "year")
    indicators = _indicators(pack)
    for row in pack.targets.rows:
        if row.record is None:
            continue
        indicator = indicators.get(row.record.indicator)
        if row.record.minimum < 0:
            yield pack.targets.problem(row, "minimum", "negative")
        elif indicator is not None and indicator.unit == "share" and row.record.minimum > 1:
            yield pack.targets.problem(row, "minimum", "not_a_share", nearest=_as_share(row.cells["minimum"]))
        if abs(row.record.effective_on.year - row.record.year) > 1:
            yield pack.targets.problem(row, "effective_on", "far_from_year", year=row.record.year)


def history_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of history.csv."""
    yield from _names(pack, pack.history)
    yield from repeated_in_table(pack.history, ("as_of", "place_id", "indicator"), "as_of")
    indicators = _indicators(pack)
    for row in pack.history.rows:
        if row.record is None:
            continue
        indicator = indicators.get(row.record.indicator)
        if row.record.numerator < 0:
            yield pack.history.problem(row, "numerator", "negative")
        if row.record.denominator is not None and row.record.denominator <= 0:
            yield pack.history.problem(row, "denominator", "not_positive")
        if indicator is not None and indicator.unit == "share" and row.record.denominator is None:
            yield pack.history.problem(row, "denominator", "blank_cell")


def denominator_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of denominators.csv."""
    yield from _names(pack, pack.denominators)
    yield from repeated_in_table(pack.denominators, ("indicator", "place_id", "period"), "period")
    for row in pack.denominators.rows:
        if row.record is not None and row.record.value <= 0:
            yield pack.denominators.problem(row, "value", "not_positive")


def decision_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of decisions.csv."""
    yield from _names(pack, pack.decisions)
    yield from repeated_in_table(pack.decisions, ("place_id", "period", "decision", "revision"), "decision")


def _names(pack: Pack, table: Table[Any]) -> Iterator[RulesProblem]:
    """Places, indicators and periods that the rows of a table name."""
    indicators, periods = known_items(pack.indicators, "indicators"), known_items(pack.periods, "periods")
    places = known_places(pack)
    for row in table.rows:
        yield from unknown_in_table(table, row, "indicator", indicators, "unknown_indicator")
        yield from unknown_in_table(table, row, "place_id", places, "unknown_place")
        yield from unknown_in_table(table, row, "period", periods, "unknown_period")


def _indicators(pack: Pack) -> dict[str, Indicator]:
    content = pack.indicators.content
    return {} if content is None else {indicator.id: indicator for indicator in content.indicators}


def _as_share(cell: str) -> str:
    return f"{cell} %"
