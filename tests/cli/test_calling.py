"""How a command is called next."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.cli.calling import called


@pytest.mark.parametrize(
    ("root", "period", "line"),
    [
        (Path(), None, "svod close"),
        (Path(), "2023", "svod close --period 2023"),
        (Path("w"), "2023", "svod close --workspace w --period 2023"),
        (Path("Рабочая папка"), None, 'svod close --workspace "Рабочая папка"'),
    ],
)
def test_folder_and_period_are_named_where_they_are_not_the_usual_ones(
    root: Path, period: str | None, line: str
) -> None:
    assert called("close", root, period) == line
