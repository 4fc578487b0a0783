"""Publication of outputs: staged in full, then put in place file by file, run.json last."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from engine.workspace.folders import CLOSED, Workspace
from engine.workspace.ownhash import with_own_hash

TABLE_OF_CONTENTS = "run.json"
#: Kinds of outputs that are sent on and may be moved or reworded by whoever sends them; no number rests on them.
CORRESPONDENCE = frozenset({"return", "letter", "document"})
_JOURNAL = "publication.json"
_TRIES = 3
_PAUSE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did.

    ``contents`` is run.json as it was written; ``renamed`` maps a wanted path, open elsewhere, to the one written
    instead.
    """

    folder: Path
    contents: dict[str, Any]
    renamed: dict[str, str]


def staging_area(workspace: Workspace, name: str) -> Path:
    """An empty folder to write a set of outputs into, on the same disk as outgoing/."""
    folder = workspace.state / "staging" / name
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def sha256_if_there(path: Path) -> str | None:
    """SHA-256 of a file's bytes; None where there is no such file."""
    try:
        return sha256_of(path)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def publish(
    workspace: Workspace,
    name: str,
    target: Path,
    contents: Mapping[str, Any],
    *,
    pause: Callable[[float], None] = time.sleep,
) -> Published:
    """Put the staged set ``name`` into ``target`` and write ``contents`` as its run.json.

    Until the last step ``target`` has no run.json, so whoever follows run.json sees the old set, nothing, or the new
    set, never a mixture. A file that is open elsewhere is written beside under another name, which run.json then tells.
    Files that the previous run.json listed and the new one does not are removed, and folders emptied by that. Should
    the process end in between, `finish_interrupted` does the rest at the next start.
    """
    staged = workspace.state / "staging" / name
    stale = sorted(_listed(target) - _paths(contents))
    journal = {"target": workspace.relative(target), "contents": contents, "stale": stale, "renamed": {}}
    write_json(staged / _JOURNAL, journal)
    return _put_in_place(workspace, staged, pause)


def finish_interrupted(workspace: Workspace) -> tuple[str, ...]:
    """Finish publications that were staged in full, drop what was not; return the names of the finished ones."""
    area = workspace.state / "staging"
    if not area.is_dir():
        return ()
    finished = []
    for staged in sorted(each for each in area.iterdir() if each.is_dir()):
        if (staged / _JOURNAL).is_file():
            _put_in_place(workspace, staged, time.sleep)
            finished.append(staged.name)
        else:
            shutil.rmtree(staged)
    return tuple(finished)


def _put_in_place(workspace: Workspace, staged: Path, pause: Callable[[float], None]) -> Published:
    journal = json.loads((staged / _JOURNAL).read_text(encoding="utf-8"))
    target, contents, renamed = workspace.root / journal["target"], journal["contents"], journal["renamed"]
    target.mkdir(parents=True, exist_ok=True)
    (target / TABLE_OF_CONTENTS).unlink(missing_ok=True)
    for source in sorted(each for each in staged.rglob("*") if each.is_file() and each.name != _JOURNAL):
        wanted = source.relative_to(staged).as_posix()
        flush(source)
        if wanted not in renamed and replaced(source, target / wanted, pause):
            continue
        for beside in _names_beside(target / wanted):
            # Noted before it is done: should the process end here, the next start still knows the name.
            renamed[wanted] = beside.relative_to(target).as_posix()
            write_json(staged / _JOURNAL, journal)
            if replaced(source, beside, pause, tries=1):
                break
        else:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target / wanted))
    _remove_stale(target, journal["stale"])
    for output in contents["outputs"]:
        output["path"] = renamed.get(output["path"], output["path"])
    contents = with_own_hash(contents)
    write_json(target / TABLE_OF_CONTENTS, contents)
    shutil.rmtree(staged)
    return Published(target, contents, renamed)


def is_inside(path: str) -> bool:
    """Tell whether a path that a table of contents lists stays in the folder that it is about."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/") and not {":", "\\"} & set(path)


def replaced(source: Path, goal: Path, pause: Callable[[float], None], tries: int = _TRIES) -> bool:
    """Move a file or folder into its place; False while Windows refuses because a file is open in Excel."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(tries):
        try:
            source.replace(goal)
        except PermissionError:
            if attempt < tries - 1:
                pause(_PAUSE_SECONDS)
        else:
            return True
    return False


def _names_beside(goal: Path) -> Iterator[Path]:
    yield goal.with_name(f"{goal.stem} (новый){goal.suffix}")
    for number in range(2, 10):
        yield goal.with_name(f"{goal.stem} (новый {number}){goal.suffix}")


def _remove_stale(target: Path, stale: Iterable[str]) -> None:
    for path in stale:
        # The list comes from our own run.json; yet nothing outside the period's folder, and nothing closed, is removed.
        if not is_inside(path) or PurePosixPath(path).parts[0].casefold() == CLOSED:
            continue
        try:
            (target / path).unlink(missing_ok=True)
        except PermissionError:
            continue
        _remove_emptied(target, PurePosixPath(path))


def _remove_emptied(target: Path, removed: PurePosixPath) -> None:
    """Remove the folders that held nothing but what was removed; whatever else lies in one keeps it."""
    for folder in list(removed.parents)[:-1]:
        try:
            (target / folder).rmdir()
        except OSError:
            return


def _listed(target: Path) -> set[str]:
    try:
        paths = _paths(json.loads((target / TABLE_OF_CONTENTS).read_text(encoding="utf-8")))
        return {each for each in paths if isinstance(each, str)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _paths(contents: Mapping[str, Any]) -> set[str]:
    return {output["path"] for output in contents["outputs"]}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a small file of our own: whole and on the disk, or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    flush(beside)
    beside.replace(path)


def flush(path: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    # "r+b": Windows flushes only what is open for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())
