from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.explaining import Book, small_evidence
from support.small_region import decision, error, reading, school, small_rulebook, submission

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.places import (
    absent,
    by_district,
    counted_up,
    in_incoming,
    kind_of,
    organisations,
    parts_of,
    report_node,
)
from engine.pipeline.explaining.tree import Node
from engine.vocabulary.places import Kind

RULES = small_rulebook(decisions=(decision("0103", "entered_by_district"),))


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """0101 counts, 0102 has errors, 0103 was typed in by the district, 0201 is silent."""
    faulty = school("0102", 50, 60)
    sent = [school("0101", 200, 140, received_on=date(2025, 1, 10)), faulty, submission("0103", {"101": 60})]
    return small_evidence(tmp_path, RULES, [reading(each) for each in sent], [error(faulty.path)])


def test_organisations_of_a_territory_are_those_that_owe_a_report(evidence: Evidence) -> None:
    assert [each.place_id for each in organisations(evidence, "00")] == ["0101", "0102", "0103", "0201"]
    assert [each.place_id for each in organisations(evidence, "01")] == ["0101", "0102", "0103"]
    assert [each.place_id for each in organisations(evidence, "0102")] == ["0102"]


def test_in_the_region_numbers_stand_by_district(evidence: Evidence) -> None:
    nodes = [(each.district_id, Node("cell", 1, place_id=each.place_id)) for each in organisations(evidence, "00")]

    def group(district_id: str, own: tuple[Node, ...]) -> Node:
        return Node("group", len(own), place_id=district_id)

    assert [(each.place_id, each.value) for each in by_district(evidence, "00", nodes, group)] == [("01", 3), ("02", 1)]
    assert [each.place_id for each in by_district(evidence, "01", nodes[:2], group)] == ["0101", "0102"]


def test_what_is_counted_in_the_region_is_a_sum_over_districts(evidence: Evidence) -> None:
    nodes = [(each.district_id, Node("report", 1, place_id=each.place_id)) for each in organisations(evidence, "00")]
    found = counted_up(evidence, "00", nodes, "reports", "reports:expected", {})
    assert (found.value, found.how, [each.value for each in found.parts]) == (4, "sum", [3, 1])
    district = counted_up(evidence, "01", nodes[:3], "reports", "reports:expected", {})
    assert (district.value, district.how, len(district.parts)) == (3, "count", 3)


def test_report_that_counts_has_its_file_and_who_typed_it_in(evidence: Evidence) -> None:
    counted = report_node(evidence, evidence.reports["0101", "school"])
    assert counted.what == "report"
    assert counted.leaf is not None
    assert (counted.leaf.path, counted.leaf.sha256) == ("incoming/0101.xlsx", "sha256 of 0101.xlsx")
    typed_in = report_node(evidence, evidence.reports["0103", "school"])
    assert [each.what for each in typed_in.asides] == ["decided_entered_by_district"]
    assert typed_in.asides[0].facts["basis"] == "служебная записка № 5"


def test_why_there_is_no_number_of_somebody(evidence: Evidence) -> None:
    (without,) = absent(evidence, organisations(evidence, "00"), {"0103"})
    assert [(each.place_id, each.what) for each in without.parts] == [
        ("0101", "left_blank"),
        ("0102", "faulty_report"),
        ("0201", "no_report"),
    ]
    assert without.value == 3
    files = [each.leaf.path if each.leaf else None for each in without.parts]
    assert files == ["incoming/0101.xlsx", "incoming/0102.xlsx", None]


def test_where_nobody_is_missing_nothing_is_said(evidence: Evidence) -> None:
    assert absent(evidence, organisations(evidence, "01"), {"0101", "0102", "0103"}) == ()


def test_report_that_counts_with_its_errors_says_so(region: Book) -> None:
    node = report_node(region.evidence, region.evidence.reports["0502", "school"])
    assert node.facts["waived"] == region.evidence.waived["0502"]
    assert [each.what for each in node.asides] == ["decided_accept"]


def test_kind_is_the_registrys(evidence: Evidence) -> None:
    assert (kind_of(evidence, "0103"), kind_of(evidence, "01"), kind_of(evidence, "0999")) == (
        Kind.KINDERGARTEN,
        None,
        None,
    )


def test_parts_are_written_as_workbooks_note_them() -> None:
    assert parts_of("reports", ("late", "on_time")) == "reports:late|reports:on_time"


def test_paths_of_the_register_are_paths_in_the_workspace() -> None:
    assert in_incoming("2025-01-10/a.xlsx") == "incoming/2025-01-10/a.xlsx"
