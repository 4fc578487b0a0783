from __future__ import annotations

import pytest
from support.rules import Rules


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "nearest"),
    [
        ('numerator: "306"', 'numerator: "366"', "indicators[involved_pupils].numerator", "unknown_code", "306"),
        ('numerator: "306"', 'numerator: "290.1"', "indicators[involved_pupils].numerator", "unknown_code", "201"),
        ('numerator: "306"', 'numerator: "601"', "indicators[involved_pupils].numerator", "unknown_code", "101"),
        ('denominator: "101"', 'denominator: "10l"', "indicators[involved_pupils].denominator", "unknown_code", "101"),
        ("unit: share", "unit: count", "indicators[involved_pupils].denominator", "count_with_denominator", None),
        ('numerator: "306"', "numerator: 306", "indicators[involved_pupils].numerator", "not_text", None),
        ("kinds: [school]", "kinds: [schol]", "indicators[involved_pupils].kinds[1]", "unknown_value", "school"),
        ("id: mentor_satisfaction", "id: mentee_satisfaction", "indicators[mentee_satisfaction].id", "repeated", None),
    ],
)
def test_mistake_in_an_indicator(rules: Rules, old: str, new: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.edit("indicators.yaml", old, new)
    told = [each for each in rules.problems() if each[0] == "indicators.yaml"]
    path, at, where, what, near = told[0]
    assert (path, where, what) == ("indicators.yaml", key, problem)
    assert at == line or problem == "count_with_denominator"
    if problem != "unknown_code" or nearest in {"306", "101"}:
        assert near == nearest


def test_share_without_denominator_is_told_at_the_indicator(rules: Rules) -> None:
    line = rules.edit("indicators.yaml", '    denominator: "101"\n', "")
    assert rules.problems() == [("indicators.yaml", line - 5, "indicators[involved_pupils]", "missing_key", None)]


def test_external_denominator_may_stand_for_a_line(rules: Rules) -> None:
    rules.edit("indicators.yaml", '    denominator: "101"\n', "")
    rules.append("denominators.csv", "involved_pupils,05,2024,5000,Росстат")
    assert rules.problems() == []


def test_kind_that_does_not_fill_the_line_is_told(rules: Rules) -> None:
    rules.edit("indicators.yaml", "kinds: [school]", "kinds: [school, kindergarten]")
    (problem,) = rules.check()
    assert (problem.key, problem.problem) == ("indicators[involved_pupils].numerator", "kind_not_asked")
    assert problem.facts["kinds"] == "kindergarten"


def test_indicator_that_counts_nobody_is_told(rules: Rules) -> None:
    line = rules.edit("indicators.yaml", "kinds: [school]", "kinds: []")
    assert rules.problems() == [("indicators.yaml", line, "indicators[involved_pupils].kinds", "missing_key", None)]


def test_id_is_fit_for_a_file_name(rules: Rules) -> None:
    line = rules.edit("indicators.yaml", "id: partner_organisations", "id: partner/organisations")
    key = "indicators[partner/organisations].id"
    assert ("indicators.yaml", line, key, "unsafe_id", None) in rules.problems()
