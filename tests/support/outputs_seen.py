"""What a reader sees who follows run.json, and what a run may not touch."""

from __future__ import annotations

import json
import os
import stat
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
    """Everything in folders with its rights, its time and, where it is a file that may be read, its hash."""
    return {
        str(each): (each.lstat().st_mode, each.lstat().st_mtime_ns, _hash_of_regular(each))
        for folder in folders
        for each in (folder, *folder.rglob("*"))
    }


def _hash_of_regular(path: Path) -> str:
    return sha256_of(path) if stat.S_ISREG(path.lstat().st_mode) and os.access(path, os.R_OK) else ""


def left_over(workspace: Workspace) -> set[str]:
    """Files of the engine's own that no run.json lists and that are no cache."""
    staging = workspace.state / "staging"
    halves = {each for folder in (workspace.outgoing, workspace.rules) for each in folder.rglob("*.new")}
    return {each.relative_to(workspace.root).as_posix() for each in halves | set(staging.glob("*"))}
