from __future__ import annotations

import pytest

from engine.intake.parsed import BLANK, cleaned, no, nothing, refused


@pytest.mark.parametrize(
    ("text", "expected"), [("  а\u00a0 б\n", "а б"), ("\ufeffа\u200bб", "аб"), ("\x07", ""), ("1\u2009234", "1 234")]
)
def test_a_text_is_cleaned_of_what_nobody_sees(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@pytest.mark.parametrize("text", ["-", "—", "--", "н/д", "Нет данных", "x", "Х"])
def test_signs_for_nothing_are_blank_and_say_so(text: str) -> None:
    parsed = nothing(text)
    assert parsed is not None
    assert (parsed.value, parsed.dash, parsed.readable) == (None, True, True)


def test_blank_says_nothing() -> None:
    assert nothing("") is BLANK
    assert nothing("5") is None
    assert no("5") is None


def test_what_is_refused_is_not_blank() -> None:
    assert (refused("V09").readable, refused("V09").value) == (False, None)
