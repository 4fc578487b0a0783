"""How tests put a filled form into incoming/."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from engine.vocabulary.fields import Value


class Send(Protocol):
    """Fills the form of a place with numbers that add up, some replaced, and puts it into incoming/ under a name."""

    def __call__(
        self, place_id: str, name: str, changes: dict[str, Value] | None = None, period: str = "2024"
    ) -> Path: ...
