"""Text that a spreadsheet program will not take for a formula, and that every program can read."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: First characters after which a spreadsheet program may calculate instead of showing; full-width forms included.
_CALCULATED = "=+\\-@＝＋－＠"
_BEGINS = re.compile(rf"['\s]*[{_CALCULATED}]|'*[\t\r\n]")
#: A Russian Excel ends a cell at «;» though the file's cells end at commas: a formula may begin behind any of them.
_NEXT_CELL = re.compile(rf";(?=['\"\s]*[{_CALCULATED}])")
_NEXT_CELL_MADE_SAFE = re.compile(rf";'(?=['\"\s]*[{_CALCULATED}])")
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
#: Categories of characters that are no text: control characters, halves of pairs, line and paragraph separators.
_UNREADABLE = {"Cc", "Cs", "Zl", "Zp"}
#: Characters that turn the direction of writing and so can hide what a text says.
_TURNING = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


@lru_cache(maxsize=65_536)  # the same names, files and words stand in many rows
def safe_text(text: str) -> str:
    r"""Put an apostrophe before a would-be formula and write unreadable characters out as ``\n``, ``\ud800``.

    A text that is just a negative number is no formula and stays as it is.
    """
    prefix = "'" if _BEGINS.match(text) and not _NEGATIVE.fullmatch(text) else ""
    safe = _NEXT_CELL.sub(";'", text) if ";" in text else text
    # None of the characters that are written out is printable, and nearly all texts are.
    return prefix + (safe if safe.isprintable() else "".join(_readable(character) for character in safe))


def typed_text(safe: str) -> str:
    """The text that `safe_text` made safe, as it was typed; only what people type is given back (line breaks)."""
    text = _NEXT_CELL_MADE_SAFE.sub(";", safe.replace("\\n", "\n"))
    return text[1:] if text.startswith("'") and _BEGINS.match(text[1:]) else text


def _readable(character: str) -> str:
    if character in _TURNING or unicodedata.category(character) in _UNREADABLE:
        return character.encode("unicode_escape").decode("ascii")
    return character
