"""Sheet «Динамика»: earlier results of each place and indicator, the change since, and how far the next target is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from engine.report import wording
from engine.report.book import Book, Page, at
from engine.report.coveragelayout import CoverageLayout
from engine.report.index import Row
from engine.report.ladder import FOLDED
from engine.report.paper import print_blocks
from engine.report.progresslayout import FIRST_POINT, HEAD_ROW, ProgressLayout, ProgressRow, draw_points
from engine.report.progressremarks import basis_of, remarks_on
from engine.report.progresswords import ahead_of
from engine.report.scope import Scope
from engine.report.shares import FEWEST, MOST, change_format, relative_format, rounded, share_format
from engine.report.sheets.indicators import shown_decimals
from engine.report.texts import number_text
from engine.report.top import draw_top
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

TITLE = mark("Динамика: как было, как стало и сколько до цели")
NOTE = mark(
    "Прежние значения – из закрытых периодов того же вида и из rules/history.csv; пустая ячейка – данных нет. "
    "Изменение – к последнему прежнему значению: доли – в процентных пунктах, количества – в единицах. "
    "Оно посчитано по неокруглённым долям, поэтому может отличаться от разности того, что видно, на 0,1."
)
MORE_DAYS = mark("Показаны последние даты; более ранних ещё {number}, они есть в data/trends.csv.")
MORE_PLACES = mark("Строк так много, что организации показаны только в муниципальных сводах и в data/progress.csv.")
LEGEND = (
    mark("▲ – больше, чем было, ▼ – меньше, = – столько же. Цвет повторяет знак; серый – сравнивать осторожно."),
    mark(
        "Сравнивать осторожно: знаменатель (у количества – число отчитавшихся организаций) изменился больше чем на "
        "{percent} %, поэтому и доля могла измениться сама собой."
    ),
    mark(
        "Если к организации присоединили другую, прежние значения – за обе вместе. "
        "Прежняя доля меньше чем от {small} чел. не показана."
    ),
    mark("График: тёмный столбец – сейчас, светлые – прежде; у долей высота ячейки – 100 %."),
)
HEADS = (
    mark("График"),
    mark("Изменение"),
    mark("Знаменатель изменился на"),
    mark("Ближайшая цель"),
    mark("Не хватает, чел."),
    mark("Учтено организаций"),
    mark("Пояснение"),
)
NOW = mark("сейчас\n{day}")
PLACE_HEADS = (mark("Показатель"), mark("Территория, организация"))
_INDICATOR, _PLACE = range(FIRST_POINT)
_PLACE_WIDTHS = (22.5, 35.0)
_POINT = 9.4
_FEW_ROWS = 12
_LEAST_HEIGHT = 20.0  # points: below it the small columns say nothing
_WIDTHS = (12.0, 10.0, 12.5, 10.0, 9.5, 12.0, 38.0)
_LINE, _CHANGE, _DENOMINATOR, _TARGET, _NEEDED, _BASIS, _WORDS = range(1, 8)  # from the column of now on


@dataclass(frozen=True)
class _Drawing:
    """What every row of the sheet is drawn from."""

    scope: Scope
    layout: ProgressLayout
    coverage: CoverageLayout

    def column(self, offset: int) -> int:
        return self.layout.now_column + offset


def write(book: Book, scope: Scope) -> None:
    """Write the sheet where there is any earlier result to show."""
    drawing = _Drawing(scope, book.once(ProgressLayout, scope), book.once(CoverageLayout, scope))
    layout = drawing.layout
    if not layout.shown:
        return
    page = book.add(tr(wording.PROGRESS), *_PLACE_WIDTHS, *(_POINT for _ in layout.days), _POINT, *_WIDTHS)
    draw_top(page, scope, tr(TITLE), drawing.column(_WORDS), " ".join(_notes(layout)))
    _draw_head(page, drawing)
    for row in layout.rows:
        _draw_row(page, drawing, row)
    _draw_lines(page, drawing)
    last = layout.rows[-1].row
    page.sheet.autofilter(HEAD_ROW, 0, last, drawing.column(_WORDS))
    _fold_organisations(page, layout)
    _draw_legend(page, scope, last + 2)
    page.sheet.freeze_panes(HEAD_ROW + 1, FIRST_POINT)
    print_blocks(page, scope, [*_blocks(page, layout), (last + 1, page.last_row)], HEAD_ROW)


def _notes(layout: ProgressLayout) -> Iterator[str]:
    yield tr(NOTE)
    if layout.days_left_out:
        yield tr(MORE_DAYS).format(number=number_text(layout.days_left_out))
    if layout.without_schools:
        yield tr(MORE_PLACES)
    elif layout.scope.is_region and any(row.role == "school" for row in layout.rows):
        yield tr(FOLDED)


def _draw_head(page: Page, drawing: _Drawing) -> None:
    layout = drawing.layout
    heads = [
        *(tr(head) for head in PLACE_HEADS),
        *(day(each) for each in layout.days),
        tr(NOW).format(day=day(drawing.scope.as_of)),
        *(tr(head) for head in HEADS),
    ]
    for column, head in enumerate(heads):
        page.put(HEAD_ROW, column, head, "head")
    # The arrows of the filter stand in the lower corner.
    page.height(HEAD_ROW, max(page.needed(head, column, column, "head") for column, head in enumerate(heads)) + 8)


def _draw_row(page: Page, drawing: _Drawing, row: ProgressRow) -> None:
    tone = {"total": ("total",), "district": ("subtotal",), "school": ()}[row.role]
    deep = "deep" if drawing.scope.is_region and row.role == "school" else "left"
    page.put(row.row, _INDICATOR, row.indicator.short, "cell", "left", "wrap", "small", *tone, "light")
    page.put(row.row, _PLACE, row.place.name, "cell", "wrap", deep, *tone)
    page.means(row.row, None, f"place:{row.place.id}")
    _draw_points(page, drawing, row, tone)
    _draw_now(page, drawing, row, tone)
    _draw_change(page, drawing, row, tone)
    _draw_target(page, drawing, row, tone)
    basis, words = "\n".join(basis_of(drawing.layout, row)), "\n".join(remarks_on(drawing.layout, row))
    look = ("cell", "wrap", "small", *tone, "light")
    page.put(row.row, drawing.column(_BASIS), basis or None, *look, "middle")
    if basis:
        page.means(row.row, drawing.column(_BASIS), f"coverage:{row.indicator.id}:basis")
    page.put(row.row, drawing.column(_WORDS), words or None, *look, "left")
    page.height(
        row.row,
        max(
            _LEAST_HEIGHT,
            page.needed(row.indicator.short, _INDICATOR, _INDICATOR, "cell", "left", "small", *tone, "light"),
            page.needed(row.place.name, _PLACE, _PLACE, "cell", deep, *tone),
            page.needed(basis, drawing.column(_BASIS), drawing.column(_BASIS), *look),
            page.needed(words, drawing.column(_WORDS), drawing.column(_WORDS), *look, "left"),
        ),
    )


def _draw_points(page: Page, drawing: _Drawing, row: ProgressRow, tone: tuple[str, ...]) -> None:
    number = (share_format(FEWEST),) if row.indicator.unit == "share" else ("count",)
    for free in range(FIRST_POINT, drawing.layout.now_column):
        page.put(row.row, free, None, "cell", "middle", *tone)
    for earlier in drawing.layout.earlier(row.place.id, row.indicator.id):
        column = drawing.layout.day_column(earlier.as_of)
        if column is not None and not drawing.layout.few(row, earlier):
            page.put(row.row, column, earlier.value, "cell", "middle", *number, *tone, "light")
            page.means(row.row, column, f"trend:{row.indicator.id}:{earlier.as_of.isoformat()}")


def _draw_now(page: Page, drawing: _Drawing, row: ProgressRow, tone: tuple[str, ...]) -> None:
    measured = drawing.scope.coverage(row.place, row.indicator)
    reference = drawing.coverage.value_reference(row.place.id, row.indicator)
    number = share_format(shown_decimals(measured)) if row.indicator.unit == "share" else "count"
    value: float | str | None = None if measured.value is None else float(measured.value)
    small = measured.value is not None and drawing.scope.is_small(row.place, measured)
    look = ("small", "wrap") if small else (number, "strong")
    shown = tr(wording.SMALL.word) if small else value
    column = drawing.layout.now_column
    page.formula(row.row, column, f'=IF({reference}="","",{reference})', shown, "cell", "middle", *tone, *look)
    page.means(row.row, column, f"coverage:{row.indicator.id}:value")


def _draw_change(page: Page, drawing: _Drawing, row: ProgressRow, tone: tuple[str, ...]) -> None:
    """Write the change since the last result before, and by how much the denominator changed."""
    change, denominator = drawing.column(_CHANGE), drawing.column(_DENOMINATOR)
    for column in (drawing.column(_LINE), change, denominator):
        page.put(row.row, column, None, "cell", *tone)
    progress = drawing.layout.compared(row)
    if progress is None:
        return
    _draw_difference(page, drawing, row, progress, _tone(progress) or tone)
    page.means(row.row, change, f"progress:{row.indicator.id}:change")
    if progress.denominator_change is not None:
        careful = ("warn",) if progress.basis_changed else (*tone, "light")
        page.put(row.row, denominator, progress.denominator_change, "cell", "middle", relative_format(), *careful)
        page.means(row.row, denominator, f"progress:{row.indicator.id}:denominator_change")


def _draw_difference(page: Page, drawing: _Drawing, row: ProgressRow, progress: Row, tone: tuple[str, ...]) -> None:
    is_share = row.indicator.unit == "share"
    value = (progress.value - progress.previous_value) * (100 if is_share else 1)
    look = ("cell", "middle", "strong", change_format(_decimals(progress) if is_share else 0), *tone)
    before = drawing.layout.day_column(progress.previous_as_of)
    if before is None:  # so old that its column is not shown
        page.put(row.row, drawing.column(_CHANGE), value, *look)
        return
    now, then = at(row.row, drawing.layout.now_column), at(row.row, before)
    points = "*100" if is_share else ""
    formula = f'=IF(AND(ISNUMBER({now}),ISNUMBER({then})),({now}-{then}){points},"")'
    page.formula(row.row, drawing.column(_CHANGE), formula, value, *look)


def _tone(progress: Row) -> tuple[str, ...]:
    """The colour of a change; where it is to be taken with care it is neither good nor bad."""
    if not progress.change:
        return ()
    if progress.basis_changed:
        return ("neutral",)
    return ("good",) if progress.change > 0 else ("warn",)


def _decimals(progress: Row) -> int:
    """Decimals of percentage points: one, or as many as keep a small change from looking like none."""
    change = Fraction(abs(progress.change))
    return next((places for places in range(FEWEST, MOST) if rounded(change, places) or not change), MOST)


def _draw_target(page: Page, drawing: _Drawing, row: ProgressRow, tone: tuple[str, ...]) -> None:
    """Write the next target and who is missing to it: of a later year, else of this one where it is not reached."""
    target, needed = drawing.column(_TARGET), drawing.column(_NEEDED)
    number = (share_format(FEWEST),) if row.indicator.unit == "share" else ("count",)
    small = drawing.scope.is_small(row.place, drawing.scope.coverage(row.place, row.indicator))
    ahead = None if small else ahead_of(drawing.scope, row.place, row.indicator)
    unsure = ("italic", "muted") if ahead and not ahead.confirmed else ()
    page.put(row.row, target, ahead and ahead.target, "cell", "middle", *number, *tone, "light", *unsure)
    page.put(row.row, needed, ahead and ahead.people, "cell", "middle", "count", *tone)
    if ahead:
        of = row.indicator.id
        page.means(row.row, target, f"progress:{of}:next" if ahead.is_later else f"coverage:{of}:target")
        page.means(row.row, needed, f"progress:{of}:pace" if ahead.is_later else f"coverage:{of}:short")


def _draw_lines(page: Page, drawing: _Drawing) -> None:
    """Draw the results of each row as columns in one cell."""
    points = ((row.row, drawing.layout.points(row.place.id, row.indicator.id)) for row in drawing.layout.rows)
    draw_points(page, [(row, drawing.column(_LINE), each) for row, each in points if each is not None])


def _fold_organisations(page: Page, layout: ProgressLayout) -> None:
    """Group the region's organisations under their district, hidden until «+» is clicked."""
    page.sheet.outline_settings(visible=True, symbols_below=False, symbols_right=True)
    if layout.scope.is_region:
        for is_school, rows in groupby(layout.rows, lambda row: row.role == "school"):
            folded = [row.row for row in rows]
            if is_school:
                page.fold(folded[0] - 1, folded[0], folded[-1])


def _blocks(page: Page, layout: ProgressLayout) -> Iterator[tuple[int, int]]:
    """Rows that stay on one page in print: those of an indicator where they are few, else each by itself."""
    for _, of_indicator in groupby(layout.rows, lambda row: row.indicator.id):
        rows = [row.row for row in of_indicator]
        if sum(page.heights[row] > 0 for row in rows) <= _FEW_ROWS:
            yield rows[0], rows[-1]
        else:
            yield from ((row, row) for row in rows)


def _draw_legend(page: Page, scope: Scope, row: int) -> None:
    thresholds = scope.programme.thresholds
    for number, line in enumerate(LEGEND):
        text = tr(line).format(percent=thresholds.denominator_change, small=thresholds.small_denominator)
        page.put(row + number, _INDICATOR, text, "plain", "muted", "small")
