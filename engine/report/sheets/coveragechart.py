"""The chart of coverage on «Сводка»: places as columns, those below the target hatched, the target as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart import Chart

from engine.report.book import Page
from engine.report.chartlooks import Spot, category_axis, fill_of, gap_of, insert, labels, value_axis
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.shares import FEWEST, percent_text
from engine.report.sheets.indicators import goal_text, shown_decimals
from engine.report.sheets.summarygrid import NAME, TARGET, VALUE
from engine.rulebook.model import Indicator
from engine.template import style
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

#: Columns that the chart shows at most, the lowest.
MOST_COLUMNS = 24
_MOST_LABELS = 10
_MOST_WIDE_NAMES = 4
_MOST_LEVEL_NAMES = 6  # more names stand aslant
_MOST_LARGE_NAMES = 16
_TARGET_MARK_ALONE = 3  # a line between so few columns would be short: a mark over each
HATCHED = mark("доля (штриховка: ниже цели)")
GOAL, GOAL_OF = mark("цель"), mark("цель {target}")
DESCRIPTION = mark("Диаграмма: {indicator} по территориям или организациям и цель")


def insert_coverage_chart(page: Page, scope: Scope, places: Sequence[Place], first_row: int, spot: Spot) -> None:
    """Insert the chart of the rows from ``first_row``, which hold ``places`` (one at least), the lowest first."""
    indicator, shown = scope.main_indicator, places[:MOST_COLUMNS]
    last_row = first_row + len(shown) - 1
    measured = [scope.coverage(place, indicator) for place in shown]
    chart = page.book.chart({"type": "column"})
    names = [page.name, first_row, NAME, last_row, NAME]
    series: dict[str, Any] = {
        "name": _series_name(measured),
        "categories": names,
        "values": [page.name, first_row, VALUE, last_row, VALUE],
        **fill_of("good"),
        "gap": gap_of(len(shown)),
        "points": [_hatched() if each.status == "below" else None for each in measured],
    }
    if len(shown) <= _MOST_LABELS:
        series["data_labels"] = _labels(indicator, measured)
    chart.add_series(series)
    if all(each.target is not None for each in measured):
        _add_target(page, chart, names, (first_row, last_row), _goal_name(indicator, measured))
    highest = max((float(each.value) for each in measured if each.value is not None), default=0.0)
    is_share = indicator.unit == "share"
    chart.set_y_axis(value_axis("0\\ %" if is_share else "#,##0", most=1 if is_share and highest <= 1 else None))
    chart.set_x_axis(_names_axis(len(shown)))
    plain = all(each.status != "below" and each.target is None for each in measured)
    insert(page, chart, spot, tr(DESCRIPTION).format(indicator=indicator.short), legend=not plain)


def left_out(places: int) -> str | None:
    """What the chart leaves out of so many places with a share, in words; None where it shows them all."""
    if places <= MOST_COLUMNS:
        return None
    return tr("{shown} наименьших из {places}").format(shown=MOST_COLUMNS, places=places)


def _series_name(measured: Sequence[Coverage]) -> str:
    return tr(HATCHED) if any(each.status == "below" for each in measured) else tr("доля")


def _goal_name(indicator: Indicator, measured: Sequence[Coverage]) -> str:
    """The target itself where it is the same for every column."""
    targets = {each.target for each in measured if each.target is not None}
    return tr(GOAL_OF).format(target=goal_text(indicator, targets.pop())) if len(targets) == 1 else tr(GOAL)


def _hatched() -> dict[str, Any]:
    pattern = {"pattern": "wide_upward_diagonal", "fg_color": style.HEADING, "bg_color": style.WHITE}
    return {"pattern": pattern, "border": {"color": style.HEADING}}


def _labels(indicator: Indicator, measured: Sequence[Coverage]) -> dict[str, Any]:
    """Values at the foot of the columns, where they do not hide behind the target, on white."""
    shown = labels("bad", "inside_base", style.SHARE if indicator.unit == "share" else style.COUNT)
    return shown | {"custom": [_finer_label(each) for each in measured]}


def _names_axis(number: int) -> dict[str, Any]:
    if number <= _MOST_LEVEL_NAMES:
        return category_axis(size=7 if number > _MOST_WIDE_NAMES else 8)
    return category_axis(rotation=-45, size=7 if number <= _MOST_LARGE_NAMES else 6)


def _add_target(page: Page, chart: Chart, names: list[Any], rows: tuple[int, int], name: str) -> None:
    line = page.book.chart({"type": "line"})
    dash = {"type": "long_dash", "size": 14, "fill": {"color": style.BAD_INK}, "border": {"color": style.BAD_INK}}
    few = rows[1] - rows[0] + 1 < _TARGET_MARK_ALONE
    line.add_series(
        {
            "name": name,
            "categories": names,
            "values": [page.name, rows[0], TARGET, rows[1], TARGET],
            "line": {"color": style.BAD_INK, "width": 2, "dash_type": "dash"},
            "marker": dash if few else {"type": "none"},
        }
    )
    chart.combine(line)


def _finer_label(measured: Coverage) -> dict[str, Any] | None:
    """A label of its own for a share that one decimal would round onto its target."""
    places = shown_decimals(measured)
    if places == FEWEST or measured.value is None:
        return None
    return {"value": percent_text(measured.value, places)}
