"""Sheet «Охват»: one row per place, every indicator against its target; shares as live formulas."""

from __future__ import annotations

from decimal import Decimal

from engine.report import wording
from engine.report.book import Book, Page, at
from engine.report.coveragelayout import (
    BASIS,
    DENOMINATOR,
    FIRST_COLUMN,
    FIRST_ROW,
    GAP,
    GOAL,
    HEAD_ROWS,
    NUMERATOR,
    SHARE,
    CoverageLayout,
    lines_of,
)
from engine.report.coveragewords import below_name, only_words, tone_of
from engine.report.ladder import (
    FOLDED,
    FOLDED_SHORT,
    HEADS,
    LABEL,
    REPORT,
    WIDTHS,
    Step,
    count_of,
    row_look,
)
from engine.report.measured import Coverage
from engine.report.paper import column_pages, print_columns
from engine.report.scope import Scope
from engine.report.shares import decimals, points_format, share_format
from engine.report.sheets.coveragebelow import (
    LINE,
    draw_filtered,
    draw_links,
    draw_trends,
    has_external_denominator,
    name_ranges,
)
from engine.report.top import draw_top
from engine.rulebook.model import Indicator
from engine.vocabulary.fields import Address
from engine.vocabulary.language import mark, tr

_INDICATOR, _TARGET, _HEAD = range(FIRST_ROW - HEAD_ROWS, FIRST_ROW)
_SCALES = (90, 60)  # percent, of print: the largest and the smallest
_TIGHT = 3.0  # points of a cell's air that the heads do without
_NOTE_COLUMNS = 9  # columns beside the places that the note may stand over
TITLE = mark("Охват: показатели и цели")
NOTE = mark("Щелчок по доле территории открывает её слагаемые на листе «{counts}». Пояснения – под таблицей.")
LEGEND = (
    mark(
        "Доля – числитель, делённый на знаменатель, по организациям, чьи отчёты учтены; доли не усредняются. Под "
        "строкой территории – на скольких организациях держится каждое число."
    ),
    mark("Числители, знаменатели и цели – в скрытых столбцах: нажмите «+» над таблицей."),
    mark("▲ – цель достигнута, ▼ – ниже цели; число рядом – на сколько процентных пунктов."),
    mark("«мало данных» – в знаменателе меньше {small} чел.: доля одной организации не оценивается."),
    mark("«–» – показатель для организаций этого вида не считается."),
    mark("Пустая ячейка – данных нет: отчёт не учтён или знаменатель равен нулю."),
)
UNCONFIRMED_LEGEND = mark(
    "Жёлтый цвет – ниже цели, которая не подтверждена документом; красный – ниже подтверждённой цели."
)
KINDS_LEGEND = mark(
    "«Только школы» и подобное под целью – чьи отчёты считает показатель; на листе «{counts}» сложены все организации, "
    "поэтому итоги там больше."
)
TREND_LEGEND = mark("«Ход» – прежние значения и нынешнее (последний столбик); сами числа – на листе «{sheet}».")
COUNT_OF_LINE = mark("число (стр. {line})")
GOAL_HEAD, SHARE_HEAD = mark("цель"), mark("доля")
GAP_HEAD, TREND_HEAD = mark("к цели, п. п."), mark("ход")
REPORTED = mark("учтено организаций")
TO_COUNTS = mark("Из чего сложено: лист «{sheet}», строки {lines}")


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    layout = book.once(CoverageLayout, scope)
    widths = (width for each in scope.rulebook.indicators for width in layout.widths_of(each))
    page = book.add(tr(wording.COVERAGE_SHEET), *WIDTHS, *widths)
    _hide_workings(page, layout)
    columns = column_pages(page, [_span_of(layout, each) for each in scope.rulebook.indicators], _SCALES)
    _draw_top(page, layout, columns.pages[0][-1][1])
    for column, head in enumerate(HEADS):
        page.block(_INDICATOR, _HEAD, column, tr(head), "head")
    layout.ladder.draw_labels(page)
    _draw_heads(page, layout)
    for indicator in scope.rulebook.indicators:
        _draw_column(page, layout, indicator)
    for step in layout.ladder.steps:
        if step.role != "school":
            _draw_basis(page, layout, step)
    _draw_legend(page, layout, layout.ladder.last_row + 2)
    layout.ladder.fold(page)
    page.sheet.freeze_panes(layout.ladder.first_row, LABEL + 1)
    print_columns(page, scope, (_INDICATOR, _HEAD), layout.ladder.last_row, columns)
    name_ranges(page, layout)


def _draw_top(page: Page, layout: CoverageLayout, printed: int) -> None:
    """Write the top, within the columns up to ``printed`` that stand on the first page."""
    notes = [tr(NOTE).format(counts=tr(wording.COUNTS)), *([tr(FOLDED_SHORT)] if layout.scope.is_region else [])]
    shown = [column for column in range(FIRST_COLUMN, printed + 1) if page.widths[column]]
    last = shown[min(len(shown), _NOTE_COLUMNS) - 1] if shown else REPORT
    draw_top(page, layout.scope, tr(TITLE), last, " ".join(notes))


def _hide_workings(page: Page, layout: CoverageLayout) -> None:
    """Group and hide what a share is worked out from; the «+» above shows it."""
    for indicator in layout.scope.rulebook.indicators:
        first = layout.first_columns[indicator.id]
        if indicator.unit == "share":
            for column in range(first, first + SHARE):
                page.sheet.set_column(column, column, page.widths[column], None, {"level": 1, "hidden": True})
                page.widths[column] = 0
            page.sheet.set_column(first + SHARE, first + SHARE, page.widths[first + SHARE], None, {"collapsed": True})


def _draw_column(page: Page, layout: CoverageLayout, indicator: Indicator) -> None:
    """Write an indicator of every place, the total that follows the filter, and the links to its counts."""
    first, names = layout.first_columns[indicator.id], ("numerator", "denominator", "target", "value", "gap")
    for offset, name in enumerate(("value",) if indicator.unit == "count" else names):
        page.means(None, first + offset, f"coverage:{indicator.id}:{name}")
    for step in layout.ladder.steps:
        _draw_indicator(page, layout, step, indicator)
    draw_filtered(page, layout, indicator)
    draw_links(page, layout, indicator)
    draw_trends(page, layout, indicator)


def _span_of(layout: CoverageLayout, indicator: Indicator) -> tuple[int, int]:
    first = layout.first_columns[indicator.id]
    return first, first + len(layout.widths_of(indicator)) - 1


def _draw_heads(page: Page, layout: CoverageLayout) -> None:
    """Write the heads of all indicators, no higher than they need: they stay on the screen."""
    heights = {_INDICATOR: 16.0, _TARGET: 14.0, _HEAD: 14.0}
    for indicator in layout.scope.rulebook.indicators:
        first, last = _span_of(layout, indicator)
        for row, text, look in (
            (_INDICATOR, indicator.short, ("head",)),
            (_TARGET, below_name(layout.scope, indicator), ("head", "code", "tiny")),
        ):
            page.span(row, first, last, text, *look)
            heights[row] = max(heights[row], page.needed(text, first, last, *look) - _TIGHT)
        for column, head in enumerate(_column_heads(layout, indicator), start=first):
            page.put(_HEAD, column, head, "head", "tiny")
            if page.widths[column]:
                heights[_HEAD] = max(heights[_HEAD], page.needed(head, column, column, "head", "tiny") - _TIGHT)
    for row, height in heights.items():
        page.height(row, height)


def _column_heads(layout: CoverageLayout, indicator: Indicator) -> list[str]:
    heads = [tr(COUNT_OF_LINE).format(line=indicator.numerator)]
    if indicator.unit == "share":
        lines = [tr(LINE).format(line=line) for line in (indicator.numerator, indicator.denominator)]
        heads = [*lines, tr(GOAL_HEAD), tr(SHARE_HEAD), tr(GAP_HEAD)]
    heads += [tr(TREND_HEAD)] if indicator.id in layout.trends else []
    return heads


def _draw_indicator(page: Page, layout: CoverageLayout, step: Step, indicator: Indicator) -> None:
    scope, first = layout.scope, layout.first_columns[indicator.id]
    if step.role == "school" and step.place.kind not in indicator.kinds:
        for offset in range(len(layout.widths_of(indicator))):
            page.put(step.row, first + offset, "–", "cell", "middle", "muted")
        return
    measured = scope.coverage(step.place, indicator)
    if indicator.unit == "count":
        formula = _term(layout, step, indicator, first, indicator.numerator)
        _jump_to_counts(page, layout, step, indicator, first)
        page.formula(step.row, first, formula, measured.numerator, "cell", "right", "count", *row_look(step))
        return
    _draw_workings(page, layout, step, indicator, measured)
    _jump_to_counts(page, layout, step, indicator, first + SHARE)
    _draw_share(page, scope, step, measured, first)


def _draw_basis(page: Page, layout: CoverageLayout, step: Step) -> None:
    """Write below a territory's numbers how many of its organisations each of them rests on."""
    row, look = step.row + BASIS, ("cell", "small", "wrap", *row_look(step), "light", "muted")
    page.put(row, LABEL, tr(REPORTED), "left", *look)
    page.means(row, None, f"place:{step.place.id}")
    for column in range(LABEL + 1, FIRST_COLUMN):
        page.put(row, column, None, *look)
    for indicator in layout.scope.rulebook.indicators:
        first = layout.first_columns[indicator.id]
        last = first + len(layout.widths_of(indicator)) - 1
        shown = layout.value_column(indicator)
        for column in range(first, shown):
            page.put(row, column, None, *look)
        measured = layout.scope.coverage(step.place, indicator)
        page.span(row, shown, last, count_of(measured.reported, measured.expected), "middle", *look)
        page.means(row, shown, f"coverage:{indicator.id}:basis")
    page.height(row, 14)


def _jump_to_counts(page: Page, layout: CoverageLayout, step: Step, indicator: Indicator, column: int) -> None:
    """Make a territory's number lead to the counts that it is worked out from."""
    if step.role != "school":
        lines = " / ".join(lines_of(indicator))
        reference = layout.counts.reference(step.place.id, Address.parse(indicator.numerator))
        tip = tr(TO_COUNTS).format(sheet=tr(wording.COUNTS), lines=lines)
        only = only_words(indicator)
        page.jump(step.row, column, reference, f"{tip}; {only}" if only else tip)


def _draw_workings(page: Page, layout: CoverageLayout, step: Step, indicator: Indicator, measured: Coverage) -> None:
    """Write numerator, denominator and target."""
    first, look = layout.first_columns[indicator.id], ("cell", "right", "count", *row_look(step))
    terms = (
        (first + NUMERATOR, indicator.numerator, measured.numerator),
        (first + DENOMINATOR, indicator.denominator or "", measured.denominator),
    )
    for column, code, value in terms:
        if has_external_denominator(layout.scope, step.place.id, indicator):
            page.put(step.row, column, value, *look)
        else:
            page.formula(step.row, column, _term(layout, step, indicator, column, code), value, *look)
    page.put(step.row, first + GOAL, measured.target, "cell", "right", "share", *row_look(step))


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
    top, bottom, goal, share = (at(step.row, first + offset) for offset in (NUMERATOR, DENOMINATOR, GOAL, SHARE))
    few = scope.programme.thresholds.small_denominator
    judged = f"{top}/{bottom}"
    if step.role == "school" and few > 1:
        judged = f'IF({bottom}<{few},"{tr(wording.SMALL.word)}",{judged})'
    value: float | str | None = None if measured.value is None else float(measured.value)
    small = measured.value is not None and scope.is_small(step.place, measured)
    goal_exact = None if measured.target is None else Decimal(str(measured.target))
    places = 1 if measured.value is None else decimals(measured.value, goal_exact)
    tone = ("neutral",) if small else tone_of(measured) or row_look(step)
    formula = f'=IF({bottom}="","",IF({bottom}=0,"",{judged}))'
    look = ("small", "middle", "wrap") if small else ("right",)
    strong = () if step.role == "school" else ("strong",)
    shown = tr(wording.SMALL.word) if small else value
    page.formula(step.row, first + SHARE, formula, shown, "cell", *look, share_format(places), *strong, *tone)
    gap = None if small or value is None or measured.target is None else (float(value) - measured.target) * 100
    formula = f'=IF(AND(ISNUMBER({share}),ISNUMBER({goal})),({share}-{goal})*100,"")'
    page.formula(step.row, first + GAP, formula, gap, "cell", "middle", points_format(places), *strong, *tone)


def _draw_legend(page: Page, layout: CoverageLayout, row: int) -> None:
    scope = layout.scope
    lines = [tr(FOLDED)] if scope.is_region else []
    lines += [tr(line).format(small=scope.programme.thresholds.small_denominator) for line in LEGEND]
    if any(only_words(indicator) for indicator in scope.rulebook.indicators):
        lines.append(tr(KINDS_LEGEND).format(counts=tr(wording.COUNTS)))
    if any(not each.confirmed for each in scope.index.coverage.values()):
        lines.append(tr(UNCONFIRMED_LEGEND))
    if layout.trends:
        lines.append(tr(TREND_LEGEND).format(sheet=tr(wording.PROGRESS)))
    for number, line in enumerate(lines):
        page.put(row + number, LABEL, line, "plain", "muted", "small")
