from __future__ import annotations

import pytest
from support.rules import Rules

FILE = "roadmaps/aksaysky.yaml"


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "nearest"),
    [
        ('number: "2"', 'number: "1"', "activities[1].number", "repeated", None),
        ('key: "3"', 'key: "2"', "activities[3].occurrences[2].key", "repeated", None),
        ("due_on: 2020-10-31", "due_on: 2020-08-31", "activities[2].occurrences[2].due_on", "date_too_early", None),
        ("involved_pupils", "involved_pupil", "activities[4].target.indicator", "unknown_indicator", "involved_pupils"),
        ("reported_by: schools", "reported_by: school", "activities[2].reported_by", "unknown_value", "schools"),
        ("deadline: До", "deadlin: До", "activities[1].deadlin", "unknown_key", "deadline"),
        ("signed_on: 2020-10-08", "signed_on: 8.10.2020", "document.signed_on", "not_date", None),
        ("minimum: 0.45", "minimum: 0.54", "activities[6].target.minimum", "target_differs", None),
        ("id: aksaysky", "id: aksai", "id", "misplaced", "aksaysky"),
    ],
)
def test_mistake_in_a_roadmap(rules: Rules, old: str, new: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.edit(FILE, old, new)
    assert rules.problems() == [(FILE, line, key, problem, nearest)]


def test_percentage_in_place_of_a_share_is_told(rules: Rules) -> None:
    line = rules.edit(FILE, "minimum: 0.45", "minimum: 45")
    assert (FILE, line, "activities[6].target.minimum", "not_a_share", "0.45") in rules.problems()


def test_target_row_needs_a_due_date(rules: Rules) -> None:
    line = rules.edit(FILE, '{key: "4", due_on: 2020-12-31}', '{key: "4"}')
    assert rules.problems() == [(FILE, line, "activities[4].occurrences[4]", "missing_key", None)]


def test_unconfirmed_date_needs_its_reason(rules: Rules) -> None:
    line = rules.edit(FILE, "due_on: 2021-12-31}", "due_on: 2021-12-31, confirmed: false}")
    assert rules.problems() == [(FILE, line, "activities[5].occurrences[5]", "missing_key", None)]


def test_plan_ends_after_it_begins(rules: Rules) -> None:
    line = rules.edit(FILE, "activities:", "plan_to: 2019-12-31\nplan_from: 2020-01-01\nactivities:")
    assert rules.problems() == [(FILE, line, "plan_to", "date_too_early", None)]


def test_target_below_zero_is_told(rules: Rules) -> None:
    line = rules.edit(FILE, "minimum: 0.45", "minimum: -0.45")
    assert (FILE, line, "activities[6].target.minimum", "negative", None) in rules.problems()


def test_id_is_fit_for_a_file_name(rules: Rules) -> None:
    rules.write("roadmaps/a b.yaml", rules.text(FILE).replace("id: aksaysky", "id: a b"))
    assert rules.problems() == [("roadmaps/a b.yaml", 3, "id", "unsafe_id", None)]
