"""The same mail consolidated under other circumstances, each time in a process and a workspace of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.outputs_seen import untouched
from support.workspaces import made_workspace

from engine.workspace.publication import sha256_of


@dataclass(frozen=True)
class Circumstances:
    """What may differ from machine to machine and from day to day; ``order`` is that in which files were put in."""

    order: int
    zone: str
    locale: str
    seed: str


def consolidated(mail: Path, folder: Path, rules: Path, forms: Path, under: Circumstances) -> dict[str, str]:
    """Put the files of ``mail`` into a workspace, consolidate it, and return the hash of every output by path."""
    workspace = made_workspace(folder, rules, forms, documents=True)
    files = sorted(each for each in mail.rglob("*") if each.is_file())
    for each in [*files[under.order :], *files[: under.order]][:: -1 if under.order % 2 else 1]:
        target = workspace.incoming / each.relative_to(mail)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(each, target)  # with its time: the last of all that tells two files apart
    before = untouched(workspace.incoming)
    changed = {"TZ": under.zone, "LC_ALL": under.locale, "LANG": under.locale, "PYTHONHASHSEED": under.seed}
    done = subprocess.run(
        [sys.executable, "-m", "engine", "consolidate", "--workspace", str(workspace.root), "-q"],
        env={**os.environ, **changed},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1, 3), done.stderr.decode()
    assert untouched(workspace.incoming) == before
    target = workspace.outgoing / "2024"
    return {each.relative_to(target).as_posix(): sha256_of(each) for each in target.rglob("*") if each.is_file()}
