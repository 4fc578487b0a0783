"""What keeps a cell from being explained."""

from __future__ import annotations


class ExplainError(Exception):
    """The cell cannot be explained; ``ru`` and ``en`` say why and what to do."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en

    def text(self, lang: str) -> str:
        """Why not, and what to do, in one language."""
        return self.ru if lang == "ru" else self.en
