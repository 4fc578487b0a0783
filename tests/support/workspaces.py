"""Workspaces with an empty incoming/ and somebody's rules."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.mail import small_mail
from support.templates import shipped_templates

from engine.workspace.folders import Workspace


def made_workspace(folder: Path, rules: Path, forms: Path, *, documents: bool = False) -> Workspace:
    """Make a workspace that shares its rules, and the prefilled forms kept in ``forms``, with other tests' ones.

    Without ``documents`` it has no templates of Word documents, so that a run saves the time to fill them.

    A run drops forms that were kept for other rules, so each rules pack needs a folder of its own.
    """
    (folder / "incoming").mkdir(parents=True)
    (folder / ".svod").mkdir()
    (folder / ".svod" / "forms").symlink_to(forms, target_is_directory=True)
    (folder / "rules").symlink_to(rules, target_is_directory=True)
    if documents:
        shipped_templates(folder / "workbook_templates")
    return Workspace(folder)


def workspace_with_mail(folder: Path, rules: Path, forms: Path) -> Workspace:
    """Make a workspace with documents, the small mail, and a copy of the rules that may be changed."""
    made = made_workspace(folder, rules, forms, documents=True)
    (made.root / "rules").unlink()
    shutil.copytree(rules, made.rules)
    made.incoming.rmdir()
    small_mail(made.incoming, rules)
    return made
