"""Closed versions: written whole or not at all, sealed with a list of hashes, and looked over for what was altered."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from engine.vocabulary.filenames import LOCK_FILE, SYSTEM_FILE
from engine.workspace.closed import SEAL, ClosedVersion, closed_versions
from engine.workspace.durable import flush, flush_folder, write_json
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.ledger import highest_versions, note_closed
from engine.workspace.ownhash import has_own_hash, with_own_hash
from engine.workspace.publication import (
    CORRESPONDENCE,
    TABLE_OF_CONTENTS,
    is_inside,
    replaced,
    sha256_if_there,
    sha256_of,
    staging,
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a version was sealed with: ``files`` are SHA-256 by path in its folder, run.json among them.

    ``previous`` is the SHA-256 of the seal of the version before, None for the first one: an earlier version cannot be
    sealed anew without a later one telling. ``previous_version`` is its number, as a rule one less.
    """

    period_id: str
    version: int
    as_of: date
    closed_on: date
    engine_version: str
    files: Mapping[str, str]
    previous: str | None
    previous_version: int | None


#: Gives the content of an output as it stands in a closed version, by its content and the version's number.
Restated = Callable[[bytes, int], bytes]


@dataclass(frozen=True, slots=True)
class Alterations:
    """What is no longer as it was sealed, as paths in the version's folder, sorted.

    A seal that cannot be believed is itself ``altered`` or ``missing``; nothing else is said then. The seal of the
    version before is ``../<n>/seal.json``.
    """

    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.altered or self.missing or self.added)


def seal_outputs(
    workspace: Workspace,
    period_id: str,
    closed_on: date,
    engine_version: str,
    *,
    lost: int = 0,
    restated: Mapping[str, Restated] = MappingProxyType({}),
    pause: Callable[[float], None] = time.sleep,
) -> ClosedVersion:
    """Copy the outputs that a period's run.json lists, and run.json, to closed/<n>/ and seal them: all or nothing.

    Letters and returns are copied as they are by now; one that was moved away is left out. The number is above that of
    every version that is there, that the ledger knows, and above ``lost``. Outputs of a kind that ``restated`` names
    say in their copies which version they are; the copy of run.json tells the hashes of the copies.

    The copy is made aside, its seal last, and put in place by one renaming of its folder. A copy that was left
    unfinished is dropped at the next start, as every set that was not staged in full.

    Raises:
        WorkspaceError: an output is not the one that run.json tells of, or the folder cannot be put in place.
    """
    _require_folder(workspace.closed(period_id))
    source = workspace.outgoing / period_id
    contents = json.loads((source / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
    before = [each for each in closed_versions(workspace) if each.period_id == period_id]
    number = max(highest_versions(workspace).get(period_id, 0), lost) + 1
    with staging(workspace, f"closed-{period_id}") as staged:
        files = _copied(source, staged, _expected(source, contents["outputs"]))
        files |= _restate(staged, contents, number, restated)
        seal = {
            "version": number,
            "period": period_id,
            "as_of": contents["as_of"],
            "closed_on": closed_on.isoformat(),
            "engine_version": engine_version,
            "previous": sha256_of(before[-1].folder / SEAL) if before else None,
            "previous_version": before[-1].version if before else None,
            "files": files,
        }
        write_json(staged / SEAL, with_own_hash(seal))
        version = ClosedVersion(period_id, number, workspace.closed(period_id) / str(number))
        _put_in_place(staged, version, pause)
    note_closed(workspace, version)
    return version


def seal_of(version: ClosedVersion) -> Seal:
    """Read a version's seal.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not the seal of this version.
    """
    try:
        content = json.loads((version.folder / SEAL).read_text(encoding="utf-8"))
        seal = Seal(
            period_id=content["period"],
            version=content["version"],
            as_of=date.fromisoformat(content["as_of"]),
            closed_on=date.fromisoformat(content["closed_on"]),
            engine_version=content["engine_version"],
            files=dict(content["files"]),
            previous=content["previous"],
            previous_version=content["previous_version"],
        )
        ours = has_own_hash(content)
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(SEAL) from fault
    ours = ours and (seal.period_id, seal.version) == (version.period_id, version.version)
    if not ours or TABLE_OF_CONTENTS not in seal.files or not all(map(is_inside, seal.files)):
        raise ValueError(SEAL)
    return seal


def verify(version: ClosedVersion) -> Alterations:
    """Compare everything in a version's folder with its seal; what programs leave behind by themselves is passed over.

    Raises:
        OSError: a file is there but cannot be read.
    """
    try:
        seal = seal_of(version)
    except FileNotFoundError:
        return Alterations(missing=(SEAL,))
    except ValueError:
        return Alterations(altered=(SEAL,))
    wanted = {**seal.files, **_seal_before(seal)}
    found = {path: sha256_if_there(version.folder / path) for path in wanted}
    if found[TABLE_OF_CONTENTS] == wanted[TABLE_OF_CONTENTS] and not _covers_outputs(version, seal):
        return Alterations(altered=(SEAL,))
    return Alterations(
        altered=tuple(sorted(path for path, sha256 in found.items() if sha256 not in (None, wanted[path]))),
        missing=tuple(sorted(path for path, sha256 in found.items() if sha256 is None)),
        added=tuple(sorted(path for path in _own_files(version.folder) if path not in (SEAL, *seal.files))),
    )


def _covers_outputs(version: ClosedVersion, seal: Seal) -> bool:
    """Tell whether a seal lists every output that run.json does, but for what may have been moved away by then."""
    contents = json.loads((version.folder / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
    outputs = [each for each in contents["outputs"] if each["kind"] not in CORRESPONDENCE]
    return all(seal.files.get(each["path"]) == each["sha256"] for each in outputs)


def _require_folder(closed: Path) -> None:
    if closed.exists() and not closed.is_dir():
        raise WorkspaceError(
            f"«{closed}» – файл, а под этим именем должна быть папка закрытых версий. Переименуйте или уберите его и "
            "закройте период снова.",
            f"{closed} is a file where the folder of closed versions belongs. Move it elsewhere and close again.",
        )


def _expected(source: Path, outputs: Iterable[Mapping[str, str]]) -> dict[str, str | None]:
    """The SHA-256 that each output must have, by path; None where any will do."""
    sent = {each["path"] for each in outputs if each["kind"] in CORRESPONDENCE and is_inside(each["path"])}
    return {
        each["path"]: None if each["path"] in sent else each["sha256"]
        for each in outputs
        if each["path"] not in sent or (source / each["path"]).is_file()
    }


def _copied(source: Path, staged: Path, outputs: Mapping[str, str | None]) -> dict[str, str]:
    """Copy the outputs and run.json; return what was copied, as SHA-256 by path."""
    files = {}
    for path in [*sorted(outputs), TABLE_OF_CONTENTS]:
        if not is_inside(path):
            raise _changed(path)
        goal = staged / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, goal)
        flush(goal)
        files[path] = sha256_of(goal)
        if outputs.get(path) not in (None, files[path]):
            raise _changed(path)
    return files


def _restate(
    staged: Path, contents: Mapping[str, Any], number: int, restated: Mapping[str, Restated]
) -> dict[str, str]:
    """Let copies say which version they are; return the SHA-256 of what was written anew, run.json among it."""
    files: dict[str, str] = {}
    for output in contents["outputs"]:
        if output["kind"] in restated and (copy := staged / output["path"]).is_file():
            copy.write_bytes(restated[output["kind"]](copy.read_bytes(), number))
            flush(copy)
            files[output["path"]] = sha256_of(copy)
    if files:
        outputs = [{**each, "sha256": files.get(each["path"], each["sha256"])} for each in contents["outputs"]]
        write_json(staged / TABLE_OF_CONTENTS, with_own_hash({**contents, "outputs": outputs}))
        files[TABLE_OF_CONTENTS] = sha256_of(staged / TABLE_OF_CONTENTS)
    return files


def _changed(path: str) -> WorkspaceError:
    return WorkspaceError(
        f"Файл «{path}» изменился после сборки свода. Запустите svod consolidate и закройте период снова.",
        f"{path!r} changed after the consolidation. Run svod consolidate and close the period again.",
    )


def _put_in_place(staged: Path, version: ClosedVersion, pause: Callable[[float], None]) -> None:
    for folder in sorted(each for each in staged.rglob("*") if each.is_dir()):
        flush_folder(folder)
    flush_folder(staged)
    _make_room(version.folder)
    if not replaced(staged, version.folder, pause):
        raise WorkspaceError(
            f"Папку «{version.folder}» не удалось создать: файлы заняты другой программой. Закройте её и повторите.",
            f"{version.folder} could not be made: its files are open in another program. Close it and run again.",
        )
    flush_folder(version.folder.parent)
    for file in _files(version.folder):
        with suppress(OSError):
            file.chmod(0o444)


def _make_room(folder: Path) -> None:
    """Put aside what stands in the way without being a version; nothing in closed/ is ever removed."""
    number = 1
    while folder.exists():
        beside = folder.with_name(f"{folder.name} (не закрыто {number})")
        if not beside.exists():
            folder.replace(beside)
        number += 1


def _seal_before(seal: Seal) -> dict[str, str]:
    """The seal of the version before as this one knows it, by its path from here."""
    return {} if seal.previous is None else {f"../{seal.previous_version}/{SEAL}": seal.previous}


def _own_files(folder: Path) -> Iterator[str]:
    for file in _files(folder):
        if not LOCK_FILE.fullmatch(file.name) and not SYSTEM_FILE.fullmatch(file.name):
            yield PurePosixPath(file.relative_to(folder)).as_posix()


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if not each.is_dir())
