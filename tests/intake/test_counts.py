from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.counts import read_count
from engine.intake.grids import CellContent

UNITS = ("чел", "человек")


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (12.0, 12, None),
        (0.0, 0, None),
        (3.0000000000000004, 3, None),
        ("12", 12, "V01"),
        ("0", 0, "V01"),
        ("'125", 125, "V01"),
        ("  12 ", 12, "V01"),
        ("\ufeff12\u200b", 12, "V01"),
        ("\u202a12\u202c", 12, "V01"),
        ("\u20661\u20692", 12, "V01"),
        ("1 234", 1234, "V01"),
        ("1\u00a0234", 1234, "V01"),
        ("1\u2009234\u202f567", 1234567, "V01"),
        ("１２", 12, "V01"),
        ("12,0", 12, "V01"),
        ("12.00", 12, "V01"),
        ("1 234,0", 1234, "V01"),
        ("1.234.567,00", 1234567, "V01"),
        ("12 чел.", 12, "V02"),
        ("12чел", 12, "V02"),
        ("1 234 ЧЕЛОВЕК", 1234, "V02"),
    ],
)
def test_what_a_person_reads_as_one_number_is_read(cell: CellContent, value: int, code: str | None) -> None:
    parsed = read_count(cell, UNITS)
    assert (parsed.value, parsed.code, parsed.readable) == (value, code, True)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234", "V03"),
        ("1.234", "V03"),
        ("1,234,567", "V03"),
        ("15%", "V04"),
        ("15 %", "V04"),
        ("1О", "V06"),
        ("l2", "V06"),
        ("О", "V06"),
        ("З", "V06"),
        ("З0", "V06"),
        ("много", "V09"),
        ("да", "V09"),
        ("nan", "V09"),
        (True, "V09"),
        (float("nan"), "V09"),
        (float("inf"), "V09"),
        (date(2026, 5, 12), "V10"),
        ("1_000", "V12"),
        ("1E3", "V12"),
        ("10+2", "V12"),
        ("10-12", "V12"),
        ("<5", "V12"),
        ("12 шт", "V12"),
        ("12²", "V12"),
        ("١٢", "V12"),
        ("½", "V12"),
        ("\u200f12", "V12"),
        ("\u202b12 345\u202c", "V12"),
        ("12\n345", "V12"),
        ("12  345", "V12"),
        ("12 34", "V12"),
        ("0 123", "V12"),
        ("12\u202e34", "V12"),
        ("12 чел. и 3 пары", "V12"),
        ("1.234.0", "V12"),
        ("1 234.567,0", "V12"),
        (-3.0, "V13"),
        ("-3", "V13"),
        ("− 3", "V13"),
        (12.5, "V14"),
        (0.15, "V14"),
        ("12,5", "V14"),
        ("1.234,5", "V14"),
        (1e12, "V15"),
        ("9" * 400, "V15"),
    ],
)
def test_what_could_be_read_otherwise_is_refused(cell: CellContent, code: str) -> None:
    parsed = read_count(cell, UNITS)
    assert (parsed.value, parsed.code, parsed.readable) == (None, code, False)


@pytest.mark.parametrize("cell", [None, "", "   ", "\u00a0", "\u200b"])
def test_blank_is_blank_and_not_zero(cell: CellContent) -> None:
    parsed = read_count(cell, UNITS)
    assert (parsed.value, parsed.code, parsed.readable) == (None, None, True)


@pytest.mark.parametrize(
    ("cell", "code"), [("-", "V05"), ("—", "V05"), ("н/д", "V05"), ("х", "V05"), ("нет", "V16"), ("Нет.", "V16")]
)
def test_a_dash_or_no_is_blank_and_not_zero(cell: str, code: str) -> None:
    parsed = read_count(cell, UNITS)
    assert (parsed.value, parsed.code, parsed.dash) == (None, code, True)


def test_a_number_shown_as_per_cent_is_no_count() -> None:
    assert read_count(1.0, UNITS, percent=True).code == "V04"


def test_a_hint_names_the_number_that_was_probably_meant() -> None:
    assert read_count("1О5", UNITS).facts["number"] == 105
    assert read_count("О", UNITS).facts["number"] == 0


@given(st.integers(min_value=0, max_value=10**9))
def test_whole_numbers_are_read_as_they_are(number: int) -> None:
    assert read_count(float(number), UNITS).value == number
    assert read_count(str(number), UNITS).value == number
    assert read_count(f"{number:,}".replace(",", "\u00a0"), UNITS).value == number


@given(st.text(alphabet="0123456789 \u00a0.,-%чел\nОолЗ'+E_", max_size=12))
def test_no_text_is_read_as_a_number_with_other_digits(text: str) -> None:
    parsed = read_count(text, UNITS)
    if isinstance(parsed.value, int):
        whole = text.replace(",00", "").replace(".00", "").replace(",0", "").replace(".0", "")
        digits = {"".join(letter for letter in each if letter.isdigit()) for each in (text, whole)}
        assert str(parsed.value) in {each.lstrip("0") or "0" for each in digits if each}
        assert "\n" not in text.strip()


@given(st.text(max_size=10))
def test_a_text_without_digits_is_never_a_number(text: str) -> None:
    if not any(letter.isdecimal() for letter in text):
        assert read_count(text, UNITS).value is None
