"""Programme and periods: the current period exists, dates stand in order, forms and previous periods exist."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

from engine.rulebook.checks.ids import known_items, named_items, repeated_in_file, unknown_in_file, unsafe
from engine.rulebook.errors import RulesProblem
from engine.rulebook.model import Period
from engine.rulebook.pack import Pack, PeriodsFile
from engine.rulebook.yamlfiles import Document, Where
from engine.vocabulary.dates import day

#: Pairs of dates of a period, the earlier one first.
_ORDER = (
    ("starts_on", "ends_on"),
    ("starts_on", "as_of"),
    ("as_of", "due_schools"),
    ("due_schools", "due_districts"),
)


def programme_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of programme.yaml."""
    document = pack.programme
    if document.content is None:
        return
    known = known_items(pack.periods, "periods")
    yield from unknown_in_file(document, ("current_period",), document.content.current_period, known, "unknown_period")
    try:
        ZoneInfo(document.content.time_zone)
    except (OSError, ValueError, LookupError):
        # Windows may lack the table of time zones; a name cannot be judged there.
        zones = frozenset(available_timezones()) or None
        yield from unknown_in_file(document, ("time_zone",), document.content.time_zone, zones, "unknown_time_zone")


def period_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of periods.yaml."""
    document = pack.periods
    yield from repeated_in_file(document, named_items(document, "periods"))
    if document.content is None:
        return
    periods = {period.id: period for period in document.content.periods}
    for number, period in enumerate(document.content.periods):
        where: Where = ("periods", number)
        if unsafe(period.id):
            yield document.problem((*where, "id"), "unsafe_id", name=period.id)
        yield from _dates(document, where, period)
        yield from _forms(document, where, period, pack)
        yield from _previous(document, where, period, periods)


def _dates(document: Document[PeriodsFile], where: Where, period: Period) -> Iterator[RulesProblem]:
    for earlier, later in _ORDER:
        if getattr(period, later) < getattr(period, earlier):
            facts = {"name": day(getattr(period, later)), "other": day(getattr(period, earlier))}
            yield document.problem((*where, later), "date_too_early", key=earlier, **facts)


def _forms(document: Document[PeriodsFile], where: Where, period: Period, pack: Pack) -> Iterator[RulesProblem]:
    for form in ("school", "district"):
        versions = frozenset(version for level, version in pack.forms if level == form)
        at: Where = (*where, "forms", form)
        yield from unknown_in_file(document, at, getattr(period.forms, form), versions, "unknown_form")


def _previous(
    document: Document[PeriodsFile], where: Where, period: Period, periods: dict[str, Period]
) -> Iterator[RulesProblem]:
    if period.previous is None:
        return
    at: Where = (*where, "previous")
    yield from unknown_in_file(document, at, period.previous, frozenset(periods), "unknown_period")
    if period.previous in periods and periods[period.previous].starts_on >= period.starts_on:
        yield document.problem(at, "previous_not_earlier", name=period.previous)
