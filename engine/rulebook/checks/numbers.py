"""Tables of numbers and decisions: what they name exists, no row contradicts another, shares are shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from engine.rulebook.checks.ids import known_items, known_places, repeated_in_table, unknown_in_table
from engine.rulebook.csvfiles import Row, Table
from engine.rulebook.errors import RulesProblem
from engine.rulebook.model import Decision, HistoryRow, Indicator
from engine.rulebook.pack import Pack
from engine.vocabulary.dates import day
from engine.vocabulary.places import Level

#: Decisions about a report that is not there, or not there yet.
_WITHOUT_FILE = {"exempt", "extend"}
#: A later date is more likely mistyped than meant.
_LONGEST_EXTENSION = timedelta(days=366)


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
    indicators = _indicators(pack)
    first: dict[tuple[object, ...], int] = {}
    for row in pack.history.rows:
        if (known := row.record) is None:
            continue
        key = known.as_of, known.place_id, known.indicator
        if key in first:
            name = f"{day(known.as_of)}, {known.place_id}, {known.indicator}"
            yield pack.history.problem(row, "as_of", "repeated", name=name, first=first[key])
        first.setdefault(key, row.line)
        yield from _counts(pack.history, row, known, indicators.get(known.indicator))


def _counts(
    table: Table[HistoryRow], row: Row[HistoryRow], known: HistoryRow, indicator: Indicator | None
) -> Iterator[RulesProblem]:
    """Problems of a result's two counts: whole, and of a share a part of a whole."""
    numerator, denominator = known.numerator, known.denominator
    for column, count in (("numerator", numerator), ("denominator", denominator)):
        if count is not None and count != int(count):
            yield table.problem(row, column, "not_whole")
    if numerator < 0:
        yield table.problem(row, "numerator", "negative")
    if denominator is not None and denominator <= 0:
        yield table.problem(row, "denominator", "not_positive")
    elif indicator is not None and indicator.unit == "share" and denominator is None:
        yield table.problem(row, "denominator", "blank_cell")
    elif indicator is not None and indicator.unit == "share" and denominator is not None and numerator > denominator:
        yield table.problem(row, "numerator", "above_denominator", other=row.cells["denominator"])


def denominator_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of denominators.csv."""
    yield from _names(pack, pack.denominators)
    yield from repeated_in_table(pack.denominators, ("indicator", "place_id", "period"), "period")
    for row in pack.denominators.rows:
        if row.record is not None and row.record.value <= 0:
            yield pack.denominators.problem(row, "value", "not_positive")


def decision_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of decisions.csv: what is unknown, what is said twice, what contradicts, dates that cannot be meant."""
    yield from _names(pack, pack.decisions)
    yield from _repeated_decisions(pack.decisions)
    yield from _contradictions(pack.decisions)
    levels = {row.record.id: row.record.level for row in pack.registry.rows if row.record is not None}
    for row in pack.decisions.rows:
        if row.record is None:
            continue
        level = levels.get(row.record.place_id)
        if level is Level.REGION:
            yield pack.decisions.problem(row, "place_id", "decision_of_region")
        if row.record.decision in _WITHOUT_FILE and row.record.revision is not None:
            yield pack.decisions.problem(row, "revision", "revision_needless", decision=row.record.decision)
        yield from _until(pack, row, row.record, level)


def _repeated_decisions(decisions: Table[Decision]) -> Iterator[RulesProblem]:
    first: dict[tuple[object, ...], int] = {}
    for row in decisions.rows:
        if (taken := row.record) is None:
            continue
        key = taken.place_id, taken.period, taken.decision, taken.revision
        if key in first:
            name = ", ".join(str(each) for each in key if each is not None)
            yield decisions.problem(row, "decision", "repeated", name=name, first=first[key])
        first.setdefault(key, row.line)


def _contradictions(decisions: Table[Decision]) -> Iterator[RulesProblem]:
    """A place of which no report is expected has nothing to be accepted, typed in, signed or sent later."""
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for row in decisions.rows:
        if (taken := row.record) is None:
            continue
        other, line = first.setdefault((taken.place_id, taken.period), (taken.decision, row.line))
        if taken.decision != other and "exempt" in {taken.decision, other}:
            yield decisions.problem(row, "decision", "contradicts", other=other, first=line)


def _until(pack: Pack, row: Row[Decision], taken: Decision, level: Level | None) -> Iterator[RulesProblem]:
    """A new due date stands with ``extend`` only, and is later than the old one, by less than a year."""
    table = pack.decisions
    if taken.decision != "extend":
        if taken.until is not None:
            yield table.problem(row, "until", "until_needless", decision=taken.decision)
        return
    if taken.until is None:
        yield table.problem(row, "until", "until_missing")
        return
    due_on = _due_on(pack, taken.period, level)
    if due_on is not None and taken.until <= due_on:
        yield table.problem(row, "until", "until_not_later", other=day(due_on))
    elif due_on is not None and taken.until > due_on + _LONGEST_EXTENSION:
        yield table.problem(row, "until", "until_too_late", other=day(due_on))


def _due_on(pack: Pack, period_id: str, level: Level | None) -> date | None:
    """The due date of a place of this level in a period; None where the rules do not tell it."""
    content = pack.periods.content
    period = next((each for each in content.periods if each.id == period_id), None) if content is not None else None
    if period is None or level not in {Level.SCHOOL, Level.DISTRICT}:
        return None
    return period.due_schools if level is Level.SCHOOL else period.due_districts


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
