"""Fixtures that every package's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.rules import Rules

from engine.rulebook.loading import load_rulebook
from engine.rulebook.rulebook import Rulebook


@pytest.fixture(scope="session")
def rules_dir() -> Path:
    """The repository's own rules pack."""
    return Path(__file__).parent.parent / "rules"


@pytest.fixture(scope="session")
def rulebook(rules_dir: Path) -> Rulebook:
    """The repository's own rules pack, loaded."""
    return load_rulebook(rules_dir)


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """A copy of the repository's rules pack that the test may spoil."""
    return Rules(tmp_path)
