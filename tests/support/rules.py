"""Rules packs with one thing wrong: the repository's pack copied, one text in it replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.rulebook.crosscheck import check_rules
from engine.rulebook.errors import RulesProblem

RULES = Path(__file__).parent.parent.parent / "rules"


class Rules:
    """A copy of the rules pack that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "rules"
        shutil.copytree(RULES, self.folder)

    def text(self, name: str) -> str:
        """The text of a file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file anew."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def edit(self, name: str, old: str, new: str) -> int:
        """Replace the first occurrence of a text, and return the line where the new one begins."""
        text = self.text(name)
        if old not in text:
            pytest.fail(f"{name} lacks {old!r}")
        before, _, after = text.partition(old)
        self.write(name, f"{before}{new}{after}")
        return before.count("\n") + 1

    def append(self, name: str, row: str) -> int:
        """Add a line at the end of a file, and return its number."""
        text = self.text(name)
        self.write(name, f"{text}{row}\n")
        return text.count("\n") + 1

    def problems(self) -> list[tuple[str, int | None, str, str, str | None]]:
        """What is wrong now: (path, line, key, problem, nearest)."""
        return [
            (each.path.removeprefix("rules/"), each.line, each.key, each.problem, each.nearest) for each in self.check()
        ]

    def check(self) -> tuple[RulesProblem, ...]:
        """What is wrong now, as the engine tells it."""
        return check_rules(self.folder)
