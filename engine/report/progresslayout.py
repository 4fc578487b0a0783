"""Where earlier results stand on sheet «Динамика»: for the sheet itself and for charts that point at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from engine.consolidation.trends import predecessors
from engine.report import wording
from engine.report.book import Page, at, quoted
from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.top import CONTENT_ROW
from engine.rulebook.model import Indicator
from engine.vocabulary.language import tr
from engine.vocabulary.places import Level, Place

HEAD_ROW = CONTENT_ROW
FIRST_POINT = 2  # the first column of a point, after the indicator and the place
#: Earlier days that are shown, the last ones; «сейчас» stands after them.
MOST_DAYS = 5
#: Rows of the region's sheet that a program still opens and a person still scrolls.
MOST_ROWS = 20_000
_AIR = 1.15  # above the highest column of a drawing

Role = Literal["total", "district", "school"]


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One row of the sheet: a place and an indicator, zero-indexed."""

    row: int
    place: Place
    indicator: Indicator
    role: Role


@dataclass(frozen=True, slots=True)
class Points:
    """The cells of one row that hold a place's results, from the first one known up to now; zero-indexed.

    ``highest`` is a little above all of them, of shares 1: up to where a drawing of them reaches.
    """

    sheet: str
    row: int
    first_column: int
    last_column: int
    highest: float = 1.0

    @property
    def reference(self) -> str:
        """The cells as a sparkline takes them: «'Динамика'!$C$6:$G$6»."""
        return f"{quoted(self.sheet)}!{at(self.row, self.first_column)}:{at(self.row, self.last_column)}"

    @property
    def values(self) -> list[str | int]:
        """The cells as a chart takes its values."""
        return [self.sheet, self.row, self.first_column, self.row, self.last_column]

    @property
    def days(self) -> list[str | int]:
        """The heads above them, each a day in words, as a chart takes its categories."""
        return [self.sheet, HEAD_ROW, self.first_column, HEAD_ROW, self.last_column]


@dataclass(frozen=True)
class ProgressLayout:
    """The rows and the days of sheet «Динамика» of one workbook; without any earlier result there is no such sheet.

    Of a region with more than ``most_rows`` rows the organisations are left to the districts' workbooks.
    """

    scope: Scope
    most_rows: int = MOST_ROWS

    @cached_property
    def rows(self) -> tuple[ProgressRow, ...]:
        """Rows in order: by indicator, then the whole, then each district before its organisations."""
        steps = [each for each in self._steps if each[1] != "school" or not self.without_schools]
        first = HEAD_ROW + 1
        return tuple(
            ProgressRow(first + number, place, indicator, role) for number, (indicator, role, place) in enumerate(steps)
        )

    @cached_property
    def without_schools(self) -> bool:
        """Tell whether the region's sheet leaves its organisations out, because they are too many."""
        return self.scope.is_region and len(self._steps) > self.most_rows

    @property
    def shown(self) -> bool:
        """Tell whether the workbook has the sheet."""
        return bool(self.rows)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Days of the earlier results shown, the earliest first."""
        return self._every_day[-MOST_DAYS:]

    @property
    def days_left_out(self) -> int:
        """How many earlier days are not shown."""
        return len(self._every_day) - len(self.days)

    @property
    def now_column(self) -> int:
        """The column of what is measured now, right after the earlier days."""
        return FIRST_POINT + len(self.days)

    def day_column(self, day: date) -> int | None:
        """The column of a day; None where it is not shown."""
        return FIRST_POINT + self.days.index(day) if day in self.days else None

    def earlier(self, place_id: str, indicator_id: str) -> list[Row]:
        """The earlier results of a place (rows of TRENDS), the earliest first."""
        return self.scope.index.trends.get((place_id, indicator_id), [])

    def points(self, place_id: str, indicator_id: str) -> Points | None:
        """Where a place's results stand, two of them at least with the one of now; None where there is no trend.

        A share that rests on too few people to be judged is no result.
        """
        row = self._row_of.get((place_id, indicator_id))
        if row is None or self.scope.coverage(row.place, row.indicator).value is None:
            return None
        if self.scope.is_small(row.place, self.scope.coverage(row.place, row.indicator)):
            return None
        shown = [
            (column, each.value)
            for each in self.earlier(place_id, indicator_id)
            if (column := self.day_column(each.as_of)) is not None and not self.few(row, each)
        ]
        if not shown:
            return None
        now = float(self.scope.coverage(row.place, row.indicator).value or 0)
        highest = 1.0 if row.indicator.unit == "share" else max(1.0, now, *(value for _, value in shown)) * _AIR
        return Points(tr(wording.PROGRESS), row.row, shown[0][0], self.now_column, highest)

    @cached_property
    def merged(self) -> dict[str, tuple[Place, ...]]:
        """The places that were merged into each place."""
        return predecessors(self.scope.rulebook.registry, self.scope.period)

    def compared(self, row: ProgressRow) -> Row | None:
        """How a place compares with its last result before (a row of PROGRESS).

        None where it has no value now, and where one of the two shares rests on too few people to be judged.
        """
        progress = self.scope.index.progress.get((row.place.id, row.indicator.id))
        earlier = self.earlier(row.place.id, row.indicator.id)
        if progress is None or progress.change is None or not earlier or self.few(row, earlier[-1]):
            return None
        return None if self.scope.is_small(row.place, self.scope.coverage(row.place, row.indicator)) else progress

    def few(self, row: ProgressRow, earlier: Row) -> bool:
        """Tell whether an earlier share of one organisation rests on too few people to be judged."""
        return (
            row.place.level is Level.SCHOOL
            and earlier.denominator is not None
            and earlier.denominator < self.scope.programme.thresholds.small_denominator
        )

    @cached_property
    def _row_of(self) -> dict[tuple[str, str], ProgressRow]:
        return {(each.place.id, each.indicator.id): each for each in self.rows}

    @cached_property
    def _every_day(self) -> tuple[date, ...]:
        days = {earlier.as_of for row in self.rows for earlier in self.earlier(row.place.id, row.indicator.id)}
        return tuple(sorted(days))

    @cached_property
    def _steps(self) -> list[tuple[Indicator, Role, Place]]:
        return [
            (indicator, role, place)
            for indicator in self.scope.rulebook.indicators
            for role, place in self._places(indicator)
        ]

    def _places(self, indicator: Indicator) -> Iterator[tuple[Role, Place]]:
        """The places that have earlier results of an indicator; a district also where its organisations have."""
        known = {place_id for place_id, of in self.scope.index.trends if of == indicator.id}
        if self.scope.place.id in known:
            yield "total", self.scope.place
        for district in self.scope.districts:
            own = [each for each in self._schools.get(district.id, []) if each.id in known]
            if self.scope.is_region and (district.id in known or own):
                yield "district", district
            yield from (("school", each) for each in own)

    @cached_property
    def _schools(self) -> dict[str | None, list[Place]]:
        grouped: dict[str | None, list[Place]] = {}
        for school in self.scope.schools:
            grouped.setdefault(school.parent_id, []).append(school)
        return grouped


def draw_points(page: Page, drawings: Iterable[tuple[int, int, Points]]) -> None:
    """Draw results as small columns in cells (row, column); shares all to the same scale, counts each to its own."""
    alike: defaultdict[float, list[tuple[int, int, str]]] = defaultdict(list)
    for row, column, points in drawings:
        alike[points.highest].append((row, column, points.reference))
    for highest, lines in alike.items():
        page.sparklines(lines, highest)
