"""Earlier results as tests name them: rows of history.csv and closed periods of the small region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from support.small_region import PERIOD

from engine.rulebook.closed import ClosedMeasure, ClosedPeriod, ClosedPeriods
from engine.rulebook.model import HistoryRow, Period
from engine.rulebook.rulebook import Rulebook

LAST_YEAR = date(2023, 12, 31)
BEFORE = PERIOD.model_copy(
    update={"id": "2023", "starts_on": date(2023, 1, 1), "ends_on": LAST_YEAR, "as_of": LAST_YEAR, "target_year": 2023}
)


def known(
    place_id: str, numerator: int, denominator: int | None, as_of: date = LAST_YEAR, indicator: str = "involved"
) -> HistoryRow:
    """A row of history.csv."""
    below = None if denominator is None else Decimal(denominator)
    return HistoryRow(
        as_of=as_of, place_id=place_id, indicator=indicator, numerator=Decimal(numerator), denominator=below, source="–"
    )


def closed(
    measures: Mapping[str, tuple[int | None, int | None, int, int]],
    period: Period = BEFORE,
    indicator: str = "involved",
    as_of: date | None = None,
) -> ClosedPeriod:
    """A closed period that measured an indicator of some places: numerator, denominator, reported, expected."""
    found = {(place_id, indicator): ClosedMeasure(*each) for place_id, each in measures.items()}
    return ClosedPeriod(period, 1, as_of or period.as_of, measures=found)


def with_closed(rulebook: Rulebook, *periods: ClosedPeriod) -> Rulebook:
    """The rules together with what these closed periods settled."""
    return replace(rulebook, closed=ClosedPeriods(periods))
