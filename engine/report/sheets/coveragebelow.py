"""What «Охват» has below its totals: what the filter leaves, links to the counts, trends; and its names of ranges."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import LINK_SIGN, Page, at
from engine.report.coveragelayout import DENOMINATOR, NUMERATOR, SHARE, CoverageLayout, lines_of
from engine.report.ladder import FILTER_LOOK, FILTERED_LOOK, row_look
from engine.report.progresslayout import draw_points
from engine.report.rangenames import range_name
from engine.report.scope import Scope
from engine.rulebook.model import Indicator
from engine.vocabulary.fields import Address
from engine.vocabulary.language import mark, tr

LINE, NUMBERS = mark("стр. {line}"), mark("числа")
WHAT_SHARES = mark("доля, числитель и знаменатель показателя (или число), по строкам листа «{sheet}» под итогом")


def draw_filtered(page: Page, layout: CoverageLayout, indicator: Indicator) -> None:
    """Write numerator, denominator and share of the organisations that the filter leaves.

    There is none where the rules give a territory's denominator, which is not a sum over its organisations.
    """
    scope, ladder, first = layout.scope, layout.ladder, layout.first_columns[indicator.id]
    row, measured, value = ladder.filtered_row, scope.coverage(scope.place, indicator), layout.value_column(indicator)
    for offset in range(len(layout.widths_of(indicator))):
        page.put(row, first + offset, None, "cell", *FILTERED_LOOK)
    if indicator.unit == "count":
        ladder.draw_filtered(page, first, measured.numerator, "right", "count")
    elif any(has_external_denominator(scope, each.id, indicator) for each in (scope.place, *scope.districts)):
        page.put(row, value, "–", "cell", "middle", *FILTERED_LOOK)
    else:
        ladder.draw_filtered(page, first + NUMERATOR, measured.numerator, "right", "count")
        ladder.draw_filtered(page, first + DENOMINATOR, measured.denominator, "right", "count")
        top, bottom = (at(row, first + offset) for offset in (NUMERATOR, DENOMINATOR))
        formula = f'=IF(ISNUMBER({bottom}),IF({bottom}=0,"",{top}/{bottom}),"")'
        known = measured.value is not None and ladder.follows_filter(first + DENOMINATOR)
        share = float(measured.value) if known and measured.value is not None else None
        page.formula(row, value, formula, share, "cell", "right", "share", *FILTERED_LOOK)


def draw_links(page: Page, layout: CoverageLayout, indicator: Indicator) -> None:
    """Write links to the columns of the counts, and to the earlier results, in the row of the filter's buttons."""
    ladder, first, counts = layout.ladder, layout.first_columns[indicator.id], layout.counts
    row, look, value = ladder.filter_row, ("head", *FILTER_LOOK), layout.value_column(indicator)
    for offset in range(len(layout.widths_of(indicator))):
        page.put(row, first + offset, None, *look)
    for number, line in enumerate(lines_of(indicator)):
        column = counts.columns[Address.parse(line)]
        cells = f"{at(counts.ladder.first_row, column)}:{at(counts.ladder.last_row, column)}".replace("$", "")
        text = f"{LINK_SIGN} {tr(LINE).format(line=line)}"
        page.link(row, value + number, tr(wording.COUNTS), text, *look, "link", to=cells)
    if indicator.id in layout.trends:
        points = next(iter(layout.trends[indicator.id].values()))
        text = f"{LINK_SIGN} {tr(NUMBERS)}"
        page.link(row, layout.trend_column(indicator), points.sheet, text, *look, "link", to=f"A{points.row + 1}")


def draw_trends(page: Page, layout: CoverageLayout, indicator: Indicator) -> None:
    """Draw how each place came to its number, where two results at least are known."""
    points = layout.trends.get(indicator.id)
    if points is None:
        return
    column = layout.trend_column(indicator)
    for step in layout.ladder.steps:
        if step.role != "school" or step.place.kind in indicator.kinds:
            page.put(step.row, column, None, "cell", *row_look(step))
    rows = layout.ladder.row_of
    draw_points(page, [(rows[place_id], column, each) for place_id, each in points.items()])


def name_ranges(page: Page, layout: CoverageLayout) -> None:
    """Name the columns below the totals, so that formulas of the office's own can use them."""
    if layout.ladder.steps[0].rows is None:
        return
    rows, name, what = (layout.ladder.first_below, layout.ladder.last_row), page.name, tr(WHAT_SHARES)
    layout.ladder.name_places(page)
    for indicator in layout.scope.rulebook.indicators:
        first = layout.first_columns[indicator.id]
        shares = ((SHARE, tr("доля")), (NUMERATOR, tr("числитель")), (DENOMINATOR, tr("знаменатель")))
        for offset, word in ((0, tr("число")),) if indicator.unit == "count" else shares:
            words = (name, word, indicator.id)
            page.book.name(range_name(*words), page.range(*rows, first + offset), what.format(sheet=name))


def has_external_denominator(scope: Scope, place_id: str, indicator: Indicator) -> bool:
    """Tell whether the rules give a territory's denominator; it then is not a sum of reports."""
    return any(
        (row.place_id, row.indicator, row.period) == (place_id, indicator.id, scope.period.id)
        for row in scope.rulebook.denominators
    )
