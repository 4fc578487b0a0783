"""Prefilled forms that were written before: the next run of the day takes them instead of writing them again."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.pipeline.generation import generation
from engine.report.correspondence import written_form
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent
from engine.workspace.folders import Workspace

_HASH = 32  # bytes of SHA-256, in front of each kept form: a torn file is written anew


@dataclass(frozen=True, slots=True)
class FormCache:
    """Writes forms, or gives those already written with the same content; the folder may be deleted at any time."""

    folder: Path

    def __call__(self, content: FormContent) -> bytes:
        """A form as bytes, the same as written anew."""
        # The representation of a content holds all that a form is made of, whatever fields it may get.
        kept = self.folder / hashlib.sha256(repr(content).encode("utf-8", "backslashreplace")).hexdigest()
        if (form := _read(kept)) is None:
            form = written_form(content)
            _keep(kept, form)
        return form


def form_cache(workspace: Workspace, rulebook: Rulebook) -> FormCache:
    """The cache for these rules and this engine; what was kept for others is dropped."""
    everything = workspace.state / "forms"
    folder = everything / hashlib.sha256(f"{rulebook.sha256} {generation()}".encode()).hexdigest()[:16]
    for other in everything.iterdir() if everything.is_dir() else ():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return FormCache(folder)


def _read(kept: Path) -> bytes | None:
    try:
        content = kept.read_bytes()
    except OSError:
        return None
    digest, form = content[:_HASH], content[_HASH:]
    return form if hashlib.sha256(form).digest() == digest else None


def _keep(kept: Path, form: bytes) -> None:
    # A cache that cannot be written costs time and nothing else.
    try:
        kept.write_bytes(hashlib.sha256(form).digest() + form)
    except OSError:
        return
