"""Comparisons with the targets and with the last period."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation import validate
from engine.validation.comparing import coverage_findings
from engine.validation.filled import filled_in
from engine.vocabulary.fields import Value


@pytest.fixture(scope="module")
def one_target(rulebook: Rulebook) -> Rulebook:
    """The rules with a single target: 70 % of involved pupils for everyone."""
    target = next(each for each in rulebook.targets if each.indicator == "involved_pupils")
    return replace(
        rulebook, targets=(target.model_copy(update={"place_id": None, "year": 2024, "minimum": Decimal("0.7")}),)
    )


@pytest.mark.parametrize(
    ("involved", "pupils", "flagged"),
    [(280, 400, True), (281, 400, False), (279, 400, False), (7, 10, True), (0, 400, False), (None, 400, False)],
)
def test_coverage_that_equals_its_target_exactly_is_pointed_out(
    one_target: Rulebook,
    involved: int | None,
    pupils: int,
    flagged: bool,  # noqa: FBT001  the expectation
) -> None:
    school = submission(one_target, {"306": involved, "101": pupils})
    findings = [each for each in validate([school], one_target, one_target.periods["2024"]) if each.code == "K21d"]
    assert [(finding.cell, [cell.address for cell in finding.also]) for finding in findings] == (
        [("C306", ["C101"])] if flagged else []
    )


def test_fewer_than_ten_persons_are_no_surprise(rulebook: Rulebook) -> None:
    target = next(each for each in rulebook.targets if each.indicator == "involved_pupils")
    half = replace(
        rulebook, targets=(target.model_copy(update={"place_id": None, "year": 2024, "minimum": Decimal("0.5")}),)
    )
    small: dict[str, Value] = {"306": 4, "101": 8}
    assert not [each for each in validate([submission(half, small)], half, half.periods["2024"]) if each.code == "K21d"]


def test_an_indicator_is_compared_only_for_the_kinds_it_counts(one_target: Rulebook) -> None:
    period = one_target.periods["2024"]
    control = next(each for each in one_target.controls if each.builtin == "coverage_at_target")
    centre = submission(one_target, {"306": 280}, place_id="0116")
    (batch,) = filled_in([centre], one_target, period)
    assert list(coverage_findings(batch, one_target, period, control)) == []


def test_the_sentence_shows_both_numbers_and_the_share(one_target: Rulebook) -> None:
    school = submission(one_target, {"306": 280})
    (finding,) = [each for each in validate([school], one_target, one_target.periods["2024"]) if each.code == "K21d"]
    assert finding.facts["sentence_ru"] == (
        "Строка 306 (хотя бы в одной роли) = 280, строка 101 (обучающихся, всего) = 400: "
        "это ровно 70 %, точно столько, сколько составляет цель «Охват обучающихся»."
    )
