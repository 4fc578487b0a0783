"""What a reader sees who follows run.json, and what a run may not touch."""

from __future__ import annotations

import json
from pathlib import Path

from engine.workspace.folders import Workspace
from engine.workspace.ownhash import has_own_hash
from engine.workspace.publication import sha256_of

Outputs = dict[str, str]


def seen(target: Path) -> Outputs | None:
    """The outputs that run.json lists, by path, each found as it says; None where there is no run.json."""
    try:
        contents = json.loads((target / "run.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    assert has_own_hash(contents)
    listed = {each["path"]: each["sha256"] for each in contents["outputs"]}
    assert {path: sha256_of(target / path) for path in listed} == listed
    return listed


def untouched(*folders: Path) -> dict[str, tuple[int, int, str]]:
    """Every file in folders with its size, time and hash; every folder with its time."""
    return {
        str(each): (each.stat().st_mode, each.stat().st_mtime_ns, sha256_of(each) if each.is_file() else "")
        for folder in folders
        for each in (folder, *folder.rglob("*"))
    }


def left_over(workspace: Workspace) -> set[str]:
    """Files of the engine's own that no run.json lists and that are no cache."""
    staging = workspace.state / "staging"
    halves = {each for folder in (workspace.outgoing, workspace.rules) for each in folder.rglob("*.new")}
    return {each.relative_to(workspace.root).as_posix() for each in halves | set(staging.glob("*"))}
