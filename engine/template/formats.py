"""The looks of a form's cells, by name."""

# ruff: noqa: E501  a table of looks is read one look a line

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from engine.template import style

SIZE = 10.0
SMALL = 8.5

_CELL: dict[str, Any] = {"valign": "vcenter", "text_wrap": True}
_BOXED: dict[str, Any] = {**_CELL, "border": 1, "border_color": style.LINE}
_MIDDLE: dict[str, Any] = {"align": "center"}

_LOOKS: dict[str, dict[str, Any]] = {
    # The frame of a sheet.
    "strip": {"valign": "vcenter", "font_color": style.MUTED, "font_size": SMALL},
    "view": {**_CELL, "bg_color": style.INPUT, "font_color": style.INK, "font_size": SMALL, "indent": 1},
    "notice": {**_CELL, **_MIDDLE, "bg_color": style.WARN, "font_color": style.WARN_INK, "bold": True},
    "authority": {**_CELL, **_MIDDLE, "font_color": style.MUTED, "font_size": SIZE},
    "form_title": {**_CELL, **_MIDDLE, "font_color": style.HEADING, "bold": True, "font_size": 16.0},
    "subtitle": {**_CELL, **_MIDDLE, "font_color": style.INK, "font_size": 11.0},
    "sheet_title": {"valign": "vcenter", "font_color": style.HEADING, "bold": True, "font_size": 15.0},
    "intro": {**_CELL, "font_color": style.INK, "indent": 1, "left": 5, "left_color": style.HEADING},
    "steps_title": {"valign": "vcenter", "bold": True, "font_color": style.HEADING, "font_size": 11.0},
    "step": {**_CELL, "indent": 1},
    "state": {**_BOXED, "bold": True, "indent": 1, "bg_color": style.NEUTRAL},
    "state_label": {**_BOXED, "bold": True, "bg_color": style.BAND, "font_color": style.INK, "indent": 1},
    # A section.
    "section": {"valign": "vcenter", "bold": True, "font_size": 11.0, "bg_color": style.HEADING, "font_color": style.WHITE, "indent": 1},
    "note": {**_CELL, "font_color": style.MUTED, "italic": True, "font_size": SMALL + 0.5, "indent": 1},
    "head": {**_BOXED, **_MIDDLE, "bold": True, "bg_color": style.BAND, "font_size": 9.0},
    "number": {**_BOXED, **_MIDDLE, "bg_color": style.LOCKED, "font_color": style.MUTED, "font_size": SMALL, "num_format": style.TEXT},
    "label": {**_BOXED, "indent": 1},
    "label_part": {**_BOXED, "indent": 3},
    "label_total": {**_BOXED, "indent": 1, "bold": True},
    "code": {**_BOXED, **_MIDDLE, "bg_color": style.LOCKED, "font_color": style.MUTED, "num_format": style.TEXT},
    "hint": {**_BOXED, "font_color": style.MUTED, "font_size": SMALL, "indent": 1},
    "printed": {**_BOXED, "bg_color": style.LOCKED, "indent": 1},
    "printed_text": {**_BOXED, "bg_color": style.LOCKED, "indent": 1, "num_format": style.TEXT},
    "printed_middle": {**_BOXED, **_MIDDLE, "bg_color": style.LOCKED},
    "printed_middle_text": {**_BOXED, **_MIDDLE, "bg_color": style.LOCKED, "num_format": style.TEXT},
    "printed_small": {**_BOXED, **_MIDDLE, "bg_color": style.LOCKED, "font_size": SMALL},
    "printed_date": {**_BOXED, **_MIDDLE, "bg_color": style.LOCKED, "num_format": style.DATE},
    "printed_title_date": {**_BOXED, "align": "left", "indent": 1, "bg_color": style.LOCKED, "num_format": style.DATE},
    "not_asked": {**_BOXED, **_MIDDLE, "bg_color": style.NEUTRAL, "font_color": style.NEUTRAL_INK},
    "not_asked_text": {**_BOXED, "bg_color": style.NEUTRAL, "font_color": style.NEUTRAL_INK, "italic": True, "font_size": SMALL, "indent": 1},
    "computed": {**_BOXED, **_MIDDLE, "bold": True, "bg_color": style.LOCKED, "num_format": style.COUNT},
    # Cells to fill in.
    "count": {**_BOXED, **_MIDDLE, "bg_color": style.INPUT, "num_format": style.COUNT, "locked": False},
    "text": {**_BOXED, "align": "left", "indent": 1, "bg_color": style.INPUT, "num_format": style.TEXT, "locked": False},
    "date": {**_BOXED, **_MIDDLE, "bg_color": style.INPUT, "num_format": style.DATE, "locked": False},
    "title_date": {**_BOXED, "align": "left", "indent": 1, "bg_color": style.INPUT, "num_format": style.DATE, "locked": False},
    "choice": {**_BOXED, **_MIDDLE, "bg_color": style.INPUT, "num_format": style.TEXT, "locked": False},
    "title_choice": {**_BOXED, "align": "left", "indent": 1, "bg_color": style.INPUT, "num_format": style.TEXT, "locked": False},
    # Signatures.
    "signer": {"valign": "bottom", "indent": 1},
    "signature": {"bottom": 1, "bottom_color": style.INK, "align": "center", "valign": "bottom"},
    "signed_on": {"valign": "bottom"},
    "under": {**_MIDDLE, "valign": "top", "font_size": 7.5, "font_color": style.MUTED},
    # «Проверка».
    "verdict": {**_CELL, **_MIDDLE, "bold": True, "font_size": 16.0, "bg_color": style.NEUTRAL, "border": 1, "border_color": style.LINE},
    "step_box": {**_BOXED, "indent": 1},
    "step_link": {**_BOXED, **_MIDDLE, "font_color": style.HEADING, "underline": 1, "bold": True, "font_size": 11.0},
    "counts": {**_CELL, **_MIDDLE, "font_size": 11.0},
    "cell": {**_BOXED, "indent": 1},
    "cell_small": {**_BOXED, "indent": 1, "font_size": 9.0},
    "cell_middle": {**_BOXED, **_MIDDLE},
    "cell_state": {**_BOXED, **_MIDDLE, "bold": True, "font_size": 9.0},
    "cell_link": {**_BOXED, **_MIDDLE, "font_color": style.HEADING, "underline": 1},
    "explanation": {**_BOXED, "align": "left", "indent": 1, "bg_color": style.INPUT, "num_format": style.TEXT, "locked": False},
    "plain": {},
    "stamp": {"num_format": style.TEXT},
    # Conditional looks: colours only.
    "good": {"bg_color": style.GOOD, "font_color": style.GOOD_INK},
    "warn": {"bg_color": style.WARN, "font_color": style.WARN_INK},
    "bad": {"bg_color": style.BAD, "font_color": style.BAD_INK},
    "neutral": {"bg_color": style.NEUTRAL, "font_color": style.NEUTRAL_INK},
}  # fmt: skip


def size_of(look: str) -> tuple[float, bool]:
    """Font size of a look and whether it is bold, for computing row heights."""
    return float(_LOOKS[look].get("font_size", SIZE)), bool(_LOOKS[look].get("bold"))


def indent_of(look: str) -> float:
    """Width that a look's indent takes, in units of column width."""
    return 1.3 * float(_LOOKS[look].get("indent", 0))


class Formats:
    """A workbook's formats by the name of their look, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, look: str) -> Format:
        if look not in self._made:
            base: dict[str, Any] = (
                {}
                if look in {"good", "warn", "bad", "neutral"}
                else {
                    "font_name": style.FONT,
                    "font_size": SIZE,
                    "font_color": style.INK,
                }
            )
            self._made[look] = self._workbook.add_format({**base, **_LOOKS[look]})
        return self._made[look]
