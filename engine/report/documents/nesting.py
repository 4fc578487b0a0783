"""Which tags of a template open something that nothing closes: told by their own words, as they stand in Word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_OPENING = ("for", "if")
_TAG = re.compile(r"\{%-?(?P<placed>p|tr|tc|r)?\s+(?P<command>\w+)[^%]*%\}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A tag that is opened: its words, its command and where docxtpl puts it («p», «tr»; empty: within a line)."""

    words: str
    command: str
    placed: str

    @property
    def closing(self) -> str:
        """The tag that closes it: «{%p endfor %}»."""
        return f"{{%{self.placed} end{self.command} %}}"


def never_closed(texts: Iterable[str]) -> list[Opened]:
    """The tags that stay open in these paragraphs, in their order.

    An end closes the nearest tag of its command that stands as it does: in a paragraph, in a row, within a line.
    """
    opened: list[Opened] = []
    left: list[Opened] = []
    for tag in (each for text in texts for each in _TAG.finditer(text)):
        command, placed = tag["command"], tag["placed"] or ""
        if command in _OPENING:
            opened.append(Opened(" ".join(tag[0].split()), command, placed))
        elif any(each.closing == f"{{%{placed} {command} %}}" for each in opened):
            while (last := opened.pop()).closing != f"{{%{placed} {command} %}}":
                left.append(last)
    return [*left, *opened]


def commands_in(text: str) -> set[str]:
    """What stands first in the tags of a text: «for», «tr»."""
    return {word for tag in _TAG.finditer(text) for word in (tag["command"], tag["placed"]) if word}
