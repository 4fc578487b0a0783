"""How many decimals a share is shown with, so that one below its target never looks as if it had reached it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from engine.vocabulary.language import RUSSIAN, spoken

FEWEST = 1
MOST = 6


def decimals(value: Fraction, target: Decimal | None) -> int:
    """Decimals of a percentage: one, or as many as keep a value below the target from rounding onto it.

    ``value`` and ``target`` are shares (0.7 for 70 %).
    """
    if target is None or value >= Fraction(target):
        return FEWEST
    for places in range(FEWEST, MOST):
        if rounded(value, places) < target * 100:
            return places
    return MOST


def rounded(value: Fraction, places: int) -> Decimal:
    """A share as a percentage rounded as a spreadsheet shows it, halves away from zero."""
    exact = Decimal(value.numerator * 100) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percent_text(value: Fraction, places: int = FEWEST) -> str:
    """A share in a sentence: «69,96 %», in English "69.96%"."""
    written = f"{rounded(value, places)}"
    return written.replace(".", ",") + "\u00a0%" if spoken() == RUSSIAN else f"{written}%"


def target_text(share: float) -> str:
    """A target in a sentence, without idle zeros: «70 %», «12,5 %», in English "70%"."""
    written = f"{Decimal(str(share)) * 100:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return written.replace(".", ",") + "\u00a0%" if spoken() == RUSSIAN else f"{written}%"


def share_format(places: int) -> str:
    """Number format of a share."""
    return f"0.{'0' * places}\\ %"


def change_format(places: int) -> str:
    """Number format of a change in percentage points, or with no places of a count, with the sign that says whither."""
    digits = f"0.{'0' * places}" if places else "#,##0"
    return f'"▲ +"{digits};"▼ −"{digits};"= "{digits}'


def relative_format() -> str:
    """Number format of a relative change: 0.25 is «+25,0 %»."""
    return '"+"0.0\\ %;"−"0.0\\ %;0.0\\ %'


def points_format(places: int) -> str:
    """Number format of a distance to the target in percentage points, with the sign that says which side it is."""
    digits = f"0.{'0' * places}"
    return f'"▲ +"{digits};"▼ −"{digits};"▲ "{digits}'
