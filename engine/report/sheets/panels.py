"""The lower half of the first page of «Сводка»: room for the charts, «Обратите внимание» and «Зона внимания»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.report import wording
from engine.report.book import LINK_SIGN, Page
from engine.report.chartlooks import Spot
from engine.report.coveragelayout import CoverageLayout
from engine.report.coveragewords import tone_of
from engine.report.scope import Scope
from engine.report.shares import share_format
from engine.report.sheets import coveragechart, overduechart, reportchart
from engine.report.sheets.indicators import OPEN, TO_COVERAGE, attention, ranked, shown_decimals
from engine.report.sheets.notes import SummaryNote, notes
from engine.report.sheets.overdue import planned, unknown
from engine.report.sheets.overduechart import OverdueCounts, overdue_counts
from engine.report.sheets.reportchart import ReportCounts, report_counts
from engine.report.sheets.summarygrid import (
    BASIS,
    CENTRE,
    LEFT,
    MORE,
    RIGHT,
    STATUS,
    draw_bar,
    height,
    spot_of,
)
from engine.report.sheets.trendchart import Point, trend_points
from engine.report.texts import number_text, short_name
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

# Points that charts need at least; many names below the columns need more.
_UPPER, _LOWER = 157.0, 132.0
_UPPER_OF_MANY, _LOWER_BELOW_MANY = 178.0, 111.0
_MANY = 6
TO_SHEET = mark("► лист «{sheet}»")
TO_DISTRICT = mark("показать муниципалитет на листе «{sheet}»: организация – в его строках, под знаком «+» слева")


@dataclass(frozen=True)
class Picture:
    """What the charts show: places by coverage (the first ``with_share`` have one), reports, overdue, trend."""

    places: Sequence[Place]
    with_share: int
    reports: Sequence[ReportCounts]
    overdue: Sequence[OverdueCounts]
    trend: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where charts stand; ``last_row`` is the last row of the page."""

    coverage: Spot
    reports: Spot
    overdue: Spot
    trend: Spot
    last_row: int


def picture_of(scope: Scope) -> Picture:
    """What there is to show of a workbook's place."""
    places, with_share = ranked(scope, scope.main_indicator)
    return Picture(places, with_share, report_counts(scope), overdue_counts(scope), trend_points(scope))


def draw_panels(page: Page, layout: CoverageLayout, picture: Picture, row: int) -> Rooms:
    """Write bars, sentences and lists from ``row`` on; return the room for the charts."""
    scope = layout.scope
    _draw_upper_bars(page, scope, picture, row)
    first, last = row + 1, _draw_notes(page, notes(scope), row + 1)
    many = picture.with_share > _MANY and bool(picture.trend)
    last = _stretched(page, first, last, _UPPER_OF_MANY if many else _UPPER)
    _draw_lower_bars(page, scope, picture, last + 1)
    below, end = last + 2, _draw_attention(page, layout, last + 2)
    end = _stretched(page, below, end, _LOWER_BELOW_MANY if many else _LOWER)
    _say_what_is_missing(page, scope, picture, (first, last), (below, end))
    return Rooms(
        coverage=spot_of(page, LEFT, first, last if picture.trend else end),
        reports=spot_of(page, CENTRE, first, last),
        overdue=spot_of(page, CENTRE, below, end),
        trend=spot_of(page, LEFT, below, end),
        last_row=end,
    )


def _draw_upper_bars(page: Page, scope: Scope, picture: Picture, row: int) -> None:
    what = tr("{indicator} по муниципалитетам") if scope.is_region else tr("{indicator} по организациям")
    title = what.format(indicator=scope.main_indicator.short)
    draw_bar(page, row, LEFT, title, to=_more(wording.COVERAGE_SHEET, coveragechart.left_out(picture.with_share)))
    left_out = reportchart.left_out(picture.reports)
    draw_bar(page, row, CENTRE, tr("Сдача отчётов"), to=_more(wording.REPORTING, left_out))
    draw_bar(page, row, RIGHT, tr("Обратите внимание"))


def _draw_lower_bars(page: Page, scope: Scope, picture: Picture, row: int) -> None:
    if picture.trend:
        title = tr("{indicator} по годам").format(indicator=scope.main_indicator.short)
        draw_bar(page, row, LEFT, title, to=_more(wording.PROGRESS))
    what = tr("Где просрочено") if scope.is_region else tr("У кого просрочено")
    draw_bar(page, row, CENTRE, what, to=_more(wording.OVERDUE, overduechart.left_out(picture.overdue)))
    title = tr("Зона внимания: где не хватает больше всего")
    draw_bar(page, row, RIGHT, title, to=(tr(wording.COVERAGE_SHEET), tr(OPEN)))


def _more(sheet: str, left_out: str | None = None) -> tuple[str, str]:
    """The sheet that says more, and the text of the link: what the chart leaves out, or the sheet's name."""
    return tr(sheet), f"{left_out} {LINK_SIGN}" if left_out else tr(TO_SHEET).format(sheet=tr(sheet))


def _draw_notes(page: Page, found: Sequence[SummaryNote], row: int) -> int:
    """Write who has not reported and what to be careful about, a row each; return the last row."""
    for number, note in enumerate(found, start=row):
        page.span(number, STATUS, BASIS, note.text, "cell", "left", "wrap", "small")
        page.means(number, STATUS, *note.means)
        if note.sheet:
            page.link(number, MORE, tr(note.sheet), tr(OPEN), "cell", "middle", "small", "link")
        else:
            page.put(number, MORE, None, "cell")
        page.height(number, max(15.0, page.needed(note.text, STATUS, BASIS, "cell", "left", "small") - 2))
    return row + len(found) - 1


def _draw_attention(page: Page, layout: CoverageLayout, row: int) -> int:
    """Write the places where most people are missing; return the last row."""
    scope, indicator = layout.scope, layout.scope.main_indicator
    places = attention(scope, indicator)
    if not places:
        text = tr("Организаций ниже цели среди учтённых нет.")
        page.span(row, RIGHT.first, RIGHT.last, text, "cell", "left", "small", "muted")
        page.height(row, 18)
        return row
    for column, head in ((STATUS, tr("Организация")), (BASIS, tr("Значение")), (MORE, tr("Не хватает"))):
        page.put(row, column, head, "head")
    page.height(row, 16)
    for number, place in enumerate(places, start=row + 1):
        _draw_attention_row(page, layout, place, number)
    return row + len(places)


def _draw_attention_row(page: Page, layout: CoverageLayout, place: Place, row: int) -> None:
    scope, indicator = layout.scope, layout.scope.main_indicator
    measured = scope.coverage(place, indicator)
    # The region's «Охват» shows its organisations only when their district is opened.
    shown = str(place.parent_id) if scope.is_region else place.id
    reference, there = (layout.value_reference(each, indicator) for each in (place.id, shown))
    name = short_name(place.name) + (f"\n{scope.name_of(place.parent_id)}" if scope.is_region else "")
    page.means(row, None, f"place:{place.id}")
    page.put(row, STATUS, name, "cell", "left", "wrap", "small")
    value = None if measured.value is None else float(measured.value)
    look = share_format(shown_decimals(measured)) if indicator.unit == "share" else "count"
    tip = TO_DISTRICT if scope.is_region else TO_COVERAGE
    page.jump(row, BASIS, there, tr(tip).format(sheet=tr(wording.COVERAGE_SHEET)))
    page.formula(row, BASIS, f"={reference}", value, "cell", "middle", look, *tone_of(measured))
    page.means(row, BASIS, f"coverage:{indicator.id}:value")
    page.put(row, MORE, measured.people_short, "cell", "middle", "count", "strong")
    page.means(row, MORE, f"coverage:{indicator.id}:short")
    page.height(row, max(17.0, page.needed(name, STATUS, STATUS, "cell", "left", "small") - 3))


def _say_what_is_missing(
    page: Page, scope: Scope, picture: Picture, upper: tuple[int, int], lower: tuple[int, int]
) -> None:
    """Write a sentence where a chart would be empty."""
    if not picture.with_share:
        rows = upper if picture.trend else (upper[0], lower[1])
        page.box(rows, (LEFT.first, LEFT.last), _nothing_measured(scope), "empty")
    if not picture.reports:
        page.box(upper, (CENTRE.first, CENTRE.last), tr("Отчётов ни от кого не ждут."), "empty")
    if not picture.overdue:
        page.box(lower, (CENTRE.first, CENTRE.last), _nothing_overdue(scope), "empty")


def _nothing_measured(scope: Scope) -> str:
    if any(row.status in wording.COUNTED for row in scope.completeness):
        return tr("Доли посчитать не из чего: знаменатели равны нулю или не заполнены.")
    return tr("Данных для диаграммы нет: ни один отчёт не учтён.")


def _nothing_overdue(scope: Scope) -> str:
    if not planned(scope):
        return tr("Дорожная карта не задана, поэтому просрочки не отслеживаются.")
    if silent := unknown(scope):
        words = tr("Просроченных мероприятий нет; неизвестно, выполнено ли: {number}.")
        return words.format(number=number_text(len(silent)))
    return tr("Просроченных мероприятий нет.")


def _stretched(page: Page, first: int, last: int, least: float) -> int:
    """The last row of a block of rows that is at least so many points high; a blank row is added where it is not."""
    missing = least - height(page, first, last)
    if missing <= 0:
        return last
    page.height(last + 1, missing)
    return last + 1
