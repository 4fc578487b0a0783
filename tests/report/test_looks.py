from __future__ import annotations

import re
from pathlib import Path

from engine.report import looks
from engine.report.looks import properties, size_of
from engine.template import style


def test_every_look_uses_the_house_font_and_later_parts_win() -> None:
    look = properties(("cell", "right", "total", "bad"))

    assert look["font_name"] == style.FONT
    assert look["bg_color"] == style.BAD
    assert look["bold"] is True
    assert look["align"] == "right"


def test_unknown_part_is_a_number_format() -> None:
    assert properties(("cell", "0.00%"))["num_format"] == "0.00%"


def test_size_and_weight_follow_the_parts() -> None:
    assert size_of(("cell",)) == (looks.SIZE, False)
    assert size_of(("cell", "small", "strong")) == (looks.SMALL, True)


def test_colours_come_from_the_house_style_only() -> None:
    report = Path(looks.__file__).parent
    named = [path.name for path in report.rglob("*.py") if re.search(r'"#[0-9A-Fa-f]{6}"', path.read_text("utf-8"))]

    assert named == []
