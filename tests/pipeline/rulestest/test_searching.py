from __future__ import annotations

from fractions import Fraction

from engine.pipeline.rulestest.searching import Search, State, Variable

TEN = Variable(0, 10)
COUNT = Variable(0, 20_000)


def over(wanted: int) -> Fraction:
    return Fraction(abs(wanted))


def test_it_goes_downhill_from_a_beginning() -> None:
    search = Search([COUNT, COUNT], [])

    found = search.find(lambda state: over(state[0] - 3 * state[1] - 7), [(0, 5)])

    assert found == (22, 5)
    assert search.tried < 50


def test_numbers_of_the_rule_are_tried() -> None:
    def goal(state: State) -> Fraction:
        return Fraction(state[0] != 7_777)

    assert Search([COUNT], [7_777]).find(goal, [(0,)]) == (7_777,)


def test_it_gives_up_where_there_is_nothing() -> None:
    search = Search([TEN, TEN], [], most=2_000)

    assert search.find(lambda state: Fraction(1 + state[0]), [(3, 3)]) is None
    assert search.tried < 3_000


def test_beginnings_are_held_inside_the_limits() -> None:
    assert Search([TEN], []).find(lambda _: Fraction(0), [(99,)]) == (10,)


def test_the_nearest_state_differs_only_where_it_must() -> None:
    search = Search([COUNT, COUNT, COUNT], [])

    def broken(state: State) -> Fraction:
        return Fraction(state[0] <= state[1])

    assert search.nearest(broken, (900, 4, 8), (30, 36, 5)) == (30, 29, 5)


def test_the_same_search_finds_the_same() -> None:
    def goal(state: State) -> Fraction:
        return over(state[0] * state[1] - 36) + over(state[0] - state[1] - 5)

    found = {Search([COUNT, COUNT], []).find(goal, [(1, 1), (17, 2)]) for _ in range(3)}

    assert found == {(9, 4)}
