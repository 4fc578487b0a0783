from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.names import nearest_name


def test_slip_of_the_keyboard_finds_the_name_that_was_meant() -> None:
    assert nearest_name("invloved_pupils", ["involved_pupils", "mentees_10_19"]) == "involved_pupils"


def test_case_does_not_matter() -> None:
    assert nearest_name("AKSAYSKY", ["aksaysky", "khasansky"]) == "aksaysky"


def test_name_like_no_other_finds_nothing() -> None:
    assert nearest_name("zzz", ["involved_pupils"]) is None


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert nearest_name("one", []) is None


@given(st.lists(st.sampled_from(["0101", "0102", "0103", "0201"]), min_size=1), st.randoms())
def test_order_of_the_names_does_not_matter(names: list[str], random: object) -> None:
    shuffled = sorted(names, key=lambda _: random.random())  # type: ignore[attr-defined]  # hypothesis's own Random
    assert nearest_name("0100", shuffled) == nearest_name("0100", names)
