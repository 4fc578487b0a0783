"""Sheet «Сводка»: the page that a head of department reads in a minute."""

from __future__ import annotations

from collections.abc import Iterator

from engine.report import wording
from engine.report.book import Book, Page
from engine.report.paper import print_setup, scale_for_page
from engine.report.scope import Scope
from engine.report.shares import share_format
from engine.report.sheets.chart import MOST_COLUMNS, insert_chart
from engine.report.sheets.coverage import CoverageLayout, percent, tone_of
from engine.report.sheets.indicators import (
    NAME,
    SHORT,
    STATUS,
    attention,
    draw_heads,
    draw_standing,
    ranked,
    short_words,
    shown_decimals,
    status_words,
)
from engine.report.sheets.notes import notes
from engine.report.sheets.overdue import count_formula, planned, unconfirmed, unknown
from engine.report.sheets.reporting import reported_formula
from engine.report.silence import reasons
from engine.report.texts import number_text, plural, short_name
from engine.template.content import period_text
from engine.vocabulary.dates import day
from engine.vocabulary.places import Place

WIDTHS = (46.0, 12.0, 13.0, 13.0, 30.0, 19.0, 27.0, 2.0, 18.0, 36.0)
_LAST = STATUS
_NAV, _NAV_TEXT = 8, 9
_CHART_LAST = 3
_RIGHT = 4
_LEAST_CHART, _TALL_CHART = 235.0, 300.0  # points
_LINK = 14.0  # points that a link needs
_MANY_PLACES = 6  # their names stand aslant and need room


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: tiles, indicators, chart and attention on the first page, every place on the next."""
    layout, page = CoverageLayout(scope), book.add(wording.SUMMARY, *WIDTHS)
    _draw_title(page, scope)
    _draw_tiles(page, layout, 5)
    row = _draw_indicators(page, layout, 8)
    last = _draw_picture(page, layout, row + 1)
    _draw_places(page, layout, last + 2)
    _draw_contents(page, scope)
    print_setup(page, scope, last_column=_LAST, scale=scale_for_page(page, last, _LAST))
    page.sheet.set_h_pagebreaks([last + 2])
    page.sheet.set_zoom(90)
    page.sheet.activate()


def _draw_title(page: Page, scope: Scope) -> None:
    kind = "Региональный свод" if scope.is_region else "Муниципальный свод"
    page.span(0, 0, _LAST, f"{kind}: {scope.place.name}", "title")
    page.span(1, 0, _LAST, scope.programme.title, "under_title")
    dates = f"{scope.period.title} ({period_text(scope.period)}) · по состоянию на {day(scope.as_of)}"
    about = f"{dates} · {scope.programme.organisation}"
    page.span(2, 0, _LAST, about, "subtitle")
    for row, height in ((0, 30), (1, 19), (2, 18), (3, 18 if scope.programme.notice else 4), (4, 5)):
        page.height(row, height)
    if scope.programme.notice:
        page.span(3, 0, _LAST, scope.programme.notice, "notice")


def _draw_contents(page: Page, scope: Scope) -> None:
    """Write links to the other sheets beside the page, in rows high enough to read; they are not printed."""
    only_district = {wording.PRACTICES, wording.DOCUMENTS, wording.CONTACTS}
    page.span(0, _NAV, _NAV_TEXT, "Содержание", "bar")
    absent = only_district if scope.is_public else set()
    absent |= {wording.CHANGES_SHEET} if scope.closed is None else set()
    sheets = [sheet for sheet in wording.CONTENTS if sheet not in absent]
    rows = [row for row in range(1, page.last_row + len(sheets)) if page.heights.get(row, _LINK) >= _LINK]
    for row, sheet in zip(rows, sheets, strict=False):
        page.link(row, _NAV, sheet, sheet, "link", "left")
        page.put(row, _NAV_TEXT, wording.CONTENTS[sheet], "plain", "muted", "small")


def _draw_tiles(page: Page, layout: CoverageLayout, row: int) -> None:
    scope, indicator = layout.scope, layout.scope.main_indicator
    measured = scope.coverage(scope.place, indicator)
    page.height(row, 32)
    page.height(row + 1, 40)
    formula, reported = reported_formula(scope)
    own = sum(report.form == "district" for report in scope.completeness)
    of_districts = f"\n(в том числе форм муниципалитетов: {own})" if own else ""
    _tile(page, row, (0, 0), f"отчётов учтено из ожидаемых{of_districts}")
    page.formula(row, 0, formula, reported, "tile")

    target = "цель не установлена" if measured.target is None else f"цель {percent(measured.target)}"
    _tile(
        page,
        row,
        (1, 3),
        f"{indicator.short}: {target}\n{status_words(measured).replace(chr(10), ' ')}\n"
        f"учтено организаций: {measured.reported} из {measured.expected}",
        tone_of(measured),
    )
    reference = layout.value_reference(scope.place.id, indicator)
    look = ("tile", share_format(shown_decimals(measured)) if indicator.unit == "share" else "count")
    value = None if measured.value is None else float(measured.value)
    page.formula(row, 1, f'=IF({reference}="","–",{reference})', "–" if value is None else value, *look)

    short = measured.people_short
    persons = indicator.persons
    noun = plural(short or 0, persons.one, persons.few, persons.many) if persons else "человек"
    _tile(page, row, (4, 4), f"{noun} не хватает до цели" if short is not None else "не хватает до цели: нет данных")
    page.put(row, 4, "–" if short is None else short, "tile", "count")

    _draw_overdue_tile(page, scope, row)


def _draw_overdue_tile(page: Page, scope: Scope, row: int) -> None:
    """Write how many activities are overdue, and for whom nothing can be said."""
    with_plan = len(planned(scope))
    if not with_plan:
        _tile(page, row, (5, 6), "просрочено мероприятий:\nдорожная карта не задана")
        page.put(row, 5, "–", "tile")
        return
    formula, number = count_formula(scope)
    _tile(page, row, (5, 6), "\n".join(_overdue_words(scope, number, with_plan)))
    page.formula(row, 5, formula, number, "tile", "count")


def _overdue_words(scope: Scope, number: int, with_plan: int) -> Iterator[str]:
    yield plural(number, "мероприятие просрочено", "мероприятия просрочены", "мероприятий просрочено")
    unsure, silent = unconfirmed(scope), unknown(scope)
    if unsure:
        deadlines = "неподтверждённому сроку" if unsure == 1 else "неподтверждённым срокам"
        yield f"из них {number_text(unsure)} – по {deadlines}"
    if silent:
        yield f"ещё {number_text(len(silent))} – неизвестно: {reasons(scope, silent)}"
    if not unsure and not silent:
        yield "(считается у каждого, кто отвечает)"
    if with_plan < len(scope.districts):
        yield f"дорожные карты: у {with_plan} из {len(scope.districts)} муниципалитетов"


def _tile(page: Page, row: int, columns: tuple[int, int], caption: str, tone: tuple[str, ...] = ()) -> None:
    page.span(row, *columns, None, "tile")
    page.span(row + 1, *columns, caption, "tile_caption", *tone)
    needed = page.needed(caption, *columns, "tile_caption")
    page.height(row + 1, max(page.heights[row + 1], needed))


def _draw_indicators(page: Page, layout: CoverageLayout, row: int) -> int:
    scope = layout.scope
    page.span(row, 0, _LAST, f"Показатели и цели {scope.period.target_year} года", "bar")
    page.height(row - 1, 7)
    page.height(row, 20)
    draw_heads(page, row + 1, "Показатель")
    row += 2
    for indicator in scope.rulebook.indicators:
        page.put(row, NAME, indicator.title, "cell", "left", "wrap", "small")
        draw_standing(page, row, layout, scope.place, indicator)
        measured = scope.coverage(scope.place, indicator)
        status, short = status_words(measured), short_words(indicator, measured, small=False) or ""
        page.height(
            row,
            max(
                18.0,
                page.needed(indicator.title, NAME, NAME, "cell", "left", "small"),
                page.needed(status, STATUS, STATUS, "cell", "left", "small"),
                page.needed(short, SHORT, SHORT, "cell", "left", "small"),
            ),
        )
        row += 1
    return row


def _draw_picture(page: Page, layout: CoverageLayout, row: int) -> int:
    """Draw the chart on the left, «Зона внимания» and what to look at on the right; return the last row."""
    scope, indicator = layout.scope, layout.scope.main_indicator
    places, with_share = ranked(scope, indicator)
    page.height(row - 1, 7)
    page.height(row, 20)
    page.span(row, 0, _CHART_LAST, _chart_title(scope, with_share), "bar")
    last = _draw_notes(page, scope, _draw_attention(page, layout, row))
    height = sum(page.heights.get(each, 12.75) for each in range(row + 1, last + 1))
    least = _TALL_CHART if with_share > _MANY_PLACES else _LEAST_CHART
    if height < least:
        last += 1
        page.height(last, least - height)
        height = least
    if with_share:
        first = last + 4  # below the bar and the heads of the list of places
        width = round(sum(7 * each + 5 for each in WIDTHS[: _CHART_LAST + 1])) - 4
        insert_chart(
            page, scope, indicator, places[:with_share], first, (row + 1, 0, width, round(height * 96 / 72) - 3)
        )
    else:
        page.span(
            row + 1, 0, _CHART_LAST, "Данных для диаграммы нет: ни один отчёт не учтён.", "plain", "left", "muted"
        )
    return last


def _chart_title(scope: Scope, with_share: int) -> str:
    what = "муниципалитетам" if scope.is_region else "организациям"
    least = f", {MOST_COLUMNS} наименьших" if with_share > MOST_COLUMNS else ""
    return f"{scope.main_indicator.short} по {what}{least} (штриховка – ниже цели)"


def _draw_attention(page: Page, layout: CoverageLayout, row: int) -> int:
    """Write the places where most people are missing; return the next row."""
    scope, indicator = layout.scope, layout.scope.main_indicator
    page.span(row, _RIGHT, _LAST, "Зона внимания: где до цели не хватает больше всего", "bar")
    places = attention(scope, indicator)
    row += 1
    if not places:
        page.span(row, _RIGHT, _LAST, "Организаций ниже цели среди учтённых нет.", "cell", "left", "muted")
        page.height(row, 18)
        return row + 1
    for column, head in enumerate(("Организация", "Охват", "Не хватает"), start=_RIGHT):
        page.put(row, column, head, "head")
    page.height(row, 17)
    for place in places:
        row += 1
        _draw_attention_row(page, layout, place, row)
    return row + 1


def _draw_attention_row(page: Page, layout: CoverageLayout, place: Place, row: int) -> None:
    scope, indicator = layout.scope, layout.scope.main_indicator
    measured = scope.coverage(place, indicator)
    district = f"\n{scope.name_of(place.parent_id)}" if scope.is_region else ""
    name = f"{short_name(place.name)}{district}"
    page.put(row, _RIGHT, name, "cell", "left", "wrap", "small")
    reference = layout.value_reference(place.id, indicator)
    value = None if measured.value is None else float(measured.value)
    look = ("cell", "middle", share_format(shown_decimals(measured)), *tone_of(measured))
    page.formula(row, _RIGHT + 1, f"={reference}", value, *look)
    page.put(row, _RIGHT + 2, short_words(indicator, measured, small=False), "cell", "left", "small")
    page.height(row, max(18.0, page.needed(name, _RIGHT, _RIGHT, "cell", "left", "small")))


def _draw_notes(page: Page, scope: Scope, row: int) -> int:
    """Write who has not reported and what to be careful about; return the last row."""
    page.height(row, 6)
    row += 1
    page.span(row, _RIGHT, _LAST, "Обратите внимание", "bar")
    page.height(row, 20)
    for note in notes(scope):
        row += 1
        last = _LAST - 1 if note.sheet else _LAST
        page.span(row, _RIGHT, last, note.text, "cell", "left", "wrap", "small")
        if note.sheet:
            page.link(row, _LAST, note.sheet, f"► лист «{note.sheet}»", "cell", "left", "small", "link")
        page.height(row, page.needed(note.text, _RIGHT, last, "cell", "left", "small") + 2)
    return row


def _draw_places(page: Page, layout: CoverageLayout, row: int) -> None:
    """Write every place that the workbook compares, the lowest share first; the chart shows the same rows."""
    scope, indicator = layout.scope, layout.scope.main_indicator
    what = "Муниципалитеты" if scope.is_region else "Организации"
    page.span(row, 0, _LAST, f"{what} по показателю «{indicator.short}», начиная с наименьшего", "bar")
    page.height(row, 20)
    draw_heads(page, row + 1, "Муниципалитет" if scope.is_region else "Организация", of_schools=not scope.is_region)
    row += 2
    for place in ranked(scope, indicator)[0]:
        name = place.name if scope.is_region else short_name(place.name)
        page.put(row, NAME, name, "cell", "left", "wrap")
        draw_standing(page, row, layout, place, indicator)
        page.height(row, max(17.0, page.needed(name, NAME, NAME, "cell", "left")))
        row += 1
