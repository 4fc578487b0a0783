"""The looks of native charts: fonts, axes and fills that differ in grey print and for colour-blind eyes too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from xlsxwriter.chart import Chart

from engine.report.book import Page
from engine.template import style

FONT: dict[str, Any] = {"name": style.FONT, "size": 8, "color": style.INK, "bold": False}
SMALL_FONT: dict[str, Any] = FONT | {"size": 7}
HIDES_ZERO = "#,##0;;"
_INSET = 3  # pixels between a chart and the edges of its place
_ON_WHITE = {"fill": {"color": style.WHITE}, "border": {"color": style.WHITE}}

#: What a column or bar says: well, with a reserve, badly, nothing known.
Fill = Literal["good", "fair", "bad", "empty"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chart stands: its upper left cell, zero-indexed, and its size in pixels."""

    row: int
    column: int
    width: int
    height: int


def fill_of(fill: Fill) -> dict[str, Any]:
    """Fill and border: dark, light, hatched and white."""
    if fill == "bad":
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": style.BAD_INK, "bg_color": style.WHITE}
        return {"pattern": pattern, "border": {"color": style.BAD_INK, "width": 1}}
    color = {"good": style.HEADING, "fair": style.SERIES_LIGHT, "empty": style.WHITE}[fill]
    edge = style.MUTED if fill == "empty" else style.HEADING
    dash = {"dash_type": "dash"} if fill == "empty" else {}
    return {"fill": {"color": color}, "border": {"color": edge, "width": 1, **dash}}


def labels(fill: Fill, position: str, num_format: str = HIDES_ZERO) -> dict[str, Any]:
    """Numbers on columns or bars: white on a dark fill, otherwise dark, on a hatched one with white behind."""
    made = {"value": True, "num_format": num_format, "position": position, "font": FONT | {"bold": True}}
    if fill == "good":
        return made | {"font": FONT | {"bold": True, "color": style.WHITE}}
    return made | (_ON_WHITE if fill == "bad" else {})


def gap_of(bars: int) -> int:
    """The gap between so many bars, in hundredths of their breadth: a few do not fill their place."""
    return {1: 260, 2: 140, 3: 80}.get(bars, 45)


def category_axis(*, rotation: int = 0, size: float = 8, reverse: bool = False) -> dict[str, Any]:
    """The axis that names what is compared."""
    turned = {"rotation": rotation} if rotation else {}
    return {
        "num_font": FONT | turned | {"size": size},
        "line": {"color": style.LINE},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "reverse": reverse,
        "label_position": "low",
        "interval_unit": 1,
    }


def value_axis(num_format: str, *, least: float = 0, most: float | None = None, shown: bool = True) -> dict[str, Any]:
    """The axis of values, from ``least`` to ``most``; it may be left out where every value stands beside its mark."""
    axis: dict[str, Any] = {
        "num_format": num_format,
        "min": least,
        "num_font": FONT,
        "line": {"none": True},
        "visible": shown,
        "major_unit": 0.2 if most == 1 else None,
        "major_gridlines": {"visible": shown, "line": {"color": style.LINE, "width": 0.5}},
    }
    return axis if most is None else axis | {"max": most}


def insert(page: Page, chart: Chart, spot: Spot, description: str, *, legend: bool = True) -> None:
    """Put a chart at its place, with its legend above and words for who cannot see it."""
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": FONT} if legend else {"none": True})
    chart.set_chartarea({"border": {"color": style.LINE}})
    chart.set_size({"width": spot.width - 2 * _INSET, "height": spot.height - 2 * _INSET})
    place = {"object_position": 1, "description": description, "x_offset": _INSET, "y_offset": _INSET}
    page.sheet.insert_chart(spot.row, spot.column, chart, place)
