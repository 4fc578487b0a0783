"""A fault that says in both languages what is wrong and what to do."""

from __future__ import annotations


class BilingualError(Exception):
    """A fault that people are told of without a traceback; ``ru`` and ``en`` say what is wrong and what to do."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en

    def text(self, lang: str) -> str:
        """What is wrong and what to do, in one language."""
        return self.ru if lang == "ru" else self.en
