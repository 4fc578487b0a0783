"""The tree of facts that explains a number: each node a number and what it follows from, each leaf a cell of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Literal, TypeAlias

#: What a node may say; shares are exact fractions (7/10 for 70 %), None is unknown.
Amount: TypeAlias = int | Fraction | str | date | None

#: How a node's value follows from those of its parts.
#:
#: sum, largest, count (how many parts there are), same (that of the only part) · added: the sum of a few parts that
#: belong together · computed: from its parts by another expression of the form · ratio (first over second) · pairs: a
#: share from the sums of the numerators and of the denominators below, down to the parts that are ratios · difference
#: and points (first minus second, points times 100) · short: the whole persons that the numerator of the first part
#: lacks to the second part, a target · numerator, denominator: that of the only part · growth: by what part of itself
#: the denominator of the second part has grown to that of the first · given: by the leaf.
How = Literal[
    "sum",
    "largest",
    "count",
    "same",
    "added",
    "computed",
    "ratio",
    "pairs",
    "difference",
    "points",
    "short",
    "numerator",
    "denominator",
    "growth",
    "given",
]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value stood in a school's file that only the district has: its code, the form's sheet and the cell."""

    file_code: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where something stands: a cell of a file, a row of a table of the rules, or a whole file.

    ``path`` is relative to the workspace. ``row`` is counted from 1, in a table. ``raw`` is what the cell of the file
    says, empty for a blank one, None where it was not read again; ``state`` tells why: the file is "gone" (or another
    one by now), its sheet was "changed" by hand so that no row of it says this, or nobody asked ("unread"). ``implied``
    says why a blank cell counts as zero: its whole line is "blank_line", or a "switch" of the form says that there is
    nothing to count.
    """

    path: str
    sha256: str
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    raw: str | None = None
    state: Literal["unread", "read", "gone", "changed"] = "unread"
    implied: Literal["blank_line", "switch"] | None = None
    origin: Origin | None = None


@dataclass(frozen=True)
class Node:
    """One step of an explanation: ``what`` names the sentence that says it, ``facts`` what it names beside the value.

    ``meaning`` is the node's own as workbooks note it (None: it has none). ``asides`` are what to know beside the
    value; it does not follow from them. ``more`` parts are left out of ``parts`` to keep a list short.
    """

    what: str
    value: Amount = None
    how: How = "given"
    place_id: str | None = None
    meaning: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    parts: tuple[Node, ...] = ()
    asides: tuple[Node, ...] = ()
    leaf: Leaf | None = None
    more: int = 0

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, asides too."""
        yield self
        for each in (*self.parts, *self.asides):
            yield from each.walk()


#: Nodes whose parts may be many, so that a list of them can be cut.
_LISTS = frozenset({"sum", "count", "pairs", "largest"})


def numbers_of(node: Node) -> tuple[int, int]:
    """Numerator and denominator of a share, added up from the ratios below it."""
    if node.how == "pairs":
        pairs = [numbers_of(each) for each in node.parts]
        return sum(each[0] for each in pairs), sum(each[1] for each in pairs)
    if node.how == "same":
        return numbers_of(node.parts[0])
    numerator, denominator = (each.value for each in node.parts)
    return _whole(numerator), _whole(denominator)


def missing_to(numerator: int, denominator: int | None, target: Fraction) -> int:
    """The whole persons that a numerator lacks to a target; without a denominator the target is a number itself."""
    return max(0, ceil(target * (1 if denominator is None else denominator)) - numerator)


def shortened(node: Node, most: int | None) -> Node:
    """The tree with at most ``most`` rows in its lists together, and as many in each list beside; None keeps all."""
    return node if most is None else _cut(node, [most], most)


def _cut(node: Node, left: list[int], most: int) -> Node:
    """Cut the lists of a tree; ``left`` holds how many rows may still be shown."""
    if node.how in _LISTS and not any(each.how in _LISTS for each in node.parts):
        kept = node.parts[: max(0, left[0])]
        left[0] -= len(kept)
    else:
        kept = node.parts[:most] if node.how in _LISTS else node.parts
    return replace(
        node,
        parts=tuple(_cut(each, left, most) for each in kept),
        asides=tuple(_cut(each, [most], most) for each in node.asides),
        more=len(node.parts) - len(kept),
    )


def _whole(value: Amount) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
