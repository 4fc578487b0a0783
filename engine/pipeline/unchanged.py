"""Whether a run would give what already stands in outgoing/, and what the run that wrote it had to say."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.intake.listing import list_files
from engine.intake.refusal import Refused
from engine.intake.snapshot import take_snapshot
from engine.pipeline.choices import Asked
from engine.pipeline.generation import generation
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Severity
from engine.workspace.durable import write_json
from engine.workspace.folders import Workspace
from engine.workspace.leftover import left_over
from engine.workspace.ownhash import has_own_hash, with_own_hash
from engine.workspace.publication import TABLE_OF_CONTENTS, is_inside, sha256_if_there

#: Codes of what may be the machine's doing and not the file's: the next reading may end otherwise.
_PASSING = frozenset({"F06", "F07", "F27", "S07", "S08"})
_FOLDER = "said"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything that decides what a run writes and says: ``key`` is a hash over it, ``files`` are those that were met.

    ``files`` holds the hash of every file of incoming/ that is opened, by path.
    """

    key: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a run said: its ``contents`` (run.json), ``lines`` for people, and what its exit code rests on."""

    contents: dict[str, Any]
    lines: tuple[str, ...]
    open_severities: frozenset[Severity]
    unusable: bool


def circumstances_of(
    workspace: Workspace, rulebook: Rulebook, asked: Asked, returning: str, language: str
) -> Circumstances | None:
    """The circumstances of a run that begins now; None where a file cannot be read or changes meanwhile."""
    listed = list_files(workspace.incoming)
    try:
        files = {each.path: take_snapshot(each.location).sha256 for each in listed if each.code is None}
    except Refused:
        return None
    told = {
        "program": generation(),
        "root": str(workspace.root),
        "rules": rulebook.sha256,
        "closed": [(each.period.id, each.version, each.altered, each.added) for each in rulebook.closed.periods],
        "lost": sorted(rulebook.closed.lost.items()),
        "asked": (asked.period.id, asked.as_of.isoformat(), asked.period_by_default, asked.as_of_by_default),
        "how": (asked.strict, returning, language),
        "templates": _templates(workspace.templates),
        "incoming": [(each.path, each.code, each.odd, each.enclosure, each.size, each.modified_ns) for each in listed],
        "contents": files,
    }
    return Circumstances(hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest(), files)


def said_before(workspace: Workspace, period_id: str, circumstances: Circumstances | None) -> Said | None:
    """What the run said that wrote what stands in outgoing/, if one begun now would write and say the same.

    None where it would not, where an output was touched since, and where nothing is known.
    """
    if circumstances is None or left_over(workspace, period_id):
        return None
    outputs = workspace.outgoing / period_id
    try:
        note = _read(_note(workspace, period_id))
        if not has_own_hash(note) or note["circumstances"] != circumstances.key:
            return None
        contents = _read(outputs / TABLE_OF_CONTENTS)
        if not has_own_hash(contents) or contents["content_sha256"] != note["run"]:
            return None
        severities = frozenset(Severity(each) for each in note["open"])
        said = Said(contents, tuple(note["lines"]), severities, note["unusable"])
        listed = [(str(each["path"]), each["sha256"]) for each in contents["outputs"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    untouched = all(is_inside(path) and sha256_if_there(outputs / path) == sha256 for path, sha256 in listed)
    return said if untouched else None


def keep_said(workspace: Workspace, period_id: str, circumstances: Circumstances | None, said: Said) -> None:
    """Keep what a run said under its circumstances, unless the next one may end otherwise though nothing changed.

    That is so where a file that was read is not the one that was met, or could not be read for a passing reason.
    """
    note = _note(workspace, period_id)
    with suppress(OSError):
        if circumstances is None or not _lasting(circumstances, said.contents):
            note.unlink(missing_ok=True)
            return
        note.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            "circumstances": circumstances.key,
            "run": said.contents["content_sha256"],
            "lines": list(said.lines),
            "open": sorted(said.open_severities),
            "unusable": said.unusable,
        }
        write_json(note, with_own_hash(kept))


def _lasting(circumstances: Circumstances, contents: dict[str, Any]) -> bool:
    read = {each["path"]: each["sha256"] for each in contents["files"]}
    codes = {code for each in contents["files"] for code in each["codes"].split()}
    return circumstances.files.items() <= read.items() and not codes & _PASSING


def _templates(folder: Path) -> list[tuple[str, str | None]]:
    files = sorted(each for each in folder.rglob("*") if each.is_file()) if folder.is_dir() else []
    return [(each.relative_to(folder).as_posix(), sha256_if_there(each)) for each in files]


def _note(workspace: Workspace, period_id: str) -> Path:
    return workspace.state / _FOLDER / f"{period_id}.json"


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
