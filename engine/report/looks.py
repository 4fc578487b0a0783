"""The looks of report cells: small parts that add up to a format, from the house style only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from engine.template import style

SIZE = 10.0
SMALL = 8.5

_FONT: dict[str, Any] = {"font_name": style.FONT, "font_size": SIZE, "font_color": style.INK, "valign": "vcenter"}
_BOX: dict[str, Any] = {"border": 1, "border_color": style.LINE}

_PARTS: dict[str, dict[str, Any]] = {
    # What a cell is.
    "plain": {},
    "title": {"font_size": 17.0, "bold": True, "font_color": style.WHITE, "bg_color": style.HEADING, "indent": 1},
    "under_title": {"font_size": 11.0, "font_color": style.WHITE, "bg_color": style.HEADING, "indent": 1},
    "notice": {"bold": True, "align": "center", "bg_color": style.WARN, "font_color": style.WARN_INK},
    "subtitle": {"font_size": 10.0, "font_color": style.MUTED, "indent": 1},
    "sheet_title": {"font_size": 15.0, "bold": True, "font_color": style.HEADING},
    "bar": {"font_size": 11.0, "bold": True, "font_color": style.WHITE, "bg_color": style.HEADING, "indent": 1},
    "divided": {"left": 5, "left_color": style.WHITE},
    "bar_link": {"font_size": SMALL, "font_color": style.HEADING, "bg_color": style.BAND, "underline": 1,
                 "align": "center"},
    "bar_note": {"font_size": SMALL, "font_color": style.WHITE, "bg_color": style.HEADING, "text_wrap": True,
                 "indent": 1},
    "head": {**_BOX, "bold": True, "align": "center", "text_wrap": True, "font_size": 9.0, "bg_color": style.BAND},
    "cell": {**_BOX},
    "note": {"font_size": 9.0, "font_color": style.MUTED, "text_wrap": True, "valign": "top"},
    "paragraph": {"text_wrap": True, "valign": "top", "indent": 1},
    "empty": {**_BOX, "align": "center", "text_wrap": True, "font_size": 9.0, "font_color": style.MUTED,
              "bg_color": style.ZEBRA},
    "tile": {"align": "center", "bg_color": style.ZEBRA, "font_size": 20.0, "bold": True, "font_color": style.HEADING,
             "left": 1, "right": 1, "top": 2, "left_color": style.LINE, "right_color": style.LINE,
             "top_color": style.HEADING},
    "tile_caption": {"align": "center", "bg_color": style.ZEBRA, "font_color": style.MUTED, "font_size": 9.0,
                     "text_wrap": True, "left": 1, "right": 1, "left_color": style.LINE, "right_color": style.LINE},
    "tile_link": {"align": "center", "bg_color": style.ZEBRA, "font_color": style.HEADING, "font_size": SMALL,
                  "underline": 1, "left": 1, "right": 1, "bottom": 1, "left_color": style.LINE,
                  "right_color": style.LINE, "bottom_color": style.LINE},
    "link": {"font_color": style.HEADING, "underline": 1},
    "signed": {"bottom": 1, "bottom_color": style.INK},
    "low": {"valign": "bottom"},
    "under": {"font_size": 7.5, "font_color": style.MUTED, "align": "center", "valign": "top"},
    # How it stands.
    "wrap": {"text_wrap": True},
    "left": {"align": "left", "indent": 1},
    "deep": {"align": "left", "indent": 2},
    "middle": {"align": "center"},
    "right": {"align": "right", "indent": 1},
    "size": {"font_size": SIZE},
    "small": {"font_size": SMALL},
    "tiny": {"font_size": 7.5},
    "word": {"font_size": 8.0},
    "turned": {"rotation": 90},
    "strong": {"bold": True},
    "light": {"bold": False},
    "italic": {"italic": True},
    "muted": {"font_color": style.MUTED},
    "white": {"font_color": style.WHITE},
    # Which row it belongs to.
    "total": {"bold": True, "bg_color": style.BAND},
    "subtotal": {"bold": True, "bg_color": style.LOCKED},
    "filtered": {"italic": True, "font_color": style.MUTED, "bg_color": style.ZEBRA},
    "zebra": {"bg_color": style.ZEBRA},
    "input": {"bg_color": style.INPUT},
    "code": {"bold": False, "font_color": style.MUTED, "font_size": SMALL, "bg_color": style.LOCKED},
    # What it says; always beside a word or a sign.
    "good": {"bg_color": style.GOOD, "font_color": style.GOOD_INK},
    "warn": {"bg_color": style.WARN, "font_color": style.WARN_INK},
    "bad": {"bg_color": style.BAD, "font_color": style.BAD_INK},
    "neutral": {"bg_color": style.NEUTRAL, "font_color": style.NEUTRAL_INK},
    # What it holds.
    "count": {"num_format": style.COUNT},
    "spaced": {"num_format": style.COUNT_SPACED, "align": "right"},
    "share": {"num_format": style.SHARE},
    "points": {"num_format": style.POINTS},
    "date": {"num_format": style.DATE, "align": "center"},
    "text": {"num_format": style.TEXT},
}  # fmt: skip


@cache
def properties(parts: tuple[str, ...]) -> Mapping[str, Any]:
    """The format that parts add up to, the later ones winning; a part with a «0» is itself a number format."""
    looks = [_PARTS.get(part, {"num_format": part}) for part in parts]
    return MappingProxyType({name: value for look in (_FONT, *looks) for name, value in look.items()})


@cache
def size_of(parts: tuple[str, ...]) -> tuple[float, bool]:
    """Font size of a look and whether it is bold."""
    look = properties(parts)
    return float(look["font_size"]), bool(look.get("bold"))
