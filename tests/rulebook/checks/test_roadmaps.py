from __future__ import annotations

import pytest
from support.rules import Rules

FILE = "roadmaps/aksaysky.yaml"


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "nearest"),
    [
        ('number: "2"', 'number: "1"', "activities[1].number", "repeated", None),
        ("key: order-3", 'key: "3"', "activities[3].key", "repeated", None),
        ("involved_pupils", "involved_pupil", "activities[4].target.indicator", "unknown_indicator", "involved_pupils"),
        ("reported_by: schools", "reported_by: school", "activities[2].reported_by", "unknown_value", "schools"),
        ("deadline: До", "deadlin: До", "activities[1].deadlin", "unknown_key", "deadline"),
        ("signed_on: 2020-10-08", "signed_on: 8.10.2020", "document.signed_on", "not_date", None),
        ('minimum: "0.45"', 'minimum: "0.54"', "activities[6].target.minimum", "target_differs", None),
        ('minimum: "0.45"', 'minimum: "45"', "activities[6].target.minimum", "not_a_share", "0.45"),
        ('minimum: "0.45"', 'minimum: "-0.45"', "activities[6].target.minimum", "negative", None),
        ("id: aksaysky", "id: aksai", "id", "misplaced", "aksaysky"),
        ('repeats: "4"', 'repeats: "44"', "activities[order-2.4].repeats", "unknown_activity", "4"),
        ('repeats: "4"', "repeats: order-2.4", "activities[order-2.4].repeats", "unknown_activity", "order-3"),
        ("deadline: 31.12.2022", "deadline: по плану", "activities[6].target", "target_undated", None),
        ("activities:", "plan_from: 2020-01-01\nactivities:", "plan_from", "missing_key", None),
    ],
)
def test_mistake_in_a_roadmap(rules: Rules, old: str, new: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.edit(FILE, old, new)
    told = [each for each in rules.problems() if each[3] == problem]
    assert [(path, where, code, near) for path, _, where, code, near in told] == [(FILE, key, problem, nearest)]
    assert told[0][1] is not None
    assert abs(told[0][1] - line) <= 5  # a key inside a block is told at the block's line


def test_mistakes_between_roadmaps_and_targets_are_the_only_ones(rules: Rules) -> None:
    rules.edit(FILE, 'minimum: "0.45"', 'minimum: "0.54"')
    assert [problem for *_, problem, _ in rules.problems()] == ["target_differs"]


def test_plan_ends_after_it_begins(rules: Rules) -> None:
    line = rules.edit(FILE, "activities:", "plan_to: 2019-12-31\nplan_from: 2020-01-01\nactivities:")
    assert rules.problems() == [(FILE, line, "plan_to", "date_too_early", None)]


def test_id_is_fit_for_a_file_name(rules: Rules) -> None:
    rules.write("roadmaps/a b.yaml", rules.text(FILE).replace("id: aksaysky", "id: a b"))
    assert [(path, key, problem) for path, _, key, problem, _ in rules.problems()] == [
        ("roadmaps/a b.yaml", "id", "unsafe_id")
    ]


READING = "    reading:\n      confirmed: false\n      reason: решили\n"


@pytest.mark.parametrize(
    ("reading", "key", "problem"),
    [
        ("      text: когда-нибудь потом\n", "reading.text", "unreadable_deadline"),
        (
            '      text: октябрь 2020 года\n      occurrences: [{key: "2", due_on: 2020-10-31}]\n',
            "reading",
            "two_readings",
        ),
        (
            '      occurrences: [{key: "2", starts_on: 2020-11-01, due_on: 2020-10-31}]\n',
            "reading.occurrences[2].due_on",
            "date_too_early",
        ),
        ("      occurrences: []\n", "reading.occurrences", "empty"),
        (
            '      occurrences: [{key: "2", due_on: 0202-12-31}]\n',
            "reading.occurrences[2].due_on",
            "strange_year",
        ),
        (
            "      occurrences: [{key: 2/1, due_on: 2020-10-31}, {key: 2/1, due_on: 2020-11-30}]\n",
            "reading.occurrences[2/1].key",
            "repeated",
        ),
    ],
)
def test_reading_that_cannot_be_meant_is_told(rules: Rules, reading: str, key: str, problem: str) -> None:
    rules.edit(
        FILE, "    deadline: Сентябрь-октябрь 2020\n", "    deadline: Сентябрь-октябрь 2020\n" + READING + reading
    )
    assert [(where, code) for _, _, where, code, _ in rules.problems()] == [(f"activities[2].{key}", problem)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("title: Информировать", 'title: "" # Информировать', "activities[2].title"),
        ('number: "2"', 'number: ""', "activities[2].number"),
        ("    reason: Ответственные по приказу – ОО\n", '    reason: " "\n', "activities[2].reason"),
    ],
)
def test_empty_text_is_told(rules: Rules, old: str, new: str, key: str) -> None:
    rules.edit(FILE, old, new)
    assert (key, "empty") in [(where, code) for _, _, where, code, _ in rules.problems()]


def test_roadmap_without_activities_is_told(rules: Rules) -> None:
    text = rules.text(FILE)
    rules.write(FILE, text[: text.index("activities:")] + "activities: []\n")
    assert [(where, code) for _, _, where, code, _ in rules.problems()] == [("activities", "empty")]


def test_reading_needs_a_reason(rules: Rules) -> None:
    broken = READING.replace("      reason: решили\n", "")
    rules.edit(FILE, "    deadline: Сентябрь-октябрь 2020\n", "    deadline: Сентябрь-октябрь 2020\n" + broken)
    assert [(where, code) for _, _, where, code, _ in rules.problems()] == [
        ("activities[2].reading.reason", "missing_key")
    ]


def test_section_that_is_not_there_is_told_with_the_nearest(rules: Rules) -> None:
    rules.edit("roadmaps/ayano-maysky.yaml", 'section: "3"', 'section: "33"')
    assert [(where, code, near) for _, _, where, code, near in rules.problems()] == [
        ("activities[3.1].section", "unknown_section", "3")
    ]


def test_key_of_a_recurring_activity_is_not_taken_by_another(rules: Rules) -> None:
    rules.edit("roadmaps/ayano-maysky.yaml", 'number: "5.3"', "number: 5.2@2022")
    told = [(where, code) for _, _, where, code, _ in rules.problems()]
    assert told == [("activities[5.2@2022].number", "repeated")]
