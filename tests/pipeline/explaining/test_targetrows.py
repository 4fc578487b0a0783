from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from support.explaining import small_evidence
from support.roadmaps import activity, plan
from support.small_region import reading, school, small_rulebook

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.targetrows import decided_by_coverage
from engine.pipeline.explaining.tree import Node
from engine.rulebook.model import HistoryRow

ROW = HistoryRow(
    as_of=date(2022, 12, 31),
    place_id="01",
    indicator="involved",
    numerator=Decimal(30),
    denominator=Decimal(60),
    source="отчёт 2022 года",
)


def decided(folder: Path, due_on: date | None) -> tuple[Evidence, tuple[Node, ...]]:
    """What decided a target row of district 01, where 0101 has 140 of 200."""
    roadmap = plan(activity("1", due_on, minimum="0.45"))
    evidence = small_evidence(
        folder, small_rulebook(roadmap=roadmap, history=(ROW,)), [reading(school("0101", 200, 140))]
    )
    row = next(each for each in evidence.activities if each.place_id == "01")
    return evidence, decided_by_coverage(evidence, row, roadmap.activities[0])


def test_target_of_this_period_is_decided_by_this_runs_coverage(tmp_path: Path) -> None:
    _, (measure, minimum) = decided(tmp_path, date(2024, 12, 31))
    assert (measure.what, measure.value) == ("share", Fraction(7, 10))
    assert (minimum.what, minimum.value) == ("roadmap_target", Fraction(9, 20))
    assert minimum.leaf is not None
    assert minimum.leaf.path == "rules/roadmaps/plan.yaml"


def test_target_of_an_earlier_year_is_decided_by_the_history_of_that_very_day(tmp_path: Path) -> None:
    _, (measure, _) = decided(tmp_path, date(2022, 12, 31))
    assert (measure.what, measure.value) == ("history_share", Fraction(1, 2))


def test_target_of_a_day_of_which_nothing_is_known_has_its_minimum_only(tmp_path: Path) -> None:
    _, (minimum,) = decided(tmp_path, date(2021, 12, 31))
    assert minimum.what == "roadmap_target"


def test_target_without_a_day_is_decided_by_nothing(tmp_path: Path) -> None:
    _, (minimum,) = decided(tmp_path, None)
    assert minimum.what == "roadmap_target"


def test_row_that_the_roadmap_does_not_have_any_more_has_no_minimum(tmp_path: Path) -> None:
    evidence, _ = decided(tmp_path, date(2024, 12, 31))
    row = next(each for each in evidence.activities if each.place_id == "01")
    assert decided_by_coverage(evidence, row, None) == ()
