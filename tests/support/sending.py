"""How tests put a filled form into incoming/."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from support.forms import consistent

from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Value
from engine.workspace.folders import Workspace


def send_form(
    workspace: Workspace,
    rulebook: Rulebook,
    place_id: str,
    name: str,
    changes: dict[str, Value] | None = None,
    period: str = "2024",
) -> Path:
    """Fill the form of a place with numbers that add up, some replaced, and put it into incoming/ under a name."""
    content = consistent(school_content(rulebook, rulebook.periods[period], place_id))
    # 7 of 60 instead of 6: exactly the target would be a warning.
    changed = {Address.parse(address): value for address, value in {"304": 7, **(changes or {})}.items()}
    path = workspace.incoming / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_form(path, replace(content, values={**content.values, **changed}))
    return path


class Send(Protocol):
    """Fills the form of a place with numbers that add up, some replaced, and puts it into incoming/ under a name."""

    def __call__(
        self, place_id: str, name: str, changes: dict[str, Value] | None = None, period: str = "2024"
    ) -> Path: ...
