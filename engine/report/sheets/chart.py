"""The chart of «Сводка»: coverage by place as columns, the target as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.report import wording
from engine.report.book import Page
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.shares import FEWEST, percent_text
from engine.report.sheets.indicators import NAME, TARGET, VALUE, shown_decimals
from engine.rulebook.model import Indicator
from engine.template import style
from engine.vocabulary.places import Place

MOST_COLUMNS = 40
_MOST_LABELS = 10
_FONT = {"name": style.FONT, "size": 8, "color": style.INK}


def insert_chart(
    page: Page,
    scope: Scope,
    indicator: Indicator,
    places: Sequence[Place],
    first_row: int,
    spot: tuple[int, int, int, int],
) -> None:
    """Insert the chart of the rows from ``first_row``, which hold ``places``, at (row, column, width, height)."""
    shown = places[:MOST_COLUMNS]
    last_row = first_row + len(shown) - 1
    chart = page.book.chart({"type": "column"})
    names = [page.name, first_row, NAME, last_row, NAME]
    series: dict[str, Any] = {
        "name": indicator.short,
        "categories": names,
        "values": [page.name, first_row, VALUE, last_row, VALUE],
        "fill": {"color": style.HEADING},
        "border": {"color": style.HEADING},
        "gap": 60,
        "points": [_point(scope, indicator, place) for place in shown],
    }
    if len(shown) <= _MOST_LABELS:
        on_white = {"color": style.WHITE}
        series["data_labels"] = {
            "value": True,
            "num_format": style.SHARE,
            "font": _FONT,
            "position": "inside_base",  # at the top they would hide behind the target
            "fill": on_white,
            "border": on_white,
            "custom": [_finer_label(scope.coverage(place, indicator)) for place in shown],
        }
    chart.add_series(series)
    if all(scope.coverage(place, indicator).target is not None for place in shown):
        _add_target(page, chart, names, first_row, last_row)
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": _FONT})
    chart.set_y_axis(
        {
            "num_format": "0\\ %",
            "min": 0,
            "max": 1,
            "num_font": _FONT,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": style.LINE, "width": 0.5}},
        }
    )
    chart.set_x_axis({"num_font": _FONT | ({"rotation": -45} if len(shown) > 6 else {}), "line": {"color": style.LINE}})
    chart.set_chartarea({"border": {"color": style.LINE}})
    row, column, width, height = spot
    chart.set_size({"width": width, "height": height})
    page.sheet.insert_chart(row, column, chart, {"object_position": 1, "description": _description(indicator)})


def _add_target(page: Page, chart: Any, names: list[Any], first_row: int, last_row: int) -> None:  # noqa: ANN401  a chart
    line = page.book.chart({"type": "line"})
    mark = {"type": "long_dash", "size": 14, "fill": {"color": style.BAD_INK}, "border": {"color": style.BAD_INK}}
    line.add_series(
        {
            "name": "Цель",
            "categories": names,
            "values": [page.name, first_row, TARGET, last_row, TARGET],
            "line": {"color": style.BAD_INK, "width": 2, "dash_type": "dash"},
            "marker": mark if last_row - first_row < 2 else {"type": "none"},
        }
    )
    chart.combine(line)


def _point(scope: Scope, indicator: Indicator, place: Place) -> dict[str, Any] | None:
    """Columns below the target are hatched, so that grey print and colour-blind eyes see them too."""
    if scope.coverage(place, indicator).status != "below":
        return None
    return {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": style.HEADING, "bg_color": style.WHITE},
        "border": {"color": style.HEADING},
    }


def _finer_label(measured: Coverage) -> dict[str, Any] | None:
    """A label of its own for a share that one decimal would round onto its target."""
    places = shown_decimals(measured)
    if places == FEWEST or measured.value is None:
        return None
    return {"value": percent_text(measured.value, places)}


def _description(indicator: Indicator) -> str:
    return f"{wording.SUMMARY}: {indicator.short} по территориям и цель"
