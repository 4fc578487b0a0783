"""The tiles of «Сводка»: who answered, what share against the target, how many people are short, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator

from engine.report import wording
from engine.report.book import Page, quoted
from engine.report.coveragelayout import CoverageLayout
from engine.report.coveragewords import tone_of
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.shares import share_format
from engine.report.sheets.indicators import goal_text, shown_decimals
from engine.report.sheets.overdue import count_formula, planned, unconfirmed, unknown
from engine.report.sheets.reporting import reported_formula
from engine.report.sheets.summarygrid import AIR, GAP, LAST, NAME, NAME_LAST, SHORT, STATUS, TARGET, Panel
from engine.report.silence import reasons
from engine.report.texts import number_text, plural
from engine.vocabulary.language import mark, tr

_REPORTS, _COVERAGE = Panel(NAME, NAME), Panel(NAME_LAST, TARGET)
_SHORT, _OVERDUE = Panel(GAP, SHORT), Panel(STATUS, LAST)
_NUMBER, _CAPTION, _LINK = range(3)
_LEAST_CAPTION = 28.0  # points: two lines
NOT_KNOWN = "–"
#: How a value stands against its target, by the status of coverage.
_STANDING = {
    "met": mark("цель {target} достигнута"),
    "below": mark("ниже цели {target}"),
    "no_data": mark("данных нет; цель {target}"),
}
TO_SHEET = mark("► лист «{sheet}»")
TO_ROWS = mark("показать, откуда число")


def draw_tiles(page: Page, layout: CoverageLayout, row: int) -> int:
    """Write the tiles; return the row below them."""
    scope = layout.scope
    measured = scope.coverage(scope.place, scope.main_indicator)
    for number, height in ((_NUMBER, 27), (_CAPTION, _LEAST_CAPTION), (_LINK, 14), (3, AIR)):
        page.height(row + number, height)
    page.means(row + _NUMBER, None, f"place:{scope.place.id}")
    page.means(row + _CAPTION, None, f"place:{scope.place.id}")
    _draw_reports(page, scope, row)
    _draw_coverage(page, layout, measured, row)
    _draw_short(page, scope, measured, row)
    _draw_overdue(page, scope, row)
    return row + 4


def draw_short_link(page: Page, scope: Scope, row: int, places_row: int) -> None:
    """Link the tile of the people short (the tiles begin at ``row``) to the list of places on the same sheet."""
    text = tr("► по муниципалитетам") if scope.is_region else tr("► по организациям")
    page.link(row + _LINK, _SHORT.first, page.name, text, "tile_link", to=f"A{places_row + 1}")


def _draw_reports(page: Page, scope: Scope, row: int) -> None:
    own = [report.status in wording.COUNTED for report in scope.completeness if report.form == "district"]
    caption = tr("отчётов учтено из ожидаемых")
    if own and scope.is_region:
        words = tr("(в том числе форм муниципалитетов: {reported} из {expected})")
        caption += "\n" + words.format(reported=sum(own), expected=len(own))
    _tile(page, row, _REPORTS, caption, tr(wording.REPORTING))
    formula, reported = reported_formula(scope)
    page.formula(row, _REPORTS.first, formula, reported, "tile")
    page.means(row, _REPORTS.first, "reports:counted", "reports:expected")


def _draw_coverage(page: Page, layout: CoverageLayout, measured: Coverage, row: int) -> None:
    scope, indicator = layout.scope, layout.scope.main_indicator
    basis = tr("{indicator} (организаций: {reported} из {expected})")
    basis = basis.format(indicator=indicator.short, reported=measured.reported, expected=measured.expected)
    caption = f"{basis}\n{_standing_words(scope, measured)}"
    reference = layout.value_reference(scope.place.id, indicator)
    _tile(page, row, _COVERAGE, caption, tr(wording.COVERAGE_SHEET), reference, tone_of(measured))
    look = ("tile", share_format(shown_decimals(measured)) if indicator.unit == "share" else "count")
    value = NOT_KNOWN if measured.value is None else float(measured.value)
    page.formula(row, _COVERAGE.first, f'=IF({reference}="","{NOT_KNOWN}",{reference})', value, *look)
    page.means(row, _COVERAGE.first, f"coverage:{indicator.id}:value")
    page.means(row + _CAPTION, _COVERAGE.first, f"coverage:{indicator.id}:basis", f"coverage:{indicator.id}:target")


def _standing_words(scope: Scope, measured: Coverage) -> str:
    """«▼ ниже цели 70 % (не подтверждена)»."""
    if measured.target is None:
        return wording.COVERAGE["no_target"].text
    standing = tr(_STANDING[measured.status]).format(target=goal_text(scope.main_indicator, measured.target))
    words = f"{wording.COVERAGE[measured.status].sign} {standing}"
    return words if measured.confirmed else tr("{words} (не подтверждена)").format(words=words)


def _draw_short(page: Page, scope: Scope, measured: Coverage, row: int) -> None:
    indicator, short = scope.main_indicator, measured.people_short
    caption = _short_words(scope, measured)
    _tile(page, row, _SHORT, caption)
    page.put(row, _SHORT.first, NOT_KNOWN if short is None else short, "tile", "count")
    page.means(row, _SHORT.first, f"coverage:{indicator.id}:short")


def _short_words(scope: Scope, measured: Coverage) -> str:
    persons = scope.main_indicator.persons
    if measured.people_short is None or persons is None:
        return tr("цель не установлена") if measured.target is None else tr("не хватает до цели: нет данных")
    noun = plural(measured.people_short, persons.one, persons.few, persons.many)
    return tr("{persons} не хватает до цели").format(persons=noun)


def _draw_overdue(page: Page, scope: Scope, row: int) -> None:
    """Write how many activities are overdue, and for whom nothing can be said."""
    with_plan = len(planned(scope))
    if not with_plan:
        _tile(page, row, _OVERDUE, tr("просрочено мероприятий:\nдорожная карта не задана"))
        page.put(row, _OVERDUE.first, NOT_KNOWN, "tile")
        return
    formula, number = count_formula(scope)
    tone = () if not number else ("warn",) if number == unconfirmed(scope) else ("bad",)
    _tile(page, row, _OVERDUE, "\n".join(_overdue_words(scope, number, with_plan)), tr(wording.OVERDUE), None, tone)
    page.formula(row, _OVERDUE.first, formula, number, "tile", "count")
    page.means(row, _OVERDUE.first, "activities:overdue")
    page.means(row + _CAPTION, _OVERDUE.first, "activities:unconfirmed", "activities:unaccounted")


def _overdue_words(scope: Scope, number: int, with_plan: int) -> Iterator[str]:
    words = plural(
        number, mark("мероприятие просрочено"), mark("мероприятия просрочены"), mark("мероприятий просрочено")
    )
    unsure, silent = unconfirmed(scope), unknown(scope)
    if unsure:
        deadline = plural(
            unsure, mark("неподтверждённому сроку"), mark("неподтверждённым срокам"), mark("неподтверждённым срокам")
        )
        words += ", " + tr("из них {number} – по {deadlines}").format(number=number_text(unsure), deadlines=deadline)
    yield f"{wording.ACTIVITY['overdue'].sign} {words}" if number else words
    if silent:
        why = reasons(scope, silent)
        yield tr("ещё {number} – неизвестно: {why}").format(number=number_text(len(silent)), why=why)
    if with_plan < len(scope.districts):
        yield tr("дорожные карты: у {number} из {districts} муниципалитетов").format(
            number=with_plan, districts=len(scope.districts)
        )


def _tile(
    page: Page,
    row: int,
    panel: Panel,
    caption: str,
    sheet: str | None = None,
    reference: str | None = None,
    tone: tuple[str, ...] = (),
) -> None:
    """Write a tile without its number; ``sheet`` is where more stands, ``reference`` which of its cells."""
    if sheet:
        page.jump(row, panel.first, reference or f"{quoted(sheet)}!A1", tr(TO_ROWS))
    page.span(row, panel.first, panel.last, None, "tile")
    page.span(row + _CAPTION, panel.first, panel.last, caption, "tile_caption", *tone)
    needed = page.needed(caption, panel.first, panel.last, "tile_caption")
    page.height(row + _CAPTION, max(page.heights[row + _CAPTION], needed))
    page.span(row + _LINK, panel.first, panel.last, None, "tile_link")
    if sheet:
        page.link(row + _LINK, panel.first, sheet, tr(TO_SHEET).format(sheet=sheet), "tile_link")
