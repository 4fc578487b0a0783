"""How the user would call a command next, in the same workspace and period."""

from __future__ import annotations

from pathlib import Path


def called(command: str, root: Path, period_id: str | None = None) -> str:
    """«svod consolidate --workspace "D:/Свод" --period 2023».

    The folder is named unless it is the current one, the period where one is given.
    """
    text = str(root)
    folder = (
        "" if root == Path() else f' --workspace "{text}"' if any(map(str.isspace, text)) else f" --workspace {text}"
    )
    period = "" if period_id is None else f" --period {period_id}"
    return f"svod {command}{folder}{period}"
