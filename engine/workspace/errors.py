"""Faults of the environment: a folder that is no workspace, a run that is already going on."""

from __future__ import annotations


class WorkspaceError(Exception):
    """The workspace cannot be used; ``ru`` and ``en`` say what is wrong and what to do."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en

    def text(self, lang: str) -> str:
        """What is wrong and what to do, in one language."""
        return self.ru if lang == "ru" else self.en
