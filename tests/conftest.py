"""Fixtures that every package's tests share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.forms import consistent
from support.rules import Rules
from support.sending import Send

from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Registry
from engine.workspace.folders import Workspace


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


@pytest.fixture
def workspace(tmp_path: Path, rules_dir: Path) -> Workspace:
    """A workspace with the repository's rules and an empty incoming/."""
    (tmp_path / "incoming").mkdir()
    (tmp_path / "rules").symlink_to(rules_dir, target_is_directory=True)
    return Workspace(tmp_path)


@pytest.fixture
def send(workspace: Workspace, rulebook: Rulebook) -> Send:
    """Puts filled forms into the workspace's incoming/."""

    def sent(place_id: str, name: str, changes: dict[str, Value] | None = None, period: str = "2024") -> Path:
        content = consistent(school_content(rulebook, rulebook.periods[period], place_id))
        # 7 of 60 instead of 6: exactly the target would be a warning.
        changed = {Address.parse(address): value for address, value in {"304": 7, **(changes or {})}.items()}
        path = workspace.incoming / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_form(path, replace(content, values={**content.values, **changed}))
        return path

    return sent
