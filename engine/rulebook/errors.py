"""Mistakes in the rules: each names file, line, key, what is wrong and the nearest valid name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class RulesProblem:
    """One mistake in the rules pack.

    ``path`` is relative to the folder that holds the pack, with forward slashes («rules/targets.csv»). ``line`` counts
    from 1 and is None where a whole file is meant. ``key`` is a path of keys («periods[2024].previous») or a
    table's column. ``problem`` is a code of problems.toml, ``facts`` fill its text, ``nearest`` is the valid name most
    like the one given.
    """

    path: str
    line: int | None
    key: str
    problem: str
    nearest: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """Order of problems: by file, line, key, code."""
        return self.path, self.line or 0, self.key, self.problem

    def text(self, lang: str = "ru") -> str:
        """The problem as one line of Russian or English."""
        templates = problem_texts()
        words = templates["_"]
        where = [self.path]
        if self.line is not None:
            where.append(words[f"line_{lang}"].format(line=self.line))
        if self.key:
            where.append(self.key)
        text = f"{', '.join(where)}: {templates[self.problem][lang].format_map(self.facts)}"
        hint = "" if self.nearest is None else words[f"nearest_{lang}"].format(nearest=self.nearest)
        return " ".join(f"{text} {hint}".split())  # a cell may hold line breaks


class RulesError(Exception):
    """The rules pack cannot be used; ``problems`` holds every mistake found, in order of file and line."""

    def __init__(self, problems: Iterable[RulesProblem]) -> None:
        self.problems: tuple[RulesProblem, ...] = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return self.text("ru")

    def text(self, lang: str = "ru") -> str:
        """All problems, one a line."""
        return "\n".join(problem.text(lang) for problem in self.problems)


@cache
def problem_texts() -> dict[str, dict[str, str]]:
    """Texts of the problems by code, and under "_" the words around them."""
    return tomllib.loads(files("engine.rulebook").joinpath("problems.toml").read_text(encoding="utf-8"))
