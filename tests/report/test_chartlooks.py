from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import get_args

from engine.report.bookfile import open_book
from engine.report.chartlooks import Fill, Spot, category_axis, fill_of, gap_of, insert, labels, value_axis
from engine.template import style


def test_fills_are_told_apart_without_their_colours() -> None:
    made = {fill: fill_of(fill) for fill in get_args(Fill)}

    solid = {fill: look["fill"]["color"] for fill, look in made.items() if "fill" in look}
    assert sorted(solid.values()) == sorted({style.HEADING, style.SERIES_LIGHT, style.WHITE})
    assert made["bad"]["pattern"]["pattern"] == "wide_upward_diagonal"
    assert made["empty"]["border"]["dash_type"] == "dash"


def test_labels_can_be_read_on_their_fill_and_say_no_zero() -> None:
    assert labels("good", "center")["font"]["color"] == style.WHITE
    assert labels("fair", "center")["font"]["color"] == style.INK
    assert labels("bad", "center")["fill"]["color"] == style.WHITE
    assert labels("good", "center")["num_format"].endswith(";;")


def test_few_bars_stand_further_apart() -> None:
    gaps = [gap_of(bars) for bars in range(1, 12)]

    assert gaps == sorted(gaps, reverse=True)
    assert all(0 < gap <= 500 for gap in gaps)


def test_axes_begin_at_zero_unless_told_otherwise_and_can_be_left_out() -> None:
    assert (value_axis("0")["min"], value_axis("0", least=-1)["min"]) == (0, -1)
    assert "max" not in value_axis("0")
    assert value_axis("0", most=1)["max"] == 1
    assert value_axis("0", shown=False)["visible"] is False


def test_every_name_is_shown_also_when_turned() -> None:
    assert category_axis(rotation=-45, size=7)["num_font"] == {
        "name": style.FONT,
        "size": 7,
        "color": style.INK,
        "bold": False,
        "rotation": -45,
    }
    assert category_axis()["interval_unit"] == 1


def test_chart_has_words_for_who_cannot_see_it_and_fills_its_room(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with open_book(path, "Проба", "Проба", date(2024, 12, 31)) as book:
        page = book.add("Лист", 10)
        page.put(0, 0, 1, "cell")
        chart = book.chart({"type": "column"})
        chart.add_series({"values": ["Лист", 0, 0, 0, 0]})
        insert(page, chart, Spot(2, 0, 300, 200), "Диаграмма: проба", legend=False)
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        xml = archive.read("xl/charts/chart1.xml").decode()

    assert 'descr="Диаграмма: проба"' in drawing
    assert "<c:legend>" not in xml
    assert '<c:autoTitleDeleted val="1"/>' in xml
