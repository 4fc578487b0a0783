from __future__ import annotations

import pytest
from support.roadmaps import activity_of, occurrence

from engine.rulebook.roadmaps.instances import instance_words, number_words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("5.2", None),
        ("5.2@2022", "2022"),
        ("5.2@2020-21", "2020/21 уч. год"),
        ("5.2@2022H2", "II полугодие 2022"),
        ("5.2@2022Q3", "III квартал 2022"),
        ("5.2@2022-03", "март 2022"),
        ("5.2/2", "срок 2"),
        ("5.2@2022/1", "2022, срок 1"),
        ("5.2@2022-03/2", "март 2022, срок 2"),
        ("другое", "другое"),
    ],
)
def test_key_says_which_instance_is_meant(key: str, words: str | None) -> None:
    activity = activity_of("5.2", [occurrence(key)])
    assert instance_words(activity, activity.occurrences[0]) == words


def test_number_stands_with_its_instance() -> None:
    activity = activity_of("5.2", [occurrence("5.2@2022")])
    assert number_words(activity, activity.occurrences[0]) == "5.2 (2022)"
    assert number_words(activity, activity.occurrences[0], apart="\n") == "5.2\n(2022)"
