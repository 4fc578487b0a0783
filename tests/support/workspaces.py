"""Workspaces with an empty incoming/ and somebody's rules."""

from __future__ import annotations

from pathlib import Path

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
