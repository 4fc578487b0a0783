"""Golden files: a text that stands in the repository and is read in review; SVOD_GOLDEN=write writes it anew."""

from __future__ import annotations

import os
from pathlib import Path


def assert_golden(text: str, path: Path) -> None:
    """Compare a text with its golden file."""
    if os.environ.get("SVOD_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text, (
        f"{path.name} differs; if meant, run with SVOD_GOLDEN=write and review"
    )
