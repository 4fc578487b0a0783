"""Fixtures that every package's tests share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from support.closings import write_small_rules
from support.rules import Rules
from support.sending import Send, send_form
from support.workspaces import made_workspace

from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Value
from engine.vocabulary.places import Registry
from engine.workspace.folders import Workspace

# How long an example takes says more about the machine than about the code.
settings.register_profile("svod", deadline=None)
settings.load_profile("svod")


@pytest.fixture(scope="session")
def rules_dir() -> Path:
    """The repository's own rules pack."""
    return Path(__file__).parent.parent / "rules"


@pytest.fixture(scope="session")
def rulebook(rules_dir: Path) -> Rulebook:
    """The repository's own rules pack, loaded."""
    return load_rulebook(rules_dir)


@pytest.fixture(scope="session")
def period(rulebook: Rulebook) -> Period:
    """The demo's period."""
    return rulebook.periods["2024"]


@pytest.fixture(scope="session")
def planless(rules_dir: Path) -> Rulebook:
    """The repository's rules where nobody follows a roadmap."""
    rulebook = load_rulebook(rules_dir)
    places = [replace(place, roadmaps=()) for place in rulebook.registry.places.values()]
    return replace(rulebook, registry=Registry.of(places))


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """A copy of the repository's rules pack that the test may spoil."""
    return Rules(tmp_path)


@pytest.fixture(scope="session")
def small_rules(tmp_path_factory: pytest.TempPathFactory, rules_dir: Path) -> Path:
    """The repository's rules pack with two districts and four schools of it."""
    folder = tmp_path_factory.mktemp("small") / "rules"
    write_small_rules(rules_dir, folder)
    return folder


@pytest.fixture(scope="session")
def kept_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefilled forms that one test's run wrote and the next one takes: writing 76 of them costs seconds."""
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(scope="session")
def kept_small_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for the rules pack with four schools."""
    return tmp_path_factory.mktemp("small_forms")


@pytest.fixture
def workspace(tmp_path: Path, rules_dir: Path, kept_forms: Path) -> Workspace:
    """A workspace with the repository's rules and an empty incoming/."""
    return made_workspace(tmp_path, rules_dir, kept_forms)


@pytest.fixture
def send(workspace: Workspace, rulebook: Rulebook) -> Send:
    """Puts filled forms into the workspace's incoming/."""

    def sent(place_id: str, name: str, changes: dict[str, Value] | None = None, period: str = "2024") -> Path:
        return send_form(workspace, rulebook, place_id, name, changes, period)

    return sent
