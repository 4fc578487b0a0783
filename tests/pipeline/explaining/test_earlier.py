from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from support.explaining import Book, small_evidence
from support.small_region import INVOLVED, PARTNERS, reading, school, small_rulebook, target

from engine.pipeline.explaining.earlier import progress, trend, yearly_target
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.tree import Node, numbers_of
from engine.rulebook.model import HistoryRow, Indicator


def told(place_id: str, numerator: int, denominator: int | None, indicator: str = "involved") -> HistoryRow:
    return HistoryRow(
        as_of=date(2023, 12, 31),
        place_id=place_id,
        indicator=indicator,
        numerator=Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        source="свод 2023 года",
    )


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """0101 has 140 of 200 now; the districts had 60 of 120 and 30 of 80 a year before."""
    history = (told("01", 60, 120), told("02", 30, 80), told("01", 2, None, "partners"))
    targets = (target("0.70"), target("0.80", year=2025))
    rulebook = small_rulebook(history=history, targets=targets)
    return small_evidence(tmp_path, rulebook, [reading(school("0101", 200, 140, 5))])


@pytest.fixture
def involved(region: Book) -> Indicator:
    return region.rulebook.indicators[0]


def test_earlier_result_is_a_row_of_the_history(evidence: Evidence) -> None:
    node = trend(evidence, "01", INVOLVED, "2023-12-31")
    assert (node.what, node.value, node.how) == ("history_result", Fraction(1, 2), "same")
    assert [each.what for each in node.parts] == ["history_share"]


def test_earlier_result_of_the_region_is_added_up_from_its_districts(evidence: Evidence) -> None:
    node = progress(evidence, "00", INVOLVED, "previous")
    assert (node.value, node.how, numbers_of(node)) == (Fraction(90, 200), "pairs", (90, 200))
    assert [each.place_id for each in node.parts] == ["01", "02"]


def test_result_of_now_is_this_runs(evidence: Evidence) -> None:
    assert trend(evidence, "01", INVOLVED, "now").value == Fraction(7, 10)


@pytest.mark.parametrize(
    ("what", "value", "how"),
    [
        ("change", Fraction(20), "points"),
        ("denominator_change", Fraction(2, 3), "growth"),
        ("previous_numerator", 60, "numerator"),
        ("previous_denominator", 120, "denominator"),
    ],
)
def test_comparison_is_worked_out_from_both_results(evidence: Evidence, what: str, value: object, how: str) -> None:
    node = progress(evidence, "01", INVOLVED, what)
    assert (node.value, node.how) == (value, how)


def test_count_is_compared_as_a_number(evidence: Evidence) -> None:
    assert (progress(evidence, "01", PARTNERS, "change").value, progress(evidence, "01", PARTNERS, "change").how) == (
        3,
        "difference",
    )
    assert progress(evidence, "01", PARTNERS, "denominator_change").value is None


def test_next_target_is_that_of_the_year_that_is_not_reached_yet(evidence: Evidence) -> None:
    assert progress(evidence, "01", INVOLVED, "next").value == Fraction(4, 5)
    pace = progress(evidence, "01", INVOLVED, "pace")
    assert (pace.value, pace.facts["exact"]) == (20, 160)


def test_where_nothing_is_ahead_and_nothing_was_before_that_is_said(evidence: Evidence) -> None:
    assert progress(evidence, "01", PARTNERS, "next").what == "nothing_ahead"
    assert progress(evidence, "02", PARTNERS, "previous").what == "no_point"
    assert trend(evidence, "01", INVOLVED, "2019-12-31").what == "no_point"


def test_target_of_another_year_is_that_years(evidence: Evidence) -> None:
    assert yearly_target(evidence, "01", INVOLVED, "2025").value == Fraction(4, 5)
    assert yearly_target(evidence, "01", INVOLVED, "2019").what == "no_target"


def test_result_of_a_closed_period_goes_down_to_the_cells_of_its_files(region: Book, involved: Indicator) -> None:
    node = progress(region.evidence, "0101", involved, "previous")
    assert (node.what, node.value, node.facts["version"]) == ("closed_result", Fraction(38, 320), 1)
    cells = [each.leaf.path for each in node.walk() if each.what == "cell" and each.leaf]
    assert cells == ["incoming/2024-01-10/0101.xlsx"] * 2


def without_closed(folder: Path, evidence: Evidence) -> Evidence:
    """The same run as if the closed version that it built on had been lost."""
    outputs = folder / "outgoing" / "2024"
    (outputs / "data").mkdir(parents=True)
    for file in (evidence.run.folder / "data").iterdir():
        (outputs / "data" / file.name).write_bytes(file.read_bytes())
    package = outputs / "data" / "datapackage.json"
    package.write_text(json.dumps({**json.loads(package.read_text(encoding="utf-8")), "closed": {}}), encoding="utf-8")
    return Evidence(evidence.workspace, replace(evidence.run, folder=outputs), evidence.rulebook, evidence.period)


def test_result_of_a_version_that_is_lost_is_still_known(region: Book, involved: Indicator, tmp_path: Path) -> None:
    node: Node = progress(without_closed(tmp_path, region.evidence), "0101", involved, "previous")
    assert (node.what, node.value) == ("lost_result", Fraction(38, 320))
