"""Workbooks and documents of the run before: what would be written from the same again is taken as it stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.pipeline.generation import generation
from engine.vocabulary.language import RUSSIAN
from engine.workspace.durable import write_json
from engine.workspace.folders import Workspace

_FOLDER = "written"


@dataclass(frozen=True, slots=True)
class EarlierOutputs:
    """Gives the outputs in ``folder`` that were written from the same numbers by the same program.

    ``written`` holds by path the hash of what each was written from and the hash of its bytes: one that was touched
    since is written anew.
    """

    folder: Path
    written: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __call__(self, path: str, data_sha256: str) -> bytes | None:
        """The bytes of the output at ``path`` as they would be written from ``data_sha256``; None: not at hand."""
        written_from, sha256 = self.written.get(path, ("", ""))
        if not data_sha256 or written_from != data_sha256:
            return None
        try:
            content = (self.folder / path).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None


def earlier_outputs(workspace: Workspace, period_id: str, language: str = RUSSIAN) -> EarlierOutputs:
    """The outputs of a period that this program wrote in ``language``; none where nothing is known of them."""
    folder = workspace.outgoing / period_id
    try:
        note = json.loads(_note(workspace, period_id).read_text(encoding="utf-8"))
        if note["written_by"] != _writer(language):
            return EarlierOutputs(folder)
        written = {str(path): (str(data), str(sha256)) for path, (data, sha256) in note["outputs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return EarlierOutputs(folder)
    return EarlierOutputs(folder, written)


def keep_in_mind(
    workspace: Workspace, period_id: str, outputs: Iterable[Mapping[str, Any]], language: str = RUSSIAN
) -> None:
    """Note what the outputs that were just published, as run.json lists them, were written from."""
    written = {each["path"]: (each["data_sha256"], each["sha256"]) for each in outputs if "data_sha256" in each}
    # What cannot be noted is written anew the next time, and nothing else.
    with suppress(OSError):
        note = _note(workspace, period_id)
        note.parent.mkdir(parents=True, exist_ok=True)
        write_json(note, {"written_by": _writer(language), "outputs": written})


def _note(workspace: Workspace, period_id: str) -> Path:
    return workspace.state / _FOLDER / f"{period_id}.json"


def _writer(language: str) -> str:
    return f"{generation()} {language}"
