"""A formula as it is told from another one, whatever program has saved it."""

from __future__ import annotations

import hashlib
import re

_TEXT = re.compile(r'("(?:[^"]|"")*")')
#: What programs add or leave out: blanks, «$», quotes around names of sheets, brackets, prefixes of newer functions.
_LOOSE = re.compile(r"_xlfn\.|_xlws\.|[\s$'()=]")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_DIGITS = 8


def formula_hash(text: str) -> str:
    """A short hash of a formula as an .xlsx holds it; the same where only its spelling differs."""
    parts = _TEXT.split(text)
    bare = (part if number % 2 else _spelt(part) for number, part in enumerate(parts))
    return hashlib.sha256("".join(bare).encode()).hexdigest()[:_DIGITS]


def _spelt(part: str) -> str:
    numbers = _NUMBER.sub(lambda found: f"{float(found[0]):.12g}", part)
    # A comparison keeps its sign of equality: what is left out is only the one before the whole formula.
    kept = re.sub(r"^\s*=", "", numbers).replace("=", "≡")
    return _LOOSE.sub("", kept).upper()
