"""Text that a spreadsheet program will not take for a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.safetext import safe_text, typed_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 912", "-нет", "@SUM(A1)", "＝1", "＋1", "－1", "＠A1", "-1+cmd|' /C calc'!A0"]
)
def test_a_would_be_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize(("text", "safe"), [("\t=1", "'\\t=1"), ("\r=1", "'\\r=1"), ("\n=1", "'\\n=1")])
def test_a_formula_behind_a_control_character_gets_one_too(text: str, safe: str) -> None:
    assert safe_text(text) == safe


@pytest.mark.parametrize("text", ["Школа № 1", "12 чел.", "а=б", "1-й класс", "", "«цитата»", "-5", "-0.25"])
def test_ordinary_text_and_negative_numbers_stay_as_they_are(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\x00b", "a\\x00b"),
        ("две\nстроки", "две\\nстроки"),
        ("\udc96.xlsx", "\\udc96.xlsx"),
        ("a\u2028b", "a\\u2028b"),
        ("xslx.\u202eexe", "xslx.\\u202eexe"),
    ],
)
def test_unreadable_characters_are_written_out(text: str, safe: str) -> None:
    assert safe_text(text) == safe


@given(st.text(st.characters()) | st.text(alphabet="=+-@\t\r\n＝-0.\ud800'"))
def test_safe_text_never_begins_a_formula_and_can_always_be_written(text: str) -> None:
    safe = safe_text(text)
    safe.encode("utf-8")
    assert not safe.startswith(("=", "+", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
    assert not safe.startswith("-") or float(safe) <= 0


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("текст;=1+1;+2", "текст;'=1+1;'+2"),
        ('текст; "=1+1";', 'текст;\' "=1+1";'),
        ("один; два;три", "один; два;три"),
        (" =1+1", "' =1+1"),
        ("'=1+1", "''=1+1"),
    ],
)
def test_a_formula_behind_a_semicolon_a_blank_or_an_apostrophe_gets_one_too(text: str, safe: str) -> None:
    assert safe_text(text) == safe


@given(st.text(alphabet="=+-@;'\" ＝0\nа"))
def test_text_that_was_made_safe_is_given_back_as_it_was_typed(text: str) -> None:
    assert typed_text(safe_text(text)) == text


@given(st.text(alphabet="=+-@;'\" ＝0\nа"))
def test_no_cell_begins_a_formula_where_a_program_takes_semicolons_for_the_ends_of_cells(text: str) -> None:
    line = io.StringIO()
    csv.writer(line).writerow(["0101", safe_text(text)])
    for cells in csv.reader(io.StringIO(line.getvalue(), newline=""), delimiter=";"):
        assert not any(cell.strip().startswith(("=", "+", "-", "@", "＝")) for cell in cells[1:])
