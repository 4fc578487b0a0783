"""The verb «init»: a new workspace with the rules pack that the engine ships."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path

import engine
from engine.pipeline.forms import write_blanks
from engine.report.documents.files import LETTER_TEMPLATE, MEMO_TEMPLATE
from engine.rulebook.loading import load_rulebook
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace


def shipped_rules() -> Path:
    """The rules pack that comes with the engine: the repository's own, or the installed copy beside the package.

    Raises:
        WorkspaceError: neither is there.
    """
    if (found := _shipped("rules", "programme.yaml")) is not None:
        return found
    raise WorkspaceError(
        "Вместе с программой не установлены правила. Переустановите svod.",
        "The shipped rules are missing. Reinstall svod.",
    )


def shipped_documents() -> tuple[Path, ...]:
    """The templates of the Word documents that come with the engine, found as its rules are.

    Raises:
        WorkspaceError: one is not there.
    """
    folder = _shipped("workbook_templates", MEMO_TEMPLATE)
    files = [] if folder is None else [folder / each for each in (MEMO_TEMPLATE, LETTER_TEMPLATE)]
    if not files or not all(each.is_file() for each in files):
        raise WorkspaceError(
            "Вместе с программой не установлены шаблоны документов. Переустановите svod.",
            "The shipped templates of the documents are missing. Reinstall svod.",
        )
    return tuple(files)


def make_workspace(folder: Path, rules: Path | None = None) -> Workspace:
    """Make a workspace in a new or empty folder, with a copy of ``rules`` (default: the shipped ones) and blank forms.

    The templates of the Word documents are copied too.

    Raises:
        WorkspaceError: the folder holds something already, or the engine was installed without its templates.
        RulesError: the rules to copy are faulty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(
            f"Папка «{folder}» не пуста. Назовите новую или пустую папку.",
            f"{folder} is not empty. Name a new or empty folder.",
        )
    documents = shipped_documents()
    workspace = Workspace(folder)
    shutil.copytree(rules or shipped_rules(), workspace.rules)
    for each in (workspace.incoming, workspace.outgoing, workspace.templates):
        each.mkdir()
    write_blanks(workspace, load_rulebook(workspace.rules))
    for each in documents:
        shutil.copyfile(each, workspace.templates / each.name)
    return workspace


def _shipped(folder: str, file: str) -> Path | None:
    """A folder that comes with the engine: in the repository, or in an installed copy beside the package."""
    candidates = (
        Path(engine.__file__).parents[1] / folder,
        Path(sysconfig.get_path("data")) / "share" / "svod" / folder,
    )
    return next((each for each in candidates if (each / file).is_file()), None)
