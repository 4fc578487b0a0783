"""The verb «init»: a new workspace with the rules pack that the engine ships."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path

import engine
from engine.pipeline.forms import write_blanks
from engine.rulebook.loading import load_rulebook
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace


def shipped_rules() -> Path:
    """The rules pack that comes with the engine: the repository's own, or the installed copy beside the package.

    Raises:
        WorkspaceError: neither is there.
    """
    candidates = (
        Path(engine.__file__).parents[1] / "rules",
        Path(sysconfig.get_path("data")) / "share" / "svod" / "rules",
    )
    for candidate in candidates:
        if (candidate / "programme.yaml").is_file():
            return candidate
    raise WorkspaceError(
        "Вместе с программой не установлены правила. Переустановите svod.",
        "The shipped rules are missing. Reinstall svod.",
    )


def make_workspace(folder: Path, rules: Path | None = None) -> Workspace:
    """Make a workspace in a new or empty folder, with a copy of ``rules`` (default: the shipped ones) and blank forms.

    Raises:
        WorkspaceError: the folder holds something already.
        RulesError: the rules to copy are faulty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(
            f"Папка «{folder}» не пуста. Назовите новую или пустую папку.",
            f"{folder} is not empty. Name a new or empty folder.",
        )
    workspace = Workspace(folder)
    shutil.copytree(rules or shipped_rules(), workspace.rules)
    for each in (workspace.incoming, workspace.outgoing, workspace.templates):
        each.mkdir()
    write_blanks(workspace, load_rulebook(workspace.rules))
    return workspace
