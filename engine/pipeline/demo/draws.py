"""Repeatable draws: the same place and the same question always give the same answer, on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def draw(place_id: str, question: str) -> float:
    """A number from 0 (included) to 1 (excluded) that depends on nothing but the two texts."""
    digest = sha256(f"{place_id}/{question}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def between(place_id: str, question: str, low: float, high: float) -> float:
    """A number from ``low`` to ``high``."""
    return low + (high - low) * draw(place_id, question)


def one_of(place_id: str, question: str, choices: Sequence[T]) -> T:
    """One of several things."""
    return choices[int(draw(place_id, question) * len(choices))]
