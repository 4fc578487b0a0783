"""Says how much of a long task is done."""

from __future__ import annotations

from collections.abc import Callable

#: Told how much of how much is done, whenever something is; in whichever thread it was.
Tick = Callable[[int, int], None]


def in_silence(_done: int, _total: int) -> None:
    """Where nobody waits for it."""
