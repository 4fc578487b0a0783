"""Text as one cell of a workbook can hold it."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 32_767  # UTF-16 units in one cell of Excel
CUT = " … [текст сокращён: в ячейку помещается 32 767 знаков]"
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=16_384)  # most texts of a workbook stand there many times
def cell_text(text: str) -> str:
    """The text as one cell can hold it: what XML cannot carry is replaced, what is too long is cut and says so."""
    clean = _UNWRITABLE.sub("\ufffd", text)
    if len(clean) <= LONGEST // 2 or _units(clean) <= LONGEST:
        return clean
    kept = clean.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", errors="ignore")
    return kept + CUT


def line_text(text: str) -> str:
    """The text as one line outside of cells can hold it, a header or a property: without what nobody can see."""
    return " ".join("".join(each for each in text if each.isprintable() or each.isspace()).split())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
