"""The looks of a form's cells, by name."""

# ruff: noqa: E501  a table of looks is read one look a line

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from engine.template import style
from engine.vocabulary.findings import Severity

SIZE = 10.0
SMALL = 8.5

_CELL: dict[str, Any] = {"valign": "vcenter", "text_wrap": True}
_BOXED: dict[str, Any] = {**_CELL, "border": 1, "border_color": style.LINE}
_MIDDLE: dict[str, Any] = {"align": "center"}
_ERROR: dict[str, Any] = {"bg_color": style.BAD, "font_color": style.BAD_INK, "bold": True}
_WARNING: dict[str, Any] = {"bg_color": style.WARN, "font_color": style.WARN_INK, "bold": True}


def _signed(sign: str, number_format: str) -> str:
    """A number format that writes a sign before a number, a date or a text, which stay what they are."""
    text, number = f'"{sign} "@', f'"{sign} "{number_format}'
    if number_format == style.TEXT:
        return text
    below_zero = number if number_format == style.DATE else f'"{sign} "-{number_format}'
    return f"{number};{below_zero};{number};{text}"


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
    "control_number": {"valign": "bottom", "align": "center", "bold": True},
    "under": {**_MIDDLE, "valign": "top", "font_size": 7.5, "font_color": style.MUTED},
    # «Проверка».
    "control_number_here": {"valign": "vcenter", "align": "right", "font_color": style.MUTED},
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
    # «Исправьте здесь» and what a return says elsewhere.
    "returned": {**_CELL, **_MIDDLE, "bg_color": style.WARN, "font_color": style.WARN_INK},
    "mirrored": {**_BOXED, "align": "left", "indent": 1, "bg_color": style.LOCKED},
    "fix_about": {**_CELL, "indent": 1, "left": 5, "left_color": style.HEADING},
    "fix_left": {**_BOXED, **_MIDDLE, "bold": True, "font_size": 11.0, "bg_color": style.NEUTRAL},
    "fix_error": {**_BOXED, **_MIDDLE, "bold": True, "font_size": 9.0, "bg_color": style.BAD, "font_color": style.BAD_INK},
    "fix_warning": {**_BOXED, **_MIDDLE, "bold": True, "font_size": 9.0, "bg_color": style.WARN, "font_color": style.WARN_INK},
    "fix_info": {**_BOXED, **_MIDDLE, "font_size": 9.0},
    "fix_text": {**_BOXED, "indent": 1, "font_size": 9.5},
    "fix_what": {**_BOXED, "indent": 1, "font_size": 9.5, "bold": True},
    "fix_why": {**_BOXED, "indent": 1, "font_size": SMALL, "font_color": style.MUTED},
    "fix_typed": {**_BOXED, "indent": 1, "font_size": 9.0, "num_format": style.TEXT},
    "fix_link": {**_BOXED, "indent": 1, "font_color": style.HEADING, "underline": 1, "font_size": 9.5},
    "plain": {},
    "stamp": {"num_format": style.TEXT},
    # Conditional looks: colours only.
    "good": {"bg_color": style.GOOD, "font_color": style.GOOD_INK},
    "warn": {"bg_color": style.WARN, "font_color": style.WARN_INK},
    "bad": {"bg_color": style.BAD, "font_color": style.BAD_INK},
    "neutral": {"bg_color": style.NEUTRAL, "font_color": style.NEUTRAL_INK},
    "live_empty": {"bg_color": style.REQUIRED},
    "live_error": _ERROR,
    "live_error_count": {**_ERROR, "num_format": _signed(style.ERROR_SIGN, style.COUNT)},
    "live_error_date": {**_ERROR, "num_format": _signed(style.ERROR_SIGN, style.DATE)},
    "live_error_text": {**_ERROR, "num_format": _signed(style.ERROR_SIGN, style.TEXT)},
    "live_warning": _WARNING,
    "live_warning_count": {**_WARNING, "num_format": _signed(style.WARNING_SIGN, style.COUNT)},
    "live_warning_date": {**_WARNING, "num_format": _signed(style.WARNING_SIGN, style.DATE)},
    "live_warning_text": {**_WARNING, "num_format": _signed(style.WARNING_SIGN, style.TEXT)},
}  # fmt: skip


#: Looks that only change what a cell looks like already.
_CONDITIONAL = frozenset({"good", "warn", "bad", "neutral", *(look for look in _LOOKS if look.startswith("live_"))})


#: Of marks in a return: sign, fill and ink.
_SIGNS = {
    Severity.ERROR: (style.ERROR_SIGN, style.BAD, style.BAD_INK),
    Severity.WARNING: (style.WARNING_SIGN, style.WARN, style.WARN_INK),
}
_BASE: dict[str, Any] = {"font_name": style.FONT, "font_size": SIZE, "font_color": style.INK}


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
            base = {} if look in _CONDITIONAL else _BASE
            self._made[look] = self._workbook.add_format({**base, **_LOOKS[look]})
        return self._made[look]

    def marked(self, look: str, severity: Severity, *, has_words: bool = False) -> Format:
        """A look with the mark of a problem: its colours, and its sign before whatever stands in the cell.

        ``has_words`` says that words stand there, perhaps more than the row is high for: they begin at its top.
        """
        shown = {**_BASE, **_LOOKS[look], **_marks(look, severity), **({"valign": "top"} if has_words else {})}
        return self._made_of(f"{look}, {severity}, {has_words}", shown)

    def mark(self, look: str, severity: Severity, *, strong: bool) -> Format:
        """The conditional look of a marked cell, bold where the problem is to be put right."""
        shown = _marks(look, severity) | ({"bold": True} if strong else {})
        return self._made_of(f"{look} if {severity}, {strong}", shown)

    def unmarked(self, look: str) -> Format:
        """The conditional look of a cell whose mark is gone: as it would be without one."""
        usual = {"bg_color": style.WHITE, "font_color": style.INK, **_LOOKS[look]}
        shown = {name: usual[name] for name in ("bg_color", "font_color")}
        return self._made_of(f"{look} if unmarked", {**shown, "num_format": usual.get("num_format", "General")})

    def _made_of(self, name: str, properties: dict[str, Any]) -> Format:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(properties)
        return self._made[name]


def _marks(look: str, severity: Severity) -> dict[str, Any]:
    sign, fill, ink = _SIGNS[severity]
    num_format = str(_LOOKS[look].get("num_format", "General"))
    return {"bg_color": fill, "font_color": ink, "num_format": _signed(sign, num_format)}
