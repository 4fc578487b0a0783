"""What keeps a cell from being explained."""

from __future__ import annotations

from engine.vocabulary.faults import BilingualError


class ExplainError(BilingualError):
    """The cell cannot be explained."""
