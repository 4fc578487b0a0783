"""A formula as it is told from another one, whatever program has saved it."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

_TEXT = re.compile(r'("(?:[^"]|"")*")')
#: What programs add or leave out: blanks, «$», quotes around names of sheets, brackets, prefixes of newer functions.
_LOOSE = re.compile(r"_xlfn\.|_xlws\.|[\s$'()=]")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_SIGN = re.compile(r"^\s*=")
_DIGITS = 8


def formula_hash(text: str) -> str:
    """A short hash of a formula as an .xlsx holds it; the same where only its spelling differs."""
    parts = _TEXT.split(text)
    bare = (part if number % 2 else _spelt(part) for number, part in enumerate(parts))
    return hashlib.sha256("".join(bare).encode()).hexdigest()[:_DIGITS]


def _spelt(part: str) -> str:
    numbers = _NUMBER.sub(_number, part)
    # A comparison keeps its sign of equality: what is left out is only the one before the whole formula.
    kept = _SIGN.sub("", numbers).replace("=", "≡")
    return _LOOSE.sub("", kept).upper()


@lru_cache(maxsize=16_384)  # the rows of a workbook, above all
def _spelt_number(text: str) -> str:
    return f"{float(text):.12g}"


def _number(found: re.Match[str]) -> str:
    return _spelt_number(found[0])
