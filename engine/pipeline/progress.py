"""How a verb tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told the name of a stage when it begins, and within a long one how much of how much is done."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Hear of it."""


def in_silence(stage: str, done: int = 0, total: int = 0) -> None:
    """Where nobody waits for it."""
