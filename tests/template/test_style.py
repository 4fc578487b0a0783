"""The palette can be read: ink on its fills, in grey print and by colour-blind eyes."""

from __future__ import annotations

from itertools import combinations

import pytest

from engine.template import style

#: Of the Web Content Accessibility Guidelines, for text of usual size.
LEAST_CONTRAST = 4.5
STATES = {
    "good": (style.GOOD_INK, style.GOOD),
    "warn": (style.WARN_INK, style.WARN),
    "bad": (style.BAD_INK, style.BAD),
    "neutral": (style.NEUTRAL_INK, style.NEUTRAL),
}
SURFACES = ("WHITE", "BAND", "ZEBRA", "LOCKED", "INPUT", "REQUIRED")


def luminance(color: str) -> float:
    """Relative luminance of «#RRGGBB», 0 for black and 1 for white."""
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("state", STATES)
def test_a_states_ink_can_be_read_on_its_fill_and_on_white(state: str) -> None:
    ink, fill = STATES[state]

    assert contrast(ink, fill) >= LEAST_CONTRAST
    assert contrast(ink, style.WHITE) >= LEAST_CONTRAST


@pytest.mark.parametrize("surface", SURFACES)
def test_ink_headings_and_muted_words_can_be_read_on_every_surface(surface: str) -> None:
    color = getattr(style, surface)

    for ink in (style.INK, style.HEADING, style.MUTED):
        assert contrast(ink, color) >= LEAST_CONTRAST


def test_white_can_be_read_on_title_bars() -> None:
    assert contrast(style.WHITE, style.HEADING) >= LEAST_CONTRAST


@pytest.mark.parametrize(("one", "other"), list(combinations(("HEADING", "SERIES_LIGHT", "WHITE"), 2)))
def test_fills_of_charts_differ_in_grey(one: str, other: str) -> None:
    assert contrast(getattr(style, one), getattr(style, other)) >= 1.8


def test_lines_of_charts_differ_from_their_ground() -> None:
    assert contrast(style.HEADING, style.WHITE) >= 3
    assert contrast(style.BAD_INK, style.WHITE) >= 3
