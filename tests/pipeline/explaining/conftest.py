"""One region for all tests of this folder: consolidating it takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.explaining import Book, explained_workspace

from engine.workspace.folders import Workspace

REGION = "Региональный свод 2024.xlsx"


@pytest.fixture(scope="session")
def explained(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Workspace:
    """The workspace; nobody changes it."""
    return explained_workspace(tmp_path_factory.mktemp("explained"), small_rules)


@pytest.fixture(scope="session")
def region(explained: Workspace) -> Book:
    """The region workbook of 2024."""
    return Book(explained, explained.outgoing / "2024" / REGION)
