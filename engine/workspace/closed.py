"""Where closed periods lie: outgoing/<period>/closed/<n>/, n = 1, 2, … ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from engine.workspace.folders import CLOSED, Workspace
from engine.workspace.publication import TABLE_OF_CONTENTS

#: The list of hashes that a version is sealed with; written last.
SEAL = "seal.json"
_NUMBER = re.compile(r"[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class ClosedVersion:
    """One closed version of a period and the folder that holds its outputs."""

    period_id: str
    version: int
    folder: Path


def closed_versions(workspace: Workspace) -> tuple[ClosedVersion, ...]:
    """Every closed version by period id and number; a folder with neither run.json nor a seal is none."""
    found = {
        folder: ClosedVersion(folder.parent.parent.name, int(folder.name), folder)
        for name in (TABLE_OF_CONTENTS, SEAL)
        for folder in (file.parent for file in workspace.outgoing.glob(f"*/{CLOSED}/*/{name}"))
        if _NUMBER.fullmatch(folder.name)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.period_id, each.version)))


def last_closed_versions(workspace: Workspace) -> tuple[ClosedVersion, ...]:
    """The last closed version of every period that has one, by period id."""
    last = {each.period_id: each for each in closed_versions(workspace)}
    return tuple(last.values())
