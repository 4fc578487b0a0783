"""Outputs of earlier runs that could not be removed, because they were open elsewhere, until the next publication."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from engine.workspace.durable import write_json
from engine.workspace.folders import Workspace

_FOLDER = "left"


def left_over(workspace: Workspace, name: str) -> set[str]:
    """Paths that an earlier publication of a set could not remove, and the next one has to."""
    try:
        paths = json.loads(_note(workspace, name).read_text(encoding="utf-8"))["paths"]
        return {each for each in paths if isinstance(each, str)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def note_left_over(workspace: Workspace, name: str, left: Sequence[str]) -> None:
    """Keep in mind until the next publication what could not be removed."""
    note = _note(workspace, name)
    if left:
        note.parent.mkdir(parents=True, exist_ok=True)
        write_json(note, {"paths": left})
    else:
        note.unlink(missing_ok=True)


def _note(workspace: Workspace, name: str) -> Path:
    return workspace.state / _FOLDER / f"{name}.json"
