"""Closed versions that are not there any more: which were lost, and of which the outputs already know it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.report.datapackage import FILE_NAME
from engine.report.tidy import FOLDER
from engine.workspace.closed import last_closed_versions
from engine.workspace.folders import Workspace
from engine.workspace.ledger import highest_versions


def lost_versions(workspace: Workspace) -> dict[str, int]:
    """The last version that each period was closed as, by period id, where that version is not there any more.

    The ledger tells; where it was lost too, the outputs that rest on the version or were compared with it.

    Raises:
        WorkspaceError: the ledger cannot be read.
    """
    there = {each.period_id: each.version for each in last_closed_versions(workspace)}
    highest = highest_versions(workspace)
    for file in workspace.outgoing.glob(f"*/{FOLDER}/{FILE_NAME}"):
        described = _described(file)
        for name in ("closed", "closed_lost"):
            for period_id, version in _versions(described, name).items():
                highest[period_id] = max(version, highest.get(period_id, 0))
    return {each: highest[each] for each in sorted(highest) if highest[each] > there.get(each, 0)}


def lost_when_consolidated(outputs: Path) -> Mapping[str, int]:
    """The versions that were lost already when these outputs were made, by period id."""
    return _versions(_described(outputs / FOLDER / FILE_NAME), "closed_lost")


def _described(file: Path) -> Mapping[str, Any]:
    """A datapackage.json; nothing where it cannot be read: whoever relies on the outputs finds that out."""
    try:
        described = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return described if isinstance(described, dict) else {}


def _versions(described: Mapping[str, Any], name: str) -> dict[str, int]:
    versions = described.get(name)
    return {each: n for each, n in versions.items() if type(n) is int} if isinstance(versions, dict) else {}
