"""What is wrong with a control relation: where, what stands there and what was expected, in words of both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


class RelationError(Exception):
    """A relation cannot be read, or does not fit a form.

    ``problem`` is a key of words.toml [errors]; ``position`` counts characters of ``text`` from 1 and is None where the
    fault is not in one place; ``found`` is what stands there; ``expected`` are keys of words.toml [expected];
    ``nearest`` is the valid code most like the one found.
    """

    def __init__(
        self,
        problem: str,
        text: str = "",
        *,
        position: int | None = None,
        found: str = "",
        expected: tuple[str, ...] = (),
        nearest: str | None = None,
    ) -> None:
        self.problem = problem
        self.text = text
        self.position = position
        self.found = found
        self.expected = expected
        self.nearest = nearest
        super().__init__(self.say("ru"))

    def expectation(self, lang: str = "ru") -> str:
        """What could stand there, in words; empty where nothing in particular was expected."""
        choices = [words()["expected"][each][lang] for each in self.expected]
        return words()["between"]["or"][lang].join(
            filter(None, (", ".join(choices[:-1]), choices[-1] if choices else ""))
        )

    def say(self, lang: str = "ru") -> str:
        """The mistake as one line of Russian or English."""
        said = words()["errors"]
        text = said[self.problem][lang].format(found=self.found, expected=self.expectation(lang))
        where = "" if self.position is None else said["position"][lang].format(position=self.position)
        hint = "" if self.nearest is None else said["nearest"][lang].format(nearest=self.nearest)
        return f"{where}{text}{hint}"


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """The words of relations: group, then key, then language."""
    return tomllib.loads(files("engine.rulebook.relations").joinpath("words.toml").read_text(encoding="utf-8"))
