"""Rows that say how one indicator of one place stands against its target; «Сводка» is made of them."""

from __future__ import annotations

from decimal import Decimal

from engine.report import wording
from engine.report.book import Page, at
from engine.report.ladder import report_words
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.shares import decimals, points_format, share_format
from engine.report.sheets.coverage import CoverageLayout, tone_of
from engine.report.texts import shortfall
from engine.rulebook.model import Indicator
from engine.vocabulary.places import Level, Place

HEADS = ("Значение", "Цель", "Отклонение,\nп. п.", "Не хватает до цели", "Учтено организаций", "Статус")
NAME, VALUE, TARGET, GAP, SHORT, BASIS, STATUS = range(7)


def draw_heads(page: Page, row: int, first: str, *, of_schools: bool = False) -> None:
    """Write the head of such rows; where they are organisations, whether they have reported stands for their number."""
    for column, head in enumerate((first, *HEADS)):
        page.put(row, column, "Отчёт" if of_schools and column == BASIS else head, "head")
    page.height(row, 28)


def draw_standing(
    page: Page, row: int, layout: CoverageLayout, place: Place, indicator: Indicator, *, look: tuple[str, ...] = ()
) -> None:
    """Write columns «Значение» … «Статус» of one row; value and gap are live."""
    scope = layout.scope
    measured = scope.coverage(place, indicator)
    small = scope.is_small(place, measured)
    places = shown_decimals(measured)
    tone = ("neutral",) if small else tone_of(measured) or ("neutral",)
    _draw_value(page, row, layout, place, indicator, measured, look)
    if measured.target is None:
        page.put(row, TARGET, wording.NO_TARGET, "cell", "middle", "muted", "small", *look)
        page.put(row, GAP, None, "cell", *look)
    else:
        goal = (share_format(1),) if indicator.unit == "share" else ("count",)
        unsure = () if measured.confirmed else ("italic", "muted")
        page.put(row, TARGET, measured.target, "cell", "middle", *goal, *unsure, *look)
        value, target = at(row, VALUE), at(row, TARGET)
        points = 100 if indicator.unit == "share" else 1
        formula = f'=IF(AND(ISNUMBER({value}),ISNUMBER({target})),({value}-{target})*{points},"")'
        gap = None if small or measured.value is None else (float(measured.value) - measured.target) * points
        gap_look = points_format(places) if indicator.unit == "share" else "count"
        page.formula(row, GAP, formula, gap, "cell", "middle", gap_look, *look)
    page.put(row, SHORT, short_words(indicator, measured, small=small), "cell", "left", "wrap", "small", *look)
    basis, basis_tone = f"{measured.reported} из {measured.expected}", look
    if place.level is Level.SCHOOL:
        basis, basis_tone = report_words(scope, place)
    page.put(row, BASIS, basis, "cell", "middle", *basis_tone)
    page.put(row, STATUS, status_words(measured, small=small), "cell", "left", "wrap", "small", *tone)


def shown_decimals(measured: Coverage) -> int:
    """Decimals that keep a share below its target from looking as if it had reached it."""
    if measured.value is None:
        return 1
    return decimals(measured.value, None if measured.target is None else Decimal(str(measured.target)))


def short_words(indicator: Indicator, measured: Coverage, *, small: bool) -> str | None:
    """«не хватает 37 обучающихся»; blank where nobody is missing or nothing can be said."""
    if small or not measured.people_short or indicator.persons is None:
        return None
    return shortfall(measured.people_short, indicator.persons)


def status_words(measured: Coverage, *, small: bool = False) -> str:
    """The status with its sign, and whether the target is confirmed."""
    if small:
        return wording.SMALL.text
    status = wording.COVERAGE[measured.status]
    if measured.target is not None and not measured.confirmed:
        return f"{status.text}\n({wording.UNCONFIRMED})"
    return status.text


def _draw_value(
    page: Page,
    row: int,
    layout: CoverageLayout,
    place: Place,
    indicator: Indicator,
    measured: Coverage,
    look: tuple[str, ...],
) -> None:
    reference = layout.value_reference(place.id, indicator)
    shown = share_format(shown_decimals(measured)) if indicator.unit == "share" else "count"
    value: float | str | None = None if measured.value is None else float(measured.value)
    if measured.value is not None and layout.scope.is_small(place, measured):
        value = wording.SMALL.word
    formula = f'=IF({reference}="","",{reference})'
    page.formula(row, VALUE, formula, value, "cell", "middle", "strong", shown, *look)


def attention(scope: Scope, indicator: Indicator) -> list[Place]:
    """The organisations where most people are missing to the target, the most first."""
    measured = {school.id: scope.coverage(school, indicator) for school in scope.schools}
    short = [
        school
        for school in scope.schools
        if measured[school.id].people_short and not scope.is_small(school, measured[school.id])
    ]
    short.sort(key=lambda school: (-(measured[school.id].people_short or 0), school.id))
    return short[: scope.programme.thresholds.attention_places]


def ranked(scope: Scope, indicator: Indicator) -> tuple[list[Place], int]:
    """The places that the workbook compares, the lowest share first, and how many of them have a share to show."""
    counted = [place for place in scope.below if scope.coverage(place, indicator).expected]

    def key(place: Place) -> tuple[int, float, str]:
        measured = scope.coverage(place, indicator)
        if measured.value is None:
            return 2, 0.0, place.id
        return (1 if scope.is_small(place, measured) else 0), float(measured.value), place.id

    counted.sort(key=key)
    return counted, sum(key(place)[0] == 0 for place in counted)
