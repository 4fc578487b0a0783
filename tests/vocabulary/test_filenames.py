from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.filenames import LONGEST, file_safe, named


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("0101 МБОУ «СОШ № 1»", "0101 МБОУ «СОШ № 1»"),
        ('СОШ "Луч" / корпус 2', "СОШ Луч корпус 2"),
        ("..\\..\\тайна", "тайна"),
        ("  два   пробела. ", "два пробела"),
        ("строка\nстрока\x07", "строкастрока"),
        ("школа \U0001f3eb", "школа"),
    ],
)
def test_what_a_file_name_cannot_hold_is_left_out(text: str, safe: str) -> None:
    assert file_safe(text) == safe


@given(st.text(), st.sampled_from(["отчёт 2024.xlsx", "муниципальный свод 2023-2024.xlsx"]))
def test_name_is_short_safe_and_keeps_its_tail(owner: str, tail: str) -> None:
    name = named(file_safe(owner), tail)
    assert len(name) <= LONGEST
    assert name.endswith(f" – {tail}")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert unicodedata.is_normalized("NFC", file_safe(owner))
