"""Which element of one sequence became which of another one, where some were inserted, deleted, changed or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

#: How alike two elements are: 1 for the same, 0 for two that cannot be one.
Alike = Callable[[int, int], float]
Pair = tuple[int, int]

_MOST_COMPARED = 40_000  # pairs of elements of one stretch; in a longer one they are taken in their order


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of indexes of one sequence and the other, in the order of the first; ``moved`` of them changed places."""

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]


def aligned(one: Sequence[Hashable], other: Sequence[Hashable], alike: Alike) -> Alignment:
    """Pair the elements of two sequences.

    Args:
        one: a signature of each element: what tells it from the others.
        other: the same of the other sequence.
        alike: compares an element of the one and one of the other by their indexes.

    What has the same signature in both, and there only once, is the same element wherever it stands. Between such
    elements the most alike ones are paired without changing their order, and what is left over in the same place on
    both sides, one for one.
    """
    start = _same_at_start(one, other, alike)
    one_end, other_end = _same_at_end(one, other, alike, start)
    known = _only_ones(one[start:one_end], other[start:other_end])
    kept = _longest_rising([(i + start, j + start) for i, j in known])
    moved = frozenset((i + start, j + start) for i, j in known) - set(kept)
    pairs = [(each, each) for each in range(start)]
    moved_one, moved_other = {i for i, _ in moved}, {j for _, j in moved}
    before = (start - 1, start - 1)
    for anchor in (*kept, (one_end, other_end)):
        left = [i for i in range(before[0] + 1, anchor[0]) if i not in moved_one]
        right = [j for j in range(before[1] + 1, anchor[1]) if j not in moved_other]
        pairs += _stretch(left, right, alike)
        pairs.append(anchor)
        before = anchor
    pairs.pop()  # the end is no element
    pairs += [(one_end + each, other_end + each) for each in range(len(one) - one_end)]
    return Alignment(tuple(sorted([*pairs, *moved])), moved)


def best_pairs(first: int, second: int, alike: Alike) -> list[Pair]:
    """The pairs, in rising order on both sides, whose alikeness adds up to most; what is not alike is in none."""
    best = [[0.0] * (second + 1) for _ in range(first + 1)]
    scores = [[alike(i, j) for j in range(second)] for i in range(first)]
    for i in reversed(range(first)):
        for j in reversed(range(second)):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] > 0 else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < first and j < second:
        if scores[i][j] > 0 and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def with_rest(found: Sequence[Pair], first: int, second: int) -> Iterator[Pair]:
    """Pairs, and between two of them what is in none, one for one where it is as many on both sides."""
    i = j = 0
    for pair in (*found, (first, second)):
        if pair[0] - i == pair[1] - j:
            yield from zip(range(i, pair[0]), range(j, pair[1]), strict=True)
        if pair[0] < first:
            yield pair
        i, j = pair[0] + 1, pair[1] + 1


def _same_at_start(one: Sequence[Hashable], other: Sequence[Hashable], alike: Alike) -> int:
    number = 0
    while number < min(len(one), len(other)) and one[number] == other[number] and alike(number, number) == 1:
        number += 1
    return number


def _same_at_end(one: Sequence[Hashable], other: Sequence[Hashable], alike: Alike, start: int) -> Pair:
    i, j = len(one), len(other)
    while min(i, j) > start and one[i - 1] == other[j - 1] and alike(i - 1, j - 1) == 1:
        i, j = i - 1, j - 1
    return i, j


def _only_ones(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Pair]:
    """Indexes of the signatures that stand in both sequences, and in each only once."""
    counts = Counter(one), Counter(other)
    where = {each: j for j, each in enumerate(other) if counts[1][each] == 1}
    return [(i, where[each]) for i, each in enumerate(one) if counts[0][each] == 1 and each in where]


def _longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest part of some pairs, in the order of the first index, in which the second one rises too."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(tails[at - 1] if at else None)
        ends[at : at + 1], tails[at : at + 1] = [j], [number]
    kept: list[Pair] = []
    number_of = tails[-1] if tails else None
    while number_of is not None:
        kept.append(pairs[number_of])
        number_of = before[number_of]
    return kept[::-1]


def _stretch(left: Sequence[int], right: Sequence[int], alike: Alike) -> Iterator[Pair]:
    """Pairs between two anchors: the most alike, then what is left between them where it is as many on both sides."""
    if len(left) * len(right) > _MOST_COMPARED:
        yield from zip(left, right, strict=False)
        return
    found = best_pairs(len(left), len(right), lambda i, j: alike(left[i], right[j]))
    for i, j in with_rest(found, len(left), len(right)):
        yield left[i], right[j]
