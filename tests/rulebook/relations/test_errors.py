"""Mistakes in relations, in words."""

from __future__ import annotations

import pytest

from engine.rulebook.relations.errors import RelationError, words


def test_says_place_finding_and_expectation_in_both_languages() -> None:
    error = RelationError("syntax", "[302] <= <", position=10, found="<", expected=("ref", "number"))
    assert error.say("ru") == "знак 10: стоит «<», а ожидается ссылка вида [302], [201.1] или [.2] или число"
    assert error.say("en") == 'character 10: found "<", expected a reference such as [302], [201.1] or [.2] or a number'


def test_offers_the_nearest_code() -> None:
    assert (
        RelationError("unknown", found="[392.1]", nearest="302.1").say()
        == "в форме нет поля [392.1] (ближайшее: 302.1)"
    )


@pytest.mark.parametrize("group", ["errors", "expected", "sentence", "bound", "literal_bound", "within"])
def test_every_word_is_there_in_both_languages(group: str) -> None:
    assert all(set(word) == {"ru", "en"} for word in words()[group].values())
