"""Numbers as sentences show them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from engine.rulebook.relations.numerals import in_words, share_beyond


@pytest.mark.parametrize(
    ("number", "ru", "en"),
    [
        (Fraction(0), "0", "0"),
        (Fraction(1234), "1234", "1234"),
        (Fraction(12345678), "12 345 678", "12,345,678"),
        (Fraction(-5, 2), "−2,5", "−2.5"),
        (Fraction(1, 3), "0,33", "0.33"),
        (None, "…", "…"),
    ],
)
def test_numbers_are_written_as_the_language_does(number: Fraction | None, ru: str, en: str) -> None:
    assert in_words(number, "ru") == ru.replace(" ", "\N{NO-BREAK SPACE}")
    assert in_words(number, "en") == en


def test_a_share_just_over_its_limit_never_looks_equal_to_it() -> None:
    assert share_beyond(Fraction(3001, 10000), Decimal(30)) == "30,01"
    assert share_beyond(Fraction(1, 3), Decimal(30)) == "33,3"
    assert share_beyond(Fraction(1, 2), None) == "50"
