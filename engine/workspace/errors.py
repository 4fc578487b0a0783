"""Faults of the environment: a folder that is no workspace, a run that is already going on."""

from __future__ import annotations

from engine.vocabulary.faults import BilingualError


class WorkspaceError(BilingualError):
    """The workspace cannot be used."""
