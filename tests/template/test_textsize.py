from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.template.textsize import height_of, lines_needed, text_width

WORDS = st.text(alphabet="абвгдежзиклмнопрстуфхцчшщыэюя Ж–,.()0123456789", min_size=1, max_size=200)


def test_a_short_text_takes_one_line() -> None:
    assert lines_needed("Код ОО", 40, 10) == 1


def test_each_paragraph_begins_a_line() -> None:
    assert lines_needed("раз\nдва\nтри", 40, 10) == 3


def test_a_word_longer_than_the_cell_is_broken() -> None:
    assert lines_needed("персонализированных", 8, 10) > 1


def test_bold_text_is_wider() -> None:
    assert text_width("Всего", 10, bold=True) > text_width("Всего", 10)


@given(text=WORDS, width=st.floats(5, 100))
def test_a_wider_cell_never_needs_more_lines(text: str, width: float) -> None:
    assert lines_needed(text, width + 10, 10) <= lines_needed(text, width, 10)


@given(text=WORDS, width=st.floats(5, 100))
def test_the_lines_have_room_for_the_whole_text(text: str, width: float) -> None:
    assert lines_needed(text, width, 10) * width >= text_width(text.strip(), 10) * 0.5
    assert height_of(text, width, 10) >= 10
