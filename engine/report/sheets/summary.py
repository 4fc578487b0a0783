"""Sheet «Сводка»: the page that a head of department reads in a minute."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book, Page
from engine.report.coveragelayout import CoverageLayout
from engine.report.factfields import local_lines
from engine.report.paper import AS_OF, part_breaks, print_setup, scale_for_page
from engine.report.scope import Scope
from engine.report.sheets.coveragechart import insert_coverage_chart
from engine.report.sheets.indicators import draw_heads, draw_standing
from engine.report.sheets.overduechart import MOST_BARS as MOST_OVERDUE
from engine.report.sheets.overduechart import draw_overdue_counts, insert_overdue_chart
from engine.report.sheets.panels import Picture, Rooms, draw_panels, picture_of
from engine.report.sheets.reportchart import draw_report_counts, insert_report_chart
from engine.report.sheets.reportchart import shown as shown_reports
from engine.report.sheets.summarygrid import (
    AIR,
    GAP,
    LAST,
    NAME,
    NAME_LAST,
    SHORT,
    VALUE,
    WHOLE,
    WIDTHS,
    draw_bar,
)
from engine.report.sheets.tiles import draw_short_link, draw_tiles
from engine.report.sheets.trendchart import draw_trend, insert_trend_chart
from engine.report.texts import dates_text, short_name
from engine.report.transmittalstate import draft_words, short_purpose_words
from engine.vocabulary.dates import day
from engine.vocabulary.language import tr

ZOOM = 85  # percent, at which the first page is seen on a screen of 1920 × 1080 without scrolling
_TILES = 4


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: tiles, indicators, charts and attention on the first page, the numbers behind it on the next."""
    layout, page = book.once(CoverageLayout, scope), book.add(tr(wording.SUMMARY), *WIDTHS)
    _draw_title(page, scope)
    row = draw_tiles(page, layout, _TILES)
    row = _draw_indicators(page, layout, row)
    page.height(row, AIR)
    picture = picture_of(scope)
    rooms = draw_panels(page, layout, picture, row + 1)
    page.height(rooms.last_row + 1, AIR)
    places_row = rooms.last_row + 2
    blocks = _draw_places(page, layout, picture, places_row)
    draw_short_link(page, scope, _TILES, places_row)
    page.height(blocks[-1][1] + 1, AIR)
    if picture.with_share:
        insert_coverage_chart(page, scope, picture.places[: picture.with_share], places_row + 2, rooms.coverage)
    blocks += _draw_charts(page, layout, picture, rooms, blocks[-1][1] + 2)
    scale = scale_for_page(page, rooms.last_row, LAST)
    print_setup(page, scope, last_column=LAST, scale=scale)
    page.sheet.set_h_pagebreaks(list(part_breaks(page, blocks, scale)))
    page.sheet.set_zoom(ZOOM)
    page.sheet.activate()


def _draw_title(page: Page, scope: Scope) -> None:
    """Write what the workbook is, of whom, for which dates; with the notice, if there is one."""
    title = f"{scope.kind_words}: {scope.place.name}"
    last = GAP if scope.leaves else LAST
    page.span(0, NAME, last, title, "title", "wrap")
    if scope.leaves:
        page.span(0, SHORT, LAST, draft_words(), "title", "size", "light", "right")
    page.height(0, max(28.0, page.needed(title, NAME, last, "title")))
    dates = f"{scope.period.title} ({dates_text(scope.period)}) · {tr(AS_OF).format(day=day(scope.as_of))}"
    about = f"{dates} · {scope.programme.organisation}"
    under = ("under_title", "size", "wrap")
    page.span(1, NAME, NAME_LAST, scope.programme.title, *under)
    page.span(1, VALUE, LAST, about, *under, "right")
    needed = page.needed(scope.programme.title, NAME, NAME_LAST, *under), page.needed(about, VALUE, LAST, *under)
    page.height(1, max(*needed))
    notice = scope.programme.notice
    if notice:
        page.span(2, NAME, LAST, notice, "notice", "wrap", "small")
    page.height(2, page.needed(notice, NAME, LAST, "notice", "small") - 2 if notice else 3)
    if scope.leaves:
        purpose = short_purpose_words(local_lines(scope))
        page.span(3, NAME, LAST, purpose, "note")
        page.height(3, page.needed(purpose, NAME, LAST, "note"))
    else:
        page.height(3, 4)


def _draw_indicators(page: Page, layout: CoverageLayout, row: int) -> int:
    """Write every indicator of the workbook's place; return the row below."""
    scope = layout.scope
    draw_bar(page, row, WHOLE, tr("Показатели и цели {year} года").format(year=scope.period.target_year))
    draw_heads(page, row + 1, tr("Показатель"))
    for number, indicator in enumerate(scope.rulebook.indicators, start=row + 2):
        draw_standing(page, number, layout, scope.place, indicator, indicator.title, "small")
    return row + 2 + len(scope.rulebook.indicators)


def _draw_places(page: Page, layout: CoverageLayout, picture: Picture, row: int) -> list[tuple[int, int]]:
    """Write every place that the workbook compares, the lowest share first; return the blocks of rows to keep whole."""
    scope, indicator = layout.scope, layout.scope.main_indicator
    what = tr("{indicator} по муниципалитетам, начиная с наименьшего")
    if not scope.is_region:
        what = tr("{indicator} по организациям, начиная с наименьшего")
    draw_bar(page, row, WHOLE, what.format(indicator=indicator.short))
    first = tr("Муниципалитет") if scope.is_region else tr("Организация")
    draw_heads(page, row + 1, first, of_schools=not scope.is_region)
    for number, place in enumerate(picture.places, start=row + 2):
        name = place.name if scope.is_region else short_name(place.name)
        draw_standing(page, number, layout, place, indicator, name)
    rows = [(each, each) for each in range(row + 3, row + 2 + len(picture.places))]
    return [(row, row + 1 + min(1, len(picture.places))), *rows]


def _draw_charts(page: Page, layout: CoverageLayout, picture: Picture, rooms: Rooms, row: int) -> list[tuple[int, int]]:
    """Insert the other charts with the tables of their numbers from ``row`` on; one without numbers is left out."""
    scope, blocks = layout.scope, list[tuple[int, int]]()
    if picture.reports:
        first = draw_report_counts(page, scope, picture.reports, row)
        insert_report_chart(page, picture.reports, first, rooms.reports)
        row = _end(page, blocks, row, first + len(shown_reports(picture.reports)))
    if picture.overdue:
        first = draw_overdue_counts(page, scope, picture.overdue, row)
        insert_overdue_chart(page, picture.overdue, first, rooms.overdue)
        row = _end(page, blocks, row, first + len(picture.overdue[:MOST_OVERDUE]))
    if picture.trend:
        first = draw_trend(page, layout, picture.trend, row)
        insert_trend_chart(page, scope, picture.trend, first, rooms.trend)
        row = _end(page, blocks, row, first + len(picture.trend))
    return blocks


def _end(page: Page, blocks: list[tuple[int, int]], first: int, end: int) -> int:
    """Note a table of rows ``first`` up to ``end`` as a block with a blank row below; return the next table's row."""
    page.height(end, AIR)
    blocks.append((first, end))
    return end + 1
