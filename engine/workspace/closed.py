"""Where closed periods lie: outgoing/<period>/closed/<n>/, n = 1, 2, … ."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.workspace.folders import Workspace
from engine.workspace.publication import TABLE_OF_CONTENTS

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ClosedVersion:
    """One closed version of a period and the folder that holds its outputs."""

    period_id: str
    version: int
    folder: Path


def last_closed_versions(workspace: Workspace) -> tuple[ClosedVersion, ...]:
    """The last closed version of every period that has one, by period id; one without run.json was never finished."""
    found: dict[str, ClosedVersion] = {}
    for contents in workspace.outgoing.glob(f"*/{CLOSED}/*/{TABLE_OF_CONTENTS}"):
        folder = contents.parent
        if not folder.name.isascii() or not folder.name.isdecimal():
            continue
        version = ClosedVersion(folder.parent.parent.name, int(folder.name), folder)
        if version.period_id not in found or found[version.period_id].version < version.version:
            found[version.period_id] = version
    return tuple(found[period_id] for period_id in sorted(found))
