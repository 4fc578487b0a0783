"""What a deadline comes to before its days are known: what is due, how often, within which bounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.deadlines.syntax import Every, Following, Remark, Span


class Shape(StrEnum):
    """Which ends of a span an item sets."""

    WINDOW = "window"
    START = "start"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch of a deadline; ``word`` is the preposition before it, ``aside`` says that it stands in brackets."""

    span: Span
    shape: Shape
    word: str = ""
    inclusive: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole deadline.

    ``every`` are its rhythms, ``bounds`` the printed stretches within which it recurs; ``items`` are then what is due
    each time, otherwise what is due once.
    """

    items: tuple[Item, ...] = ()
    every: tuple[Every, ...] = ()
    bounds: tuple[Item, ...] = ()
    following: Following | None = None
    remarks: frozenset[Remark] = frozenset()
    notes: tuple[Note, ...] = ()
