from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.pipeline.demo.draws import between, draw, one_of


def test_a_draw_never_changes() -> None:
    assert draw("0101", "involved") == 0.3241234681557472


def test_places_and_questions_draw_apart() -> None:
    drawn = {draw(place_id, question) for place_id in ("0101", "0102") for question in ("501", "503")}

    assert len(drawn) == 4


@given(st.text(), st.text())
def test_a_draw_lies_between_0_and_1(place_id: str, question: str) -> None:
    assert 0 <= draw(place_id, question) < 1


@given(st.text(), st.text())
def test_a_draw_between_bounds_keeps_them(place_id: str, question: str) -> None:
    assert 0.4 <= between(place_id, question, 0.4, 0.9) <= 0.9


@given(st.text(), st.text())
def test_one_of_gives_one_of_the_choices(place_id: str, question: str) -> None:
    assert one_of(place_id, question, "абв") in "абв"
