"""Where every indicator of every place stands on «Охват»: for the sheet itself and for links and formulas to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from engine.report import wording
from engine.report.book import at, quoted
from engine.report.countslayout import CountsLayout
from engine.report.ladder import WIDTHS, Ladder
from engine.report.progresslayout import Points, ProgressLayout
from engine.report.scope import Scope
from engine.report.top import CONTENT_ROW
from engine.rulebook.model import Indicator
from engine.vocabulary.language import tr

HEAD_ROWS = 3  # indicator, target, what a column holds
FIRST_ROW = CONTENT_ROW + HEAD_ROWS
FIRST_COLUMN = len(WIDTHS)
BASIS = 1  # rows below a territory's: on how many organisations each of its numbers rests
#: Columns of a share, from its first one on; that of the trend is the last one where there is any.
NUMERATOR, DENOMINATOR, GOAL, SHARE, GAP = range(5)
_SHARE_WIDTHS = (10.0, 10.0, 8.0, 9.5, 10.0)
_COUNT_WIDTHS = (15.0,)
_TREND_WIDTH = 11.0


@dataclass(frozen=True)
class CoverageLayout:
    """Where every indicator of every place stands on the sheet."""

    scope: Scope

    @cached_property
    def ladder(self) -> Ladder:
        """The rows."""
        return Ladder(self.scope, FIRST_ROW, BASIS)

    @cached_property
    def counts(self) -> CountsLayout:
        """Where the counts stand that shares are worked out from."""
        return CountsLayout(self.scope)

    @cached_property
    def progress(self) -> ProgressLayout:
        """Where earlier results stand."""
        return ProgressLayout(self.scope)

    @cached_property
    def first_columns(self) -> dict[str, int]:
        """The first column of each indicator."""
        columns, column = {}, FIRST_COLUMN
        for indicator in self.scope.rulebook.indicators:
            columns[indicator.id] = column
            column += len(self.widths_of(indicator))
        return columns

    @cached_property
    def trends(self) -> dict[str, dict[str, Points]]:
        """Where the points of each place's trend stand, by indicator and place; without any there is no such column."""
        steps = self.ladder.steps
        found = {
            indicator.id: {step.place.id: self.progress.points(step.place.id, indicator.id) for step in steps}
            for indicator in self.scope.rulebook.indicators
        }
        known = {
            of: {place_id: each for place_id, each in points.items() if each is not None}
            for of, points in found.items()
        }
        return {of: points for of, points in known.items() if points}

    def widths_of(self, indicator: Indicator) -> tuple[float, ...]:
        """Widths of an indicator's columns."""
        trend = (_TREND_WIDTH,) if indicator.id in self.trends else ()
        return (*(_COUNT_WIDTHS if indicator.unit == "count" else _SHARE_WIDTHS), *trend)

    def value_column(self, indicator: Indicator) -> int:
        """The column of an indicator's value."""
        return self.first_columns[indicator.id] + (0 if indicator.unit == "count" else SHARE)

    def trend_column(self, indicator: Indicator) -> int:
        """The column of an indicator's trend, where it has one."""
        return self.first_columns[indicator.id] + len(self.widths_of(indicator)) - 1

    def value_reference(self, place_id: str, indicator: Indicator) -> str:
        """The cell of an indicator's value, as other sheets name it."""
        cell = at(self.ladder.row_of[place_id], self.value_column(indicator))
        return f"{quoted(tr(wording.COVERAGE_SHEET))}!{cell}"


def lines_of(indicator: Indicator) -> list[str]:
    """The lines of the form that an indicator is worked out from: numerator and denominator."""
    return [line for line in (indicator.numerator, indicator.denominator) if line is not None]
