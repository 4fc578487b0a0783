from __future__ import annotations

from datetime import date

from support.small_region import school, small_rulebook, submission

from engine.consolidation.answers import answers_frame, answers_of
from engine.consolidation.result import ANSWERS
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus

ONE = OccurrenceKey("plan", "1")


def test_an_unlisted_status_counts_as_begun_and_a_repeated_line_once() -> None:
    sent = submission("0101", {"7001": "на согласовании", "7002": "выполнено"}, occurrences={"7002": "1", "7001": "1"})
    assert answers_of(sent) == {ONE: RoadmapAnswer(TypedStatus.IN_WORK)}


def test_line_left_blank_says_nothing() -> None:
    assert answers_of(school("0101", 10, 7, occurrences={"7001": "1"})) == {}


def test_line_without_a_status_but_with_a_note_is_not_started() -> None:
    sent = submission("0101", {"7001.4": "ждём приказа"}, occurrences={"7001": "1"})
    assert answers_of(sent) == {ONE: RoadmapAnswer(TypedStatus.NOT_STARTED, note="ждём приказа")}


def test_answers_stand_by_place_as_they_were_typed() -> None:
    done = {"7001.1": "выполнено", "7001.2": date(2024, 10, 1), "7001.3": "Приказ № 5"}
    frame = answers_frame(
        [
            submission("0102", {"7001.1": "в работе", "7001.4": "начато"}, occurrences={"7001": "1"}),
            submission("0101", done, occurrences={"7001": "1"}),
        ],
        small_rulebook(),
    )
    assert [tuple(row) for row in frame.itertuples(index=False)] == [
        ("01", "0101", "plan", "1", "выполнено", date(2024, 10, 1), "Приказ № 5", None),
        ("01", "0102", "plan", "1", "в работе", None, None, "начато"),
    ]


def test_without_answers_the_frame_is_empty_and_well_formed() -> None:
    frame = answers_frame([], small_rulebook())
    assert frame.empty
    assert tuple(frame.columns) == ANSWERS
