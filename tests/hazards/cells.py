"""Mess in cells: what curators and their programs put where a number, a date or a word is asked for."""

from __future__ import annotations

from hazards.case import Case, one

CASES: tuple[Case, ...] = (
    one(
        "digits of a wide alphabet",
        "１２",
        lambda good: good.typed({"308.1": "１２"}),
        "warned",
        "V01",
        values={"308.1": 12},
    ),
)
