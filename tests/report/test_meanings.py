from __future__ import annotations

import pytest

from engine.report.meanings import Meanings, text_mark


def test_parts_noted_one_after_another_are_kept_together() -> None:
    meanings = Meanings()
    meanings.note("Охват", 3, None, "place:01")
    meanings.note("Охват", 3, None, "filtered:rows")
    assert meanings.parts == {("Охват", 3, None): ("place:01", "filtered:rows")}


@pytest.mark.parametrize("text", ["СОШ  № 1", " СОШ № 1", "СОШ\n№ 1", "СОШ\u00a0№ 1"])
def test_mark_of_a_text_does_not_depend_on_its_blanks(text: str) -> None:
    assert text_mark(text) == text_mark("СОШ № 1")
    assert text_mark(text) != text_mark("СОШ № 2")
