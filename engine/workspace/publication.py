"""Publication of outputs: staged in full, then put in place file by file, run.json last."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from engine.workspace.durable import flush, flush_folder, write_json
from engine.workspace.errors import HalfPublishedError
from engine.workspace.folders import CLOSED, Workspace
from engine.workspace.leftover import left_over, note_left_over
from engine.workspace.ownhash import with_own_hash
from engine.workspace.uninterrupted import uninterrupted

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


@contextmanager
def staging(workspace: Workspace, name: str) -> Iterator[Path]:
    """The same for a while: what was not staged in full by then is dropped, so that it takes no room on a full disk."""
    folder = staging_area(workspace, name)
    try:
        yield folder
    finally:
        if not (folder / _JOURNAL).is_file():
            shutil.rmtree(folder, ignore_errors=True)


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

    Everything is on the disk, and every folder made, before the old run.json is taken away; what follows are renamings,
    the new run.json last. In between ``target`` has no run.json, so whoever follows it sees the old set, nothing, or
    the new set, never a mixture. What is there already is left alone; a file that is open elsewhere is written beside
    under another name, which run.json then tells. Files that the previous run.json listed and the new one does not are
    removed, and folders emptied by that. Should the process end in between, `finish_interrupted` does the rest at the
    next start.

    Raises:
        OSError: the set cannot be published; the old one stays.
        HalfPublishedError: the system refused in the middle; the next start finishes.
    """
    staged = workspace.state / "staging" / name
    for file in _files(staged):
        flush(file)
    write_json(staged / TABLE_OF_CONTENTS, with_own_hash(contents))
    _make_folders(staged, target)
    stale = sorted((_listed(target) | left_over(workspace, name)) - _paths(contents))
    write_json(staged / _JOURNAL, {"target": workspace.relative(target), "stale": stale, "renamed": {}})
    with uninterrupted():
        return _put_in_place(workspace, staged, pause)


def finish_interrupted(workspace: Workspace) -> tuple[str, ...]:
    """Finish publications that were staged in full, drop what was not; return the names of the finished ones.

    Raises:
        OSError: one cannot be finished yet.
        HalfPublishedError: the same.
    """
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
    target = workspace.root / journal["target"]
    if (staged / TABLE_OF_CONTENTS).is_file():
        _make_folders(staged, target)
        (target / TABLE_OF_CONTENTS).unlink(missing_ok=True)
        flush_folder(target)
        try:
            _move(staged, target, journal, pause)
        except OSError as fault:
            raise HalfPublishedError(target, fault) from fault
    contents = json.loads((target / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
    # The set is published: what cannot be tidied up now is tidied up at the next start.
    with suppress(OSError):
        note_left_over(workspace, staged.name, _remove_stale(target, journal["stale"]))
        (staged / _JOURNAL).unlink()
        shutil.rmtree(staged)
    return Published(target, contents, journal["renamed"])


def _move(staged: Path, target: Path, journal: dict[str, Any], pause: Callable[[float], None]) -> None:
    """Move the staged files, and the table of contents when all the others are there."""
    renamed = journal["renamed"]
    for source in _files(staged):
        wanted = source.relative_to(staged).as_posix()
        if wanted not in renamed and _is_there(source, target / wanted):
            continue  # it goes with the rest of the staging area
        if wanted in renamed or not replaced(source, target / wanted, pause):
            _move_beside(source, target / wanted, staged, journal, pause)
    for folder in _folders(staged, target):
        flush_folder(folder)
    if renamed:
        contents = json.loads((staged / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
        for output in contents["outputs"]:
            output["path"] = renamed.get(output["path"], output["path"])
        write_json(staged / TABLE_OF_CONTENTS, with_own_hash(contents))
    if not replaced(staged / TABLE_OF_CONTENTS, target / TABLE_OF_CONTENTS, pause):
        raise _no_right(target / TABLE_OF_CONTENTS)
    flush_folder(target)


def _is_there(source: Path, goal: Path) -> bool:
    """Tell whether a file stands in its place already: what did not change may be open in Excel meanwhile."""
    try:
        return goal.stat().st_size == source.stat().st_size and sha256_of(goal) == sha256_of(source)
    except OSError:
        return False


def _move_beside(
    source: Path, goal: Path, staged: Path, journal: dict[str, Any], pause: Callable[[float], None]
) -> None:
    target = goal.parents[len(source.relative_to(staged).parts) - 1]
    for beside in _names_beside(goal):
        # Noted before it is done: should the process end here, the next start still knows the name.
        journal["renamed"][goal.relative_to(target).as_posix()] = beside.relative_to(target).as_posix()
        write_json(staged / _JOURNAL, journal)
        if replaced(source, beside, pause, tries=1):
            return
    raise _no_right(goal)


def _files(staged: Path) -> list[Path]:
    """The staged outputs."""
    ours = {staged / name for name in (_JOURNAL, TABLE_OF_CONTENTS)}
    return sorted(each for each in staged.rglob("*") if each.is_file() and each not in ours)


def _folders(staged: Path, target: Path) -> list[Path]:
    """The folders that the staged outputs go to."""
    inner = sorted(each.relative_to(staged) for each in staged.rglob("*") if each.is_dir())
    return [target, *(target / each for each in inner)]


def _make_folders(staged: Path, target: Path) -> None:
    """Make the folders while the old set is still there; what cannot be written is noticed now and not in the middle.

    Raises:
        OSError: a folder cannot be made or written.
    """
    for folder in _folders(staged, target):
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise _no_right(folder)


def _no_right(path: Path) -> PermissionError:
    return PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def is_inside(path: str) -> bool:
    """Tell whether a path that a table of contents lists stays in the folder that it is about."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/") and not {":", "\\"} & set(path)


def replaced(source: Path, goal: Path, pause: Callable[[float], None], tries: int = _TRIES) -> bool:
    """Move a file or folder into its place; False while Windows refuses because a file is open in Excel.

    False too where somebody's folder has the name; whatever else the system refuses is tried again as well.

    Raises:
        OSError: the system refused each time for another reason.
    """
    goal.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(tries):
        try:
            source.replace(goal)
        except OSError as fault:
            is_last = attempt == tries - 1
            if is_last and not isinstance(fault, PermissionError | IsADirectoryError):
                raise
            if not is_last:
                pause(_PAUSE_SECONDS)
        else:
            return True
    return False


def _names_beside(goal: Path) -> Iterator[Path]:
    yield goal.with_name(f"{goal.stem} (новый){goal.suffix}")
    for number in range(2, 10):
        yield goal.with_name(f"{goal.stem} (новый {number}){goal.suffix}")


def _remove_stale(target: Path, stale: Iterable[str]) -> list[str]:
    """Remove what is no output any more; return what is open elsewhere and has to wait."""
    left = []
    for path in stale:
        # The list comes from our own run.json; yet nothing outside the period's folder, and nothing closed, is removed.
        if not is_inside(path) or PurePosixPath(path).parts[0].casefold() == CLOSED:
            continue
        try:
            (target / path).unlink(missing_ok=True)
        except OSError:
            left.append(path)
            continue
        _remove_emptied(target, PurePosixPath(path))
    return left


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
