"""Rows that say how one indicator of one place stands against its target; «Сводка» is made of them."""

from __future__ import annotations

from decimal import Decimal

from engine.report import wording
from engine.report.book import Page, at
from engine.report.coveragelayout import CoverageLayout
from engine.report.coveragewords import tone_of
from engine.report.ladder import report_words
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.shares import decimals, points_format, share_format, target_text
from engine.report.sheets.summarygrid import BASIS, GAP, MORE, NAME, NAME_LAST, SHORT, STATUS, TARGET, VALUE
from engine.report.texts import number_text, plural
from engine.rulebook.model import Indicator
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level, Place

#: The head over links to more.
MORE_HEAD = mark("Подробно")
#: Heads from the value on.
HEADS = (
    mark("Значение"),
    mark("Цель"),
    mark("Отклонение,\nп. п."),
    mark("Не хватает до цели"),
    mark("Статус"),
    mark("Учтено\nорганизаций"),
    MORE_HEAD,
)
OPEN = mark("► открыть")
TO_COVERAGE = mark("показать на листе «{sheet}», из чего это число")
_LEAST_HEIGHT = 17.0


def draw_heads(page: Page, row: int, first: str, *, of_schools: bool = False) -> None:
    """Write the head of such rows; where they are organisations, whether they have reported stands for their number."""
    page.span(row, NAME, NAME_LAST, first, "head")
    for column, head in enumerate(HEADS, start=VALUE):
        page.put(row, column, tr("Отчёт") if of_schools and column == BASIS else tr(head), "head")
    page.height(row, 26)


def draw_standing(
    page: Page, row: int, layout: CoverageLayout, place: Place, indicator: Indicator, name: str, *look: str
) -> None:
    """Write one row of ``name``, as high as it needs; value and gap are live and lead to «Охват»."""
    scope = layout.scope
    measured = scope.coverage(place, indicator)
    small = scope.is_small(place, measured)
    page.span(row, NAME, NAME_LAST, name, "cell", "left", "wrap", *look)
    _draw_value(page, row, layout, place, indicator, measured)
    _draw_goal(page, row, indicator, measured, small=small)
    short = short_words(indicator, measured, small=small)
    page.put(row, SHORT, short, "cell", "left", "wrap", "small")
    basis, basis_tone = of_words(measured.reported, measured.expected), tuple[str, ...]()
    if place.level is Level.SCHOOL:
        basis, basis_tone = report_words(scope, place)
    page.put(row, BASIS, basis, "cell", "middle", "small", *basis_tone)
    tone = ("neutral",) if small else tone_of(measured) or ("neutral",)
    status = status_words(measured, small=small)
    page.put(row, STATUS, status, "cell", "left", "wrap", "small", *tone)
    reference = layout.value_reference(place.id, indicator)
    page.link(
        row, MORE, tr(wording.COVERAGE_SHEET), tr(OPEN), "cell", "middle", "small", "link", to=cells_of(reference)
    )
    _note(page, row, place, indicator)
    page.height(
        row,
        max(
            _LEAST_HEIGHT,
            page.needed(name, NAME, NAME_LAST, "cell", "left", *look) - 2,
            page.needed(short or "", SHORT, SHORT, "cell", "left", "small") - 2,
            page.needed(basis, BASIS, BASIS, "cell", "small") - 2,
            page.needed(status, STATUS, STATUS, "cell", "left", "small") - 2,
        ),
    )


def _draw_value(
    page: Page, row: int, layout: CoverageLayout, place: Place, indicator: Indicator, measured: Coverage
) -> None:
    reference = layout.value_reference(place.id, indicator)
    shown = share_format(shown_decimals(measured)) if indicator.unit == "share" else "count"
    value: float | str | None = None if measured.value is None else float(measured.value)
    if measured.value is not None and layout.scope.is_small(place, measured):
        value = tr(wording.SMALL.word)
    page.jump(row, VALUE, reference, tr(TO_COVERAGE).format(sheet=tr(wording.COVERAGE_SHEET)))
    page.formula(row, VALUE, f'=IF({reference}="","",{reference})', value, "cell", "middle", "strong", shown)


def _draw_goal(page: Page, row: int, indicator: Indicator, measured: Coverage, *, small: bool) -> None:
    """Write the target and the distance to it."""
    if measured.target is None:
        page.put(row, TARGET, tr(wording.NO_TARGET), "cell", "middle", "muted", "small")
        page.put(row, GAP, None, "cell")
        return
    goal = (share_format(1),) if indicator.unit == "share" else ("count",)
    unsure = () if measured.confirmed else ("italic", "muted")
    page.put(row, TARGET, measured.target, "cell", "middle", *goal, *unsure)
    value, target = at(row, VALUE), at(row, TARGET)
    points = 100 if indicator.unit == "share" else 1
    formula = f'=IF(AND(ISNUMBER({value}),ISNUMBER({target})),({value}-{target})*{points},"")'
    gap = None if small or measured.value is None else (float(measured.value) - measured.target) * points
    gap_look = points_format(shown_decimals(measured)) if indicator.unit == "share" else "count"
    page.formula(row, GAP, formula, gap, "cell", "middle", gap_look)


def _note(page: Page, row: int, place: Place, indicator: Indicator) -> None:
    """Note what the numbers of a row stand for; of an organisation column «Отчёт» holds no number."""
    page.means(row, None, f"place:{place.id}")
    meant = {VALUE: "value", TARGET: "target", GAP: "gap", SHORT: "short"}
    for column, what in (meant if place.level is Level.SCHOOL else meant | {BASIS: "basis"}).items():
        page.means(row, column, f"coverage:{indicator.id}:{what}")


def cells_of(reference: str) -> str:
    """The cells of a reference to another sheet, as links write them: «H12»."""
    return reference.rpartition("!")[2].replace("$", "")


def of_words(number: int, total: int) -> str:
    """«14 из 16»."""
    return f"{number} {tr('из')} {total}"


def shown_decimals(measured: Coverage) -> int:
    """Decimals that keep a share below its target from looking as if it had reached it."""
    if measured.value is None:
        return 1
    return decimals(measured.value, None if measured.target is None else Decimal(str(measured.target)))


def goal_text(indicator: Indicator, target: float) -> str:
    """A target in words: «70 %», or «12» where things are counted."""
    return target_text(target) if indicator.unit == "share" else f"{target:g}"


def short_words(indicator: Indicator, measured: Coverage, *, small: bool) -> str | None:
    """«37 обучающихся», who are missing; blank where nobody is or nothing can be said."""
    persons = indicator.persons
    if small or not measured.people_short or persons is None:
        return None
    noun = plural(measured.people_short, persons.one, persons.few, persons.many)
    return f"{number_text(measured.people_short)}\u00a0{noun}"


def status_words(measured: Coverage, *, small: bool = False) -> str:
    """The status with its sign, and whether the target is confirmed."""
    if small:
        return wording.SMALL.text
    status = wording.COVERAGE[measured.status]
    if measured.target is not None and not measured.confirmed:
        return f"{status.text} ({tr(wording.UNCONFIRMED)})"
    return status.text


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
