from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.report.shares import (
    change_format,
    decimals,
    percent_text,
    points_format,
    relative_format,
    rounded,
    share_format,
    target_text,
)
from engine.vocabulary.language import speaking

COUNTS = st.integers(min_value=0, max_value=100_000)
TARGETS = st.decimals(min_value=Decimal("0.01"), max_value=1, places=2)


@given(numerator=COUNTS, denominator=st.integers(min_value=1, max_value=100_000), target=TARGETS)
def test_share_below_its_target_is_never_shown_as_the_target(numerator: int, denominator: int, target: Decimal) -> None:
    value = Fraction(numerator, denominator)
    shown = rounded(value, decimals(value, target))

    assert (shown < target * 100) == (value < Fraction(target))


def test_share_just_below_seventy_percent_shows_why() -> None:
    value = Fraction(6996, 10000)

    assert decimals(value, Decimal("0.70")) == 2
    assert percent_text(value, 2) == "69,96\u00a0%"


def test_share_above_or_without_target_has_one_decimal() -> None:
    assert decimals(Fraction(7001, 10000), Decimal("0.70")) == 1
    assert decimals(Fraction(6996, 10000), None) == 1


def test_halves_round_away_from_zero_as_spreadsheets_do() -> None:
    assert rounded(Fraction(125, 1000), 0) == Decimal(13)


def test_formats_carry_the_decimals_and_the_sign() -> None:
    assert share_format(2) == "0.00\\ %"
    assert points_format(2) == '"▲ +"0.00;"▼ −"0.00;"▲ "0.00'
    assert change_format(1) == '"▲ +"0.0;"▼ −"0.0;"= "0.0'
    assert change_format(0) == '"▲ +"#,##0;"▼ −"#,##0;"= "#,##0'
    assert relative_format() == '"+"0.0\\ %;"−"0.0\\ %;0.0\\ %'


def test_targets_in_words_have_no_idle_zeros() -> None:
    assert [target_text(share) for share in (0.7, 0.125, 1.0, 0.0)] == [
        "70\u00a0%",
        "12,5\u00a0%",
        "100\u00a0%",
        "0\u00a0%",
    ]
    with speaking("en"):
        assert target_text(0.125) == "12.5%"
