"""Sheet «Охват»: one row per place, every indicator against its target; shares as live formulas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from engine.report import wording
from engine.report.book import Book, Page, at
from engine.report.ladder import HEADS, LABEL, REPORT, WIDTHS, Ladder, Step, row_look
from engine.report.measured import Coverage
from engine.report.paper import print_setup
from engine.report.scope import Scope
from engine.report.shares import decimals, points_format, share_format
from engine.report.sheets.counts import CountsLayout
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.model import Indicator
from engine.vocabulary.fields import Address

_INDICATOR, _TARGET, _HEAD = range(CONTENT_ROW, CONTENT_ROW + 3)
FIRST_ROW = CONTENT_ROW + 3
_BASIS = 1  # rows below a territory's: on how many organisations each of its numbers rests
FIRST_COLUMN = len(WIDTHS)
_NUMERATOR, _DENOMINATOR, _GOAL, _SHARE, _GAP = range(5)
_SHARE_WIDTHS = (10.0, 10.0, 8.0, 9.5, 10.0)
_COUNT_WIDTHS = (15.0,)
NOTE = (
    "Доля – числитель, делённый на знаменатель, по организациям, чьи отчёты учтены; доли не усредняются. Под строкой "
    "территории – на скольких организациях держится каждое число. Числители, знаменатели и цели – в скрытых столбцах: "
    "нажмите «+» над таблицей."
)
LEGEND = (
    "▲ – цель достигнута, ▼ – ниже цели; число рядом – на сколько процентных пунктов.",
    "«мало данных» – в знаменателе меньше {small} чел.: доля одной организации не оценивается.",
    "«–» – показатель для организаций этого вида не считается.",
    "Пустая ячейка – данных нет: отчёт не учтён или знаменатель равен нулю.",
)


@dataclass(frozen=True)
class CoverageLayout:
    """Where every indicator of every place stands on the sheet."""

    scope: Scope

    @cached_property
    def ladder(self) -> Ladder:
        """The rows."""
        return Ladder(self.scope, FIRST_ROW, _BASIS)

    @cached_property
    def counts(self) -> CountsLayout:
        """Where the counts stand that shares are worked out from."""
        return CountsLayout(self.scope)

    @cached_property
    def first_columns(self) -> dict[str, int]:
        """The first column of each indicator."""
        columns, column = {}, FIRST_COLUMN
        for indicator in self.scope.rulebook.indicators:
            columns[indicator.id] = column
            column += len(widths_of(indicator))
        return columns

    def value_reference(self, place_id: str, indicator: Indicator) -> str:
        """The cell of an indicator's value, as other sheets name it."""
        return self._reference(place_id, indicator, 0 if indicator.unit == "count" else _SHARE)

    def _reference(self, place_id: str, indicator: Indicator, offset: int) -> str:
        cell = at(self.ladder.row_of[place_id], self.first_columns[indicator.id] + offset)
        return f"'{wording.COVERAGE_SHEET}'!{cell}"


def widths_of(indicator: Indicator) -> tuple[float, ...]:
    """Widths of an indicator's columns."""
    return _COUNT_WIDTHS if indicator.unit == "count" else _SHARE_WIDTHS


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    layout = CoverageLayout(scope)
    page = book.add(
        wording.COVERAGE_SHEET, *WIDTHS, *(width for each in scope.rulebook.indicators for width in widths_of(each))
    )
    _hide_workings(page, layout)
    draw_top(page, scope, "Охват: показатели и цели", FIRST_COLUMN + 14, NOTE)
    for column, head in enumerate(HEADS):
        page.block(_INDICATOR, _HEAD, column, head, "head")
    for indicator in scope.rulebook.indicators:
        _draw_heads(page, layout, indicator)
    for row, height in ((_INDICATOR, 42), (_TARGET, 28), (_HEAD, 28)):
        page.height(row, height)
    layout.ladder.draw_labels(page)
    for step in layout.ladder.steps:
        for indicator in scope.rulebook.indicators:
            _draw_indicator(page, layout, step, indicator)
        if step.role != "school":
            _draw_basis(page, layout, step)
    _draw_legend(page, scope, layout.ladder.last_row + 2)
    page.sheet.freeze_panes(FIRST_ROW + 1 + _BASIS, REPORT + 1)
    print_setup(page, scope)
    page.sheet.repeat_rows(0, _HEAD)


def _hide_workings(page: Page, layout: CoverageLayout) -> None:
    """Group and hide what a share is worked out from; the «+» above shows it."""
    for indicator in layout.scope.rulebook.indicators:
        first = layout.first_columns[indicator.id]
        if indicator.unit == "share":
            for column in range(first, first + _SHARE):
                page.sheet.set_column(column, column, page.widths[column], None, {"level": 1, "hidden": True})
                page.widths[column] = 0
            page.sheet.set_column(
                first + _SHARE, first + _SHARE, page.widths[first + _SHARE], None, {"collapsed": True}
            )


def _draw_heads(page: Page, layout: CoverageLayout, indicator: Indicator) -> None:
    first = layout.first_columns[indicator.id]
    last = first + len(widths_of(indicator)) - 1
    page.span(_INDICATOR, first, last, indicator.short, "head")
    page.span(_TARGET, first, last, target_words(layout.scope, indicator), "head", "code")
    if indicator.unit == "count":
        page.put(_HEAD, first, f"число\n(стр. {indicator.numerator})", "head", "small")
        return
    heads = (f"стр. {indicator.numerator}", f"стр. {indicator.denominator}", "цель", "доля", "к цели, п. п.")
    for offset, head in enumerate(heads):
        page.put(_HEAD, first + offset, head, "head", "small")


def target_words(scope: Scope, indicator: Indicator) -> str:
    """The target as the head of a column says it; «цели разные» where places have their own."""
    places = (scope.place, *scope.districts, *scope.schools)
    found = {
        (each.target, each.confirmed)
        for each in (scope.coverage(place, indicator) for place in places)
        if each.expected
    }
    targets = {target for target, _ in found if target is not None}
    if not targets:
        return "цель не установлена"
    if len(found) > 1:
        return "цели у территорий разные"
    words = f"цель {percent(targets.pop())}" if indicator.unit == "share" else f"цель {targets.pop():g}"
    return words if all(confirmed for _, confirmed in found) else f"{words}\nне подтверждена"


def percent(share: float) -> str:
    """A target in words: «70 %», «12,5 %»."""
    return f"{Decimal(str(share)) * 100:f}".rstrip("0").rstrip(".").replace(".", ",") + "\u00a0%"


def _draw_indicator(page: Page, layout: CoverageLayout, step: Step, indicator: Indicator) -> None:
    scope, first = layout.scope, layout.first_columns[indicator.id]
    if step.role == "school" and step.place.kind not in indicator.kinds:
        for offset in range(len(widths_of(indicator))):
            page.put(step.row, first + offset, "–", "cell", "middle", "muted")
        return
    measured = scope.coverage(step.place, indicator)
    if indicator.unit == "count":
        formula = _term(layout, step, indicator, first, indicator.numerator)
        page.formula(step.row, first, formula, measured.numerator, "cell", "right", "count", *row_look(step))
        return
    _draw_workings(page, layout, step, indicator, measured)
    _draw_share(page, scope, step, measured, first)


def _draw_basis(page: Page, layout: CoverageLayout, step: Step) -> None:
    """Write below a territory's numbers how many of its organisations each of them rests on."""
    row, look = step.row + _BASIS, ("cell", "small", "wrap", *row_look(step), "light", "muted")
    page.put(row, LABEL, "учтено организаций", "left", *look)
    for column in range(LABEL + 1, FIRST_COLUMN):
        page.put(row, column, None, *look)
    for indicator in layout.scope.rulebook.indicators:
        first = layout.first_columns[indicator.id]
        last = first + len(widths_of(indicator)) - 1
        shown = first if indicator.unit == "count" else first + _SHARE
        for column in range(first, shown):
            page.put(row, column, None, *look)
        measured = layout.scope.coverage(step.place, indicator)
        page.span(row, shown, last, f"{measured.reported} из {measured.expected}", "middle", *look)
    page.height(row, 14)


def _draw_workings(page: Page, layout: CoverageLayout, step: Step, indicator: Indicator, measured: Coverage) -> None:
    """Write numerator, denominator and target."""
    first, look = layout.first_columns[indicator.id], ("cell", "right", "count", *row_look(step))
    terms = (
        (first + _NUMERATOR, indicator.numerator, measured.numerator),
        (first + _DENOMINATOR, indicator.denominator or "", measured.denominator),
    )
    for column, code, value in terms:
        if has_external_denominator(layout.scope, step.place.id, indicator):
            page.put(step.row, column, value, *look)
        else:
            page.formula(step.row, column, _term(layout, step, indicator, column, code), value, *look)
    page.put(step.row, first + _GOAL, measured.target, "cell", "right", "share", *row_look(step))


def has_external_denominator(scope: Scope, place_id: str, indicator: Indicator) -> bool:
    """Tell whether the rules give a territory's denominator; it then is not a sum of reports."""
    return any(
        (row.place_id, row.indicator, row.period) == (place_id, indicator.id, scope.period.id)
        for row in scope.rulebook.denominators
    )


def _term(layout: CoverageLayout, step: Step, indicator: Indicator, column: int, code: str) -> str:
    """The formula of a numerator or denominator: a link for an organisation, a sum for a territory."""
    if step.role != "school":
        return layout.ladder.sum_formula(step, column)
    counts = layout.counts
    cell = counts.reference(step.place.id, Address.parse(code))
    codes = [each for each in (indicator.numerator, indicator.denominator) if each is not None]
    blank = [f'{counts.reference(step.place.id, Address.parse(each))}=""' for each in codes]
    missing = f"OR({','.join(blank)})" if len(blank) > 1 else blank[0]
    return f'=IF({missing},"",{cell})'


def _draw_share(page: Page, scope: Scope, step: Step, measured: Coverage, first: int) -> None:
    top, bottom, goal, share = (at(step.row, first + offset) for offset in (_NUMERATOR, _DENOMINATOR, _GOAL, _SHARE))
    few = scope.programme.thresholds.small_denominator
    judged = f"{top}/{bottom}"
    if step.role == "school" and few > 1:
        judged = f'IF({bottom}<{few},"{wording.SMALL.word}",{judged})'
    value: float | str | None = None if measured.value is None else float(measured.value)
    small = measured.value is not None and scope.is_small(step.place, measured)
    goal_exact = None if measured.target is None else Decimal(str(measured.target))
    places = 1 if measured.value is None else decimals(measured.value, goal_exact)
    tone = ("neutral",) if small else tone_of(measured) or row_look(step)
    formula = f'=IF({bottom}="","",IF({bottom}=0,"",{judged}))'
    look = ("small", "middle", "wrap") if small else ("right",)
    strong = () if step.role == "school" else ("strong",)
    shown = wording.SMALL.word if small else value
    page.formula(step.row, first + _SHARE, formula, shown, "cell", *look, share_format(places), *strong, *tone)
    gap = None if small or value is None or measured.target is None else (float(value) - measured.target) * 100
    formula = f'=IF(AND(ISNUMBER({share}),ISNUMBER({goal})),({share}-{goal})*100,"")'
    page.formula(step.row, first + _GAP, formula, gap, "cell", "middle", points_format(places), *strong, *tone)


def tone_of(measured: Coverage) -> tuple[str, ...]:
    """The colour of a judged share; one below an unconfirmed target is a warning only."""
    if measured.status == "below":
        return ("bad",) if measured.confirmed else ("warn",)
    return ("good",) if measured.status == "met" else ()


def _draw_legend(page: Page, scope: Scope, row: int) -> None:
    small = scope.programme.thresholds.small_denominator
    lines = [line.format(small=small) for line in LEGEND]
    if any(not each.confirmed for (_, _), each in scope.index.coverage.items()):
        lines.append("Жёлтый цвет – ниже цели, которая не подтверждена документом; красный – ниже подтверждённой цели.")
    for number, line in enumerate(lines):
        page.put(row + number, LABEL, line, "plain", "muted", "small")
