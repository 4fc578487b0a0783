"""What an explanation says and what it was given for; the formulas of the form tell the same of its first two parts.

An explanation has words: three letters at least, so that no number, date or dash explains anything. Blanks and ends of
lines make no difference between two of them. What it was given for is a fingerprint of a broken relation's sentences,
which hold its numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import what

#: The letters that are counted, and how many of them an explanation has at least.
_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz"
LETTERS = _ALPHABET + _ALPHABET.upper()
FEWEST_LETTERS = 3
_LENGTH = 12


def has_words(text: str) -> bool:
    """Tell whether a text can explain anything."""
    return sum(letter in LETTERS for letter in text) >= FEWEST_LETTERS


def same_words(text: str, other: str) -> bool:
    """Tell whether two texts differ in blanks and ends of lines only."""
    return text.split() == other.split()


def given_for(findings: Iterable[Finding]) -> str:
    """The fingerprint of all findings of one relation in one submission: the same as long as the numbers are."""
    said = sorted(what(finding, "ru") for finding in findings)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:_LENGTH]
