from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.celltext import CUT, LONGEST, cell_text, line_text


@given(st.text())
def test_text_that_fits_stays_as_it_is_but_for_what_xml_cannot_carry(text: str) -> None:
    kept = cell_text(text)

    assert len(kept) == len(text)
    assert all(new in {old, "\ufffd"} for new, old in zip(kept, text, strict=True))
    assert kept.encode("utf-8").decode("utf-8") == kept


@pytest.mark.parametrize("letter", ["Ж", "\U0001f600"])
def test_too_long_text_is_cut_to_what_a_cell_holds_and_says_so(letter: str) -> None:
    kept = cell_text(letter * 40_000)

    assert kept.endswith(CUT)
    assert LONGEST - 1 <= len(kept.encode("utf-16-le")) // 2 <= LONGEST


def test_text_of_the_greatest_length_is_not_cut() -> None:
    assert cell_text("a" * LONGEST) == "a" * LONGEST


@given(st.text())
def test_one_line_for_a_header_holds_nothing_that_cannot_be_seen(text: str) -> None:
    line = line_text(text)

    assert line.isprintable()
    assert line_text(line) == line


def test_line_breaks_and_tabs_become_blanks() -> None:
    assert line_text(" Свод\n\tза 2024\x00 год ") == "Свод за 2024 год"
