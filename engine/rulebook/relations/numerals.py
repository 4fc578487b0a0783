"""Numbers as a sentence shows them: exact where short, with the comma of the language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_UNKNOWN = "…"
_DECIMALS = 2
_GROUPED_FROM = 10_000


def in_words(number: Fraction | None, lang: str = "ru", decimals: int = _DECIMALS) -> str:
    """A number with at most ``decimals`` decimals, groups of three from 10 000 on; … for a missing one."""
    if number is None:
        return _UNKNOWN
    step = Decimal(1).scaleb(-decimals)
    rounded = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(step, ROUND_HALF_UP)
    text = f"{abs(rounded):,f}" if abs(rounded) >= _GROUPED_FROM else f"{abs(rounded):f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    mark, group = (",", "\N{NO-BREAK SPACE}") if lang == "ru" else (".", ",")
    sign = "−" if rounded < 0 else ""
    return sign + whole.replace(",", group) + (f"{mark}{fraction}" if fraction else "")


def share_beyond(share: Fraction, limit: Decimal | None, lang: str = "ru") -> str:
    """A share in per cent (Fraction(1, 2) is "50"), with enough decimals not to look equal to ``limit``."""
    for decimals in range(1, 6):
        text = in_words(share * 100, lang, decimals)
        if limit is None or text != in_words(Fraction(limit), lang, decimals):
            return text
    return text
