"""Sequences of letters: what was inserted, deleted, rewritten and moved is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.alignment import Alignment, aligned, best_pairs, with_rest


def of(one: str, other: str) -> Alignment:
    """Letters are their own signature; a capital is half like its small letter."""

    def alike(i: int, j: int) -> float:
        return 1.0 if one[i] == other[j] else 0.5 if one[i].lower() == other[j].lower() else 0.0

    return aligned(one, other, alike)


def shown(one: str, other: str) -> str:
    """Pairs as «aA», in order."""
    return " ".join(f"{one[i]}{other[j]}" for i, j in of(one, other).pairs)


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ("abc", "abc", "aa bb cc"),
        ("abc", "abxc", "aa bb cc"),
        ("abxc", "abc", "aa bb cc"),
        ("abc", "aBc", "aa bB cc"),
        ("abc", "axc", "aa bx cc"),  # rewritten in its place
        ("aabbcc", "aabcc", "aa aa bb cc cc"),
        ("", "abc", ""),
        ("abc", "", ""),
    ],
)
def test_what_stayed_is_paired(one: str, other: str, pairs: str) -> None:
    assert shown(one, other) == pairs


def test_what_changed_places_is_moved_and_not_rewritten() -> None:
    alignment = of("abcde", "bcdea")
    assert alignment.moved == {(0, 4)}
    assert len(alignment.pairs) == 5


@given(st.text("abcdefgh", max_size=30), st.text("abcdefgh", max_size=30))
def test_every_element_is_in_one_pair_at_most(one: str, other: str) -> None:
    pairs = of(one, other).pairs
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(0 <= i < len(one) and 0 <= j < len(other) for i, j in pairs)


@given(st.lists(st.integers(), unique=True, max_size=40), st.randoms(use_true_random=False))
def test_a_shuffled_sequence_is_paired_whole(one: list[int], random: object) -> None:
    other = list(one)
    random.shuffle(other)  # type: ignore[attr-defined]  # a Random
    pairs = aligned(one, other, lambda i, j: float(one[i] == other[j])).pairs
    assert {one[i] == other[j] for i, j in pairs} <= {True}
    assert len(pairs) == len(one)


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=40), st.data())
def test_an_inserted_element_is_the_one_without_a_pair(one: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(one)))
    other = [*one[:at], None, *one[at:]]
    pairs = aligned(one, other, lambda i, j: float(one[i] == other[j])).pairs
    assert {*range(len(other))} - {j for _, j in pairs} == {at}


def test_long_stretches_without_a_common_element_are_taken_in_their_order() -> None:
    one, other = [("a", each) for each in range(300)], [("b", each) for each in range(300)]
    assert aligned(one, other, lambda _, __: 0.0).pairs == tuple((each, each) for each in range(300))


def test_best_pairs_take_the_most_alike_in_rising_order() -> None:
    scores = [[0.9, 0.0, 0.4], [0.0, 0.0, 0.8]]
    assert best_pairs(2, 3, lambda i, j: scores[i][j]) == [(0, 0), (1, 2)]


def test_what_is_left_between_pairs_is_paired_only_where_it_is_as_many() -> None:
    assert list(with_rest([(1, 1)], 3, 4)) == [(0, 0), (1, 1)]
    assert list(with_rest([], 2, 2)) == [(0, 0), (1, 1)]
