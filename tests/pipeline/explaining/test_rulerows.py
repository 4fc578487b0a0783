from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from support.explaining import Book

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.rulerows import external_denominator, history_row, target, target_of_year
from engine.pipeline.explaining.tree import Leaf
from engine.rulebook.model import HistoryRow, Indicator


@pytest.fixture
def involved(region: Book) -> Indicator:
    return region.rulebook.indicators[0]


def row_of(region: Book, leaf: Leaf | None) -> dict[str, str]:
    """The row of a table of the rules that a leaf names."""
    assert leaf is not None
    assert leaf.row is not None
    with (region.workspace.root / leaf.path).open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    return dict(zip(rows[0], rows[leaf.row - 1], strict=True))


def test_target_is_the_row_that_holds_for_the_place(region: Book, involved: Indicator) -> None:
    node = target(region.evidence, region.evidence.coverage["05", involved.id], involved)
    row = row_of(region, node.leaf)
    assert (row["indicator"], row["year"], Fraction(row["minimum"])) == (involved.id, "2024", node.value)
    assert row["place_id"] == (node.facts["for_place"] or "")
    assert node.facts["source"] == row["source"]


def test_target_that_the_rules_have_changed_since_names_no_row(region: Book, involved: Indicator) -> None:
    measured = region.evidence.coverage["00", involved.id]._replace(target="0.66")
    node = target(region.evidence, measured, involved)
    assert (node.value, node.leaf, node.facts["is_todays"]) == (Fraction(33, 50), None, False)


def test_target_of_an_indicator_that_is_gone_is_still_told(region: Book) -> None:
    measured = region.evidence.coverage["00", region.rulebook.indicators[0].id]._replace(indicator="gone")
    assert target(region.evidence, measured, None).facts["indicator"] == "gone"


def test_target_of_a_year_is_its_row(region: Book, involved: Indicator) -> None:
    row = region.rulebook.target_for(involved.id, "05", 2022)
    assert row is not None
    assert row_of(region, target_of_year(region.evidence, "05", row, involved).leaf)["year"] == "2022"


def test_external_denominator_is_its_row_and_of_nobody_else(region: Book) -> None:
    young = next(each for each in region.rulebook.indicators if each.id == "young_specialists")
    node = external_denominator(region.evidence, "05", young)
    assert node is not None
    assert (node.value, node.facts["source"]) == (40, "Росстат")
    assert row_of(region, node.leaf)["value"] == "40"
    assert external_denominator(region.evidence, "01", young) is None


def test_result_of_history_is_its_row(region: Book, involved: Indicator) -> None:
    row = next(each for each in region.rulebook.history if each.indicator == involved.id)
    node = history_row(region.evidence, row, involved)
    assert node.value == Fraction(row.numerator) / Fraction(row.denominator or 1)
    assert row_of(region, node.parts[0].leaf)["numerator"] == str(row.numerator)


def test_count_of_history_is_a_number(region: Book) -> None:
    counts = next(each for each in region.rulebook.indicators if each.unit == "count")
    row = next(each for each in region.rulebook.history if each.indicator == counts.id)
    node = history_row(region.evidence, row, counts)
    assert (node.what, node.value, node.how) == ("history", int(row.numerator), "same")


def test_row_that_is_not_in_its_table_has_no_leaf(region: Book, involved: Indicator) -> None:
    invented = HistoryRow(
        as_of=date(2001, 1, 1),
        place_id="05",
        indicator=involved.id,
        numerator=Decimal(1),
        denominator=Decimal(0),
        source="–",
    )
    node = history_row(region.evidence, invented, involved)
    assert (node.value, node.parts[0].leaf) == (None, None)


def test_place_that_left_the_registry_keeps_the_target_of_the_run(region: Book, involved: Indicator) -> None:
    evidence: Evidence = replace(region.evidence)
    measured = evidence.coverage["00", involved.id]._replace(place_id="0999")
    assert target(evidence, measured, involved).leaf is None
