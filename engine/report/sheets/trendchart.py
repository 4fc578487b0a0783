"""How the main indicator of the workbook's own place went over the years: the table of points and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.report import wording
from engine.report.book import Page, at, quoted
from engine.report.chartlooks import FONT, Spot, category_axis, insert, value_axis
from engine.report.coveragelayout import CoverageLayout
from engine.report.index import Row
from engine.report.progresslayout import ProgressLayout
from engine.report.scope import Scope
from engine.report.shares import share_format
from engine.report.sheets.coveragechart import GOAL
from engine.report.sheets.indicators import MORE_HEAD, OPEN, of_words, shown_decimals
from engine.report.sheets.summarygrid import (
    BASIS,
    GAP,
    MORE,
    NAME,
    NAME_LAST,
    STATUS,
    TARGET,
    VALUE,
    WHOLE,
    draw_bar,
)
from engine.rulebook.model import Indicator
from engine.template import style
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

#: Points that the table and the chart show at most, the last ones; what is earlier stands on «Динамика».
MOST_POINTS = 8
HEADS = (
    mark("По состоянию на"),
    mark("Значение"),
    mark("Цель года"),
    mark("Откуда"),
    mark("Учтено\nорганизаций"),
)
_SPANS = ((NAME, NAME_LAST), (VALUE, VALUE), (TARGET, TARGET), (GAP, STATUS), (BASIS, BASIS))
CLOSED, HISTORY, NOW = mark("закрытый период {period}"), mark("данные прошлых лет"), mark("этот свод")
_ROOM = 0.25  # of the highest value, above and below for the numbers
DESCRIPTION = mark("Диаграмма: {indicator} по годам и цели")


@dataclass(frozen=True, slots=True)
class Point:
    """A result and the target of its year, both shares (0.45) or counts; ``earlier`` is its row of TRENDS, None now."""

    as_of: date
    value: float
    target: float | None
    earlier: Row | None


def trend_points(scope: Scope) -> list[Point]:
    """The results of the workbook's place, the earliest first; none where there are not at least two."""
    indicator, place = scope.main_indicator, scope.place
    points = []
    for row in scope.index.trends.get((place.id, indicator.id), []):
        target = scope.rulebook.target_for(indicator.id, place.id, row.as_of.year)
        points.append(Point(row.as_of, float(row.value), None if target is None else float(target.minimum), row))
    measured = scope.coverage(place, indicator)
    if measured.value is not None:
        points.append(Point(scope.as_of, float(measured.value), measured.target, None))
    return points[-MOST_POINTS:] if len(points) > 1 else []


def draw_trend(page: Page, layout: CoverageLayout, points: Sequence[Point], row: int) -> int:
    """Write the table with its bar from ``row`` on; return its first row of numbers."""
    scope, indicator = layout.scope, layout.scope.main_indicator
    title = tr("{indicator} по годам: {place}").format(indicator=indicator.short, place=scope.place.name)
    draw_bar(page, row, WHOLE, title)
    for (first, last), head in zip(_SPANS, HEADS, strict=True):
        page.span(row + 1, first, last, tr(head), "head")
    page.put(row + 1, MORE, tr(MORE_HEAD), "head")
    page.height(row + 1, 26)
    progress = ProgressLayout(scope)
    for number, point in enumerate(points, start=row + 2):
        _draw_point(page, layout, progress, point, number)
    return row + 2


def insert_trend_chart(page: Page, scope: Scope, points: Sequence[Point], first_row: int, spot: Spot) -> None:
    """Insert the chart of the rows from ``first_row``, which hold ``points``; there are at least two."""
    indicator, last_row = scope.main_indicator, first_row + len(points) - 1
    number = style.SHARE if indicator.unit == "share" else style.COUNT
    days = [page.name, first_row, NAME, last_row, NAME]
    # Numbers stand where they hide neither line: what is mostly lower has its numbers below.
    above, below = "above", "below"
    lower = sum((each.target or 0) > each.value for each in points) * 2 >= sum(
        each.target is not None for each in points
    )
    chart = page.book.chart({"type": "line"})
    round_mark = {"type": "circle", "size": 7, "fill": {"color": style.HEADING}, "border": {"color": style.HEADING}}
    chart.add_series(
        {
            "name": indicator.short,
            "categories": days,
            "values": [page.name, first_row, VALUE, last_row, VALUE],
            "line": {"color": style.HEADING, "width": 2.25},
            "marker": round_mark,
            "data_labels": _labels(number, style.INK, below if lower else above) | {"font": FONT | {"bold": True}},
        }
    )
    if any(each.target is not None for each in points):
        dash = {"type": "long_dash", "size": 12, "fill": {"color": style.BAD_INK}, "border": {"color": style.BAD_INK}}
        chart.add_series(
            {
                "name": tr(GOAL),
                "categories": days,
                "values": [page.name, first_row, TARGET, last_row, TARGET],
                "line": {"color": style.BAD_INK, "width": 1.5, "dash_type": "dash"},
                "marker": dash,
                "data_labels": _labels(
                    "0\\ %" if indicator.unit == "share" else number, style.BAD_INK, above if lower else below
                ),
            }
        )
    highest = max(max(each.value, each.target or 0) for each in points)
    chart.set_x_axis(category_axis() | {"line": {"none": True}})
    ends = {"least": -_ROOM * highest, "most": (1 + _ROOM) * highest} if highest else {}
    chart.set_y_axis(value_axis(number, shown=False, **ends))
    insert(page, chart, spot, tr(DESCRIPTION).format(indicator=indicator.short))


def _labels(num_format: str, color: str, position: str) -> dict[str, Any]:
    return {"value": True, "num_format": num_format, "position": position, "font": FONT | {"color": color}}


def _draw_point(page: Page, layout: CoverageLayout, progress: ProgressLayout, point: Point, row: int) -> None:
    scope, indicator = layout.scope, layout.scope.main_indicator
    number = "share" if indicator.unit == "share" else "count"
    page.means(row, None, f"place:{scope.place.id}")
    page.span(row, NAME, NAME_LAST, day(point.as_of), "cell", "left", "text")
    if point.earlier is None:
        _draw_now(page, layout, row)
    else:
        _draw_earlier(page, progress, indicator, point, row)
    page.put(row, TARGET, point.target, "cell", "middle", number)
    page.span(row, GAP, STATUS, _source(point), "cell", "left", "small")
    page.put(row, BASIS, _basis(layout, point), "cell", "middle", "small")
    sheet = wording.COVERAGE_SHEET if point.earlier is None else wording.PROGRESS
    page.link(row, MORE, tr(sheet), tr(OPEN), "cell", "middle", "small", "link")
    page.height(row, 17)


def _draw_now(page: Page, layout: CoverageLayout, row: int) -> None:
    indicator, place = layout.scope.main_indicator, layout.scope.place
    measured = layout.scope.coverage(place, indicator)
    reference = layout.value_reference(place.id, indicator)
    look = share_format(shown_decimals(measured)) if indicator.unit == "share" else "count"
    value = None if measured.value is None else float(measured.value)
    page.formula(row, VALUE, f"={reference}", value, "cell", "middle", "strong", look)
    page.means(row, VALUE, f"coverage:{indicator.id}:value")
    page.means(row, TARGET, f"coverage:{indicator.id}:target")
    page.means(row, BASIS, f"coverage:{indicator.id}:basis")


def _draw_earlier(page: Page, progress: ProgressLayout, indicator: Indicator, point: Point, row: int) -> None:
    """Write an earlier value as it stands on «Динамика»; one that has no column there any more as a number."""
    points, column = progress.points(progress.scope.place.id, indicator.id), progress.day_column(point.as_of)
    look = ("cell", "middle", "share" if indicator.unit == "share" else "count")
    if points is None or column is None:
        page.put(row, VALUE, point.value, *look)
    else:
        page.formula(row, VALUE, f"={quoted(points.sheet)}!{at(points.row, column)}", point.value, *look)
    page.means(row, VALUE, f"trend:{indicator.id}:{point.as_of.isoformat()}")
    page.means(row, TARGET, f"target:{indicator.id}:{point.as_of.year}")


def _source(point: Point) -> str:
    if point.earlier is None:
        return tr(NOW)
    return tr(CLOSED).format(period=point.earlier.period) if point.earlier.source == "closed" else tr(HISTORY)


def _basis(layout: CoverageLayout, point: Point) -> str | None:
    if point.earlier is None:
        measured = layout.scope.coverage(layout.scope.place, layout.scope.main_indicator)
        return of_words(measured.reported, measured.expected)
    if point.earlier.reported is None or point.earlier.expected is None:
        return None
    return of_words(int(point.earlier.reported), int(point.earlier.expected))
