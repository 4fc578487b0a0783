from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.pipeline.choices import ChoiceError
from engine.pipeline.rulestest.fills import Purpose
from engine.pipeline.rulestest.recalculating import Recalculated
from engine.pipeline.rulestest.running import Compared, Formulas, Mistake, RulesTest, run_rules_test
from engine.rulebook.model import Control
from engine.rulebook.rulebook import Rulebook
from engine.workspace.errors import WorkspaceError


def run(rulebook: Rulebook, folder: Path, rule: str | None, **more: Any) -> RulesTest:  # noqa: ANN401  keys of a control
    given = {"id": "K99", "level": "warning", "title": "Проба", "message": "Проверьте.", "source": "проба"}
    control = Control.model_validate({**given, "rule": rule, **more})
    return run_rules_test(
        replace(rulebook, controls=(control,)), None, folder / "rules-test.xlsx", None, lambda _: None
    )


def mistakes(test: RulesTest) -> list[tuple[Mistake, str | None]]:
    return [
        (mistake, None if condition is None else condition.line)
        for each in test.tested
        for mistake, condition in each.mistakes
    ]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("[302] <= [102]", []),
        ("[103] <= [102] <= [101]", []),
        ("[101] >= 0", [(Mistake.NEVER_BROKEN, None)]),
        ("[101] < [101]", [(Mistake.NEVER_HOLDS, None)]),
        ("[101] / ([102] - [102]) > 1", [(Mistake.NEVER_HOLDS, None)]),
        ("[205.1] <= [206.1]", [(Mistake.NEVER_JUDGED, None)]),
        ("[101] > 5 and [101] < 3", [(Mistake.NEVER_TOGETHER, None)]),
        ("for 301, 401: [.1] <= 1000", [(Mistake.NEVER_BROKEN, "401")]),
    ],
)
def test_a_rule_that_says_nothing_is_a_mistake(
    rulebook: Rulebook, tmp_path: Path, rule: str, found: list[tuple[Mistake, str | None]]
) -> None:
    test = run(rulebook, tmp_path, rule)

    assert mistakes(test) == found
    assert test.in_order is not bool(found)


def test_the_rules_of_the_repository_are_in_order(rulebook: Rulebook, tmp_path: Path) -> None:
    stages: list[str] = []
    test = run_rules_test(rulebook, None, tmp_path / "rules-test.xlsx", None, stages.append)

    assert test.in_order
    assert stages == ["searching"]
    assert [each.control.id for each in test.tested] == [each.id for each in rulebook.controls if each.rule]
    assert [each.id for each in test.not_tested] == [each.id for each in rulebook.controls if each.builtin]
    assert test.formulas is Formulas.NO_OFFICE
    assert test.workbook is not None
    assert test.workbook.is_file()


def test_one_relation_can_be_tested_alone(rulebook: Rulebook, tmp_path: Path) -> None:
    test = run_rules_test(rulebook, "K06", tmp_path / "rules-test.xlsx", None, lambda _: None)

    assert [each.control.id for each in test.tested] == ["K06"]
    assert test.not_tested == ()


def test_an_unknown_relation_is_named_with_the_nearest(rulebook: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match="K06"):
        run_rules_test(rulebook, "K6", tmp_path / "rules-test.xlsx", None, lambda _: None)


def test_a_workbook_that_is_open_elsewhere_is_left_as_it_is(
    rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_source: Path, goal: Path) -> Path:
        raise PermissionError(13, "in use", str(goal))

    target = tmp_path / "rules-test.xlsx"
    target.write_bytes(b"open in Excel")
    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr("time.sleep", lambda _: None)

    with pytest.raises(WorkspaceError, match="is open in another program"):
        run_rules_test(rulebook, "K06", target, None, lambda _: None)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"open in Excel"]


def test_a_built_in_check_alone_leaves_nothing_to_test_or_write(rulebook: Rulebook, tmp_path: Path) -> None:
    test = run(rulebook, tmp_path, None, builtin="same_as_before")

    assert (test.tested, test.workbook, test.formulas) == ((), None, Formulas.NONE)
    assert test.in_order
    assert [*tmp_path.iterdir()] == []


def test_a_rule_of_the_future_is_tested_on_the_form_of_its_own_period(rulebook: Rulebook, tmp_path: Path) -> None:
    later = run(rulebook, tmp_path, "[302] <= [102]", valid_from=date(2025, 2, 1)).tested[0]
    never = run(rulebook, tmp_path, "[302] <= [102]", valid_from=date(2099, 1, 1))

    assert later.period is not None
    assert later.period.ends_on >= date(2025, 2, 1)
    assert never.tested == ()
    assert [each.id for each in never.not_tested] == ["K99"]


def test_whatever_a_compilation_says_otherwise_is_a_difference(rulebook: Rulebook, tmp_path: Path) -> None:
    (condition,) = run(rulebook, tmp_path, "[302] <= [102]").tested[0].conditions
    broken = next(each for each in condition.compared if each.example.trial.purpose is Purpose.BROKEN)

    def with_form(form: str, result: str) -> Compared:
        return replace(broken, form=Recalculated(form, result))

    assert broken.agrees
    assert with_form("нарушено", "совпадает").agrees
    assert not with_form("верно", "РАСХОДИТСЯ").agrees
    assert not with_form("нарушено", "РАСХОДИТСЯ").agrees
    assert not with_form("", "").agrees
    lenient = replace(broken.example, said=replace(broken.example.said, broken=False))
    assert not replace(broken, example=lenient).agrees
    assert replace(condition, compared=(with_form("верно", "РАСХОДИТСЯ"),)).mistake is Mistake.DIFFERS
