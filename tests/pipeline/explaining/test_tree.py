from __future__ import annotations

from fractions import Fraction

import pytest

from engine.pipeline.explaining.tree import Node, missing_to, numbers_of, shortened


def pair(numerator: int, denominator: int) -> Node:
    return Node("pair", how="ratio", parts=(Node("cell", numerator), Node("cell", denominator)))


def counted(*numbers: int) -> Node:
    return Node("total", sum(numbers), "sum", parts=tuple(Node("cell", each) for each in numbers))


def test_share_is_made_of_the_sums_below_it_and_never_of_shares() -> None:
    district = Node("district_share", how="pairs", parts=(pair(1, 2), pair(3, 10)))
    assert numbers_of(Node("share", how="pairs", parts=(district, pair(1, 1)))) == (5, 13)


def test_result_that_is_anothers_has_its_numbers() -> None:
    assert numbers_of(Node("closed_result", how="same", parts=(pair(3, 7),))) == (3, 7)


def test_number_that_is_not_known_is_no_zero() -> None:
    with pytest.raises(TypeError):
        numbers_of(Node("pair", how="ratio", parts=(Node("cell", 3), Node("no_number"))))


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "missing"),
    [(16660, 24514, "0.7", 500), (7, 10, "0.7", 0), (8, 10, "0.7", 0), (0, 0, "0.7", 0), (3, None, "5", 2)],
)
def test_missing_are_whole_persons(numerator: int, denominator: int | None, target: str, missing: int) -> None:
    assert missing_to(numerator, denominator, Fraction(target)) == missing


def test_long_list_is_cut_and_says_how_many_are_left_out() -> None:
    cut = shortened(counted(1, 2, 3, 4), 3)
    assert [each.value for each in cut.parts] == [1, 2, 3]
    assert (cut.more, cut.value) == (1, 10)


def test_rows_of_all_lists_together_are_limited_and_no_district_is_left_out() -> None:
    region = Node("total", how="sum", parts=(counted(1, 2), counted(3, 4), counted(5)))
    cut = shortened(region, 3)
    assert [([part.value for part in each.parts], each.more) for each in cut.parts] == [
        ([1, 2], 0),
        ([3], 1),
        ([], 1),
    ]


def test_list_beside_has_rows_of_its_own() -> None:
    node = Node("total", how="sum", parts=counted(1, 2).parts, asides=(counted(7, 8, 9),))
    assert [each.more for each in (shortened(node, 2), shortened(node, 2).asides[0])] == [0, 1]


def test_what_a_number_is_worked_out_from_is_never_cut() -> None:
    gap = Node("gap", how="points", parts=(pair(1, 2), Node("target", Fraction(1, 2))))
    assert shortened(gap, 0) == gap


def test_without_a_limit_nothing_is_cut() -> None:
    assert shortened(counted(1, 2, 3), None) == counted(1, 2, 3)


def test_walk_meets_parts_and_asides() -> None:
    node = Node("a", parts=(Node("b", asides=(Node("c"),)),), asides=(Node("d"),))
    assert [each.what for each in node.walk()] == ["a", "b", "c", "d"]
