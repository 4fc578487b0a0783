from __future__ import annotations

import pytest
from support.rules import Rules

HEAD = """\
controls:
  - id: K02
    level: error
    title: x
    message: x
    source: x
    rule: "[102] <= [101]"
"""
RULE = HEAD.count("\n")


@pytest.mark.parametrize(
    ("rule", "nearest"),
    [("[302] <= [1O2]", None), ("[302] <= [192]", "102.1"), ("[302] <", None), ("[601.2] = 1", None), ("1 = 1", None)],
)
def test_bad_rule_is_told_with_its_line(rules: Rules, rule: str, nearest: str | None) -> None:
    rules.write("controls.yaml", HEAD.replace("[102] <= [101]", rule))
    (path, line, key, problem, near), *others = rules.problems()
    assert (path, line, key, problem, others) == ("controls.yaml", RULE, "controls[K02].rule", "bad_rule", [])
    assert nearest is None or near == nearest


@pytest.mark.parametrize(
    ("more", "key", "problem", "nearest"),
    [
        ("    look_at: '192'\n", "controls[K02].look_at", "unknown_code", "102.1"),
        ("    look_at: x\n", "controls[K02].look_at", "unknown_code", None),
        (
            "    off: [{period: '2023-2034', reason: x}]\n",
            "controls[K02].off[2023-2034].period",
            "unknown_period",
            "2023-2024",
        ),
        ("    leval: error\n", "controls[K02].leval", "unknown_key", "level"),
        ("    missing: skp\n", "controls[K02].missing", "unknown_value", "skip"),
    ],
)
def test_mistake_in_a_control(rules: Rules, more: str, key: str, problem: str, nearest: str | None) -> None:
    rules.write("controls.yaml", HEAD + more)
    assert rules.problems() == [("controls.yaml", RULE + 1, key, problem, nearest)]


def test_end_of_validity_before_its_start_is_told(rules: Rules) -> None:
    rules.write("controls.yaml", f"{HEAD}    valid_from: 2024-01-01\n    valid_to: 2023-01-01\n")
    assert rules.problems() == [("controls.yaml", RULE + 2, "controls[K02].valid_to", "date_too_early", None)]


def test_control_needs_a_rule_or_a_builtin_but_not_both(rules: Rules) -> None:
    rules.write("controls.yaml", f"{HEAD}    builtin: same_as_before\n")
    assert rules.problems() == [("controls.yaml", 2, "controls[K02]", "rule_or_builtin", None)]


def test_id_is_not_given_twice(rules: Rules) -> None:
    rules.write("controls.yaml", HEAD + HEAD.removeprefix("controls:\n"))
    assert rules.problems() == [("controls.yaml", RULE + 1, "controls[K02].id", "repeated", None)]


def test_rule_is_judged_against_the_forms_of_the_periods_it_is_valid_in(rules: Rules) -> None:
    rules.write("controls.yaml", HEAD.replace("[101]", "[999]") + "    valid_from: 2030-01-01\n")
    assert rules.problems() == []
