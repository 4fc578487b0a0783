from __future__ import annotations

import pytest
from support.explaining import Book

from engine.pipeline.explaining.meant import nodes_of
from engine.pipeline.explaining.opened import Meaning


def whats(region: Book, **parts: str | tuple[str, ...]) -> list[str]:
    meaning = Meaning({kind: (value,) if isinstance(value, str) else value for kind, value in parts.items()})
    assert meaning.is_whole
    return [each.what for each in nodes_of(region.evidence, meaning)]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"coverage": "involved_pupils:value"}, "share"),
        ({"coverage": "involved_pupils:value", "count": "306.1"}, "share"),
        ({"count": "306.1"}, "total"),
        ({"ratio": "201.2/290.2"}, "count_ratio"),
        ({"reports": "counted"}, "reports"),
        ({"activities": "overdue"}, "activities"),
        ({"activities": "longest", "roadmap": "aksaysky"}, "longest"),
        ({"progress": "involved_pupils:change"}, "change"),
        ({"trend": "involved_pupils:now"}, "share"),
        ({"target": "involved_pupils:2024"}, "target"),
        ({"fact": "306.1"}, "no_value"),
        ({"report": "school"}, "not_expected"),
        ({"activity": "aksaysky:99"}, "no_activity"),
        ({"coverage": "gone:value"}, "no_indicator"),
        ({"filtered": "rows", "count": "306.1"}, "total"),
    ],
)
def test_part_is_explained_by_its_kind(region: Book, parts: dict[str, str], expected: str) -> None:
    assert whats(region, place="00", **parts) == [expected]


def test_number_that_only_repeats_says_so(region: Book) -> None:
    assert whats(region, plain="line", count="306.1") == ["plain"]


def test_total_that_follows_the_filter_and_is_nobodys_says_so(region: Book) -> None:
    assert whats(region, filtered="rows", column="errors") == ["rows_shown"]


def test_line_of_a_roadmap_needs_no_place(region: Book) -> None:
    key = next(iter(region.evidence.activities))
    assert whats(region, activity=f"{key.roadmap}:{key.key}") == ["deadline"]


def test_of_fourteen_of_sixteen_each_number_is_explained(region: Book) -> None:
    meaning = Meaning({"place": ("00",), "reports": ("counted", "expected")})
    assert [each.value for each in nodes_of(region.evidence, meaning)] == [3, 6]
    meaning = Meaning({"place": ("00",), "activities": ("answering", "done", "overdue")})
    done, answering = nodes_of(region.evidence, meaning)
    assert (done.meaning, answering.meaning) == ("activities:done|activities:overdue", "activities:answering")


def test_states_of_one_cell_are_one_number(region: Book) -> None:
    meaning = Meaning({"place": ("05",), "reports": ("on_time", "by_decision")})
    assert [each.value for each in nodes_of(region.evidence, meaning)] == [2]


def test_only_a_places_own_activities_are_meant_where_that_is_said(region: Book) -> None:
    own = Meaning({"place": ("05",), "activities": ("answering",), "own": ("place",)})
    every = Meaning({"place": ("05",), "activities": ("answering",)})
    (few,), (many,) = nodes_of(region.evidence, own), nodes_of(region.evidence, every)
    assert isinstance(few.value, int)
    assert isinstance(many.value, int)
    assert few.value < many.value
