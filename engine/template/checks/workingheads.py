"""What the hidden sheets are called in which a form works out what it shows, and what their first rows hold.

They stand apart from the drawing of these sheets, so that who reads forms can know them without it.
"""

from __future__ import annotations

from typing import Final

CALC_SHEET: Final = "_calc"
#: Columns of the sheet in order; the first row holds these heads.
HEADS: Final = (
    "field",
    "asked",
    "zero",
    "content",
    "required",
    "amount",
    "previous",
    "open",
    "link",
    "label",
    "sheet",
    "weighed",
    "state",
)
CASE_SHEET: Final = "_checks"
#: Columns of the cases of the checks, and of the checks beside them.
CASE_HEADS: Final = ("check", "verdict", "detail", "link", "label", "mark")
CHECK_HEADS: Final = ("id", "message", "link", "label")
