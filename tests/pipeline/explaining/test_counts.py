from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from support.explaining import Book, small_evidence
from support.small_region import error, reading, school, small_rulebook, submission

from engine.pipeline.explaining.counts import count, own_counts, ratio
from engine.pipeline.explaining.evidence import Evidence
from engine.vocabulary.fields import Address

INVOLVED, PARTNERS, SUM = Address("306"), Address("402"), Address("290", "2")


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """0101 and 0201 count, 0102 has errors, the kindergarten 0103 left a line blank."""
    faulty = school("0102", 50, 60)
    kindergarten = submission("0103", {"101": 60, "203.1": 4, "203.2": 5})
    sent = [school("0101", 200, 140, 3), faulty, kindergarten, school("0201", 50, 33, 1)]
    return small_evidence(tmp_path, small_rulebook(), [reading(each) for each in sent], [error(faulty.path)])


def test_count_of_an_organisation_is_its_cell(evidence: Evidence) -> None:
    node = count(evidence, "0101", INVOLVED)
    assert (node.what, node.value) == ("cell", 140)
    assert node.leaf is not None
    assert (node.leaf.path, node.leaf.sheet, node.leaf.cell) == ("incoming/0101.xlsx", "Показатели", "C306")


def test_count_of_the_region_is_the_sum_over_its_districts(evidence: Evidence) -> None:
    node = count(evidence, "00", INVOLVED)
    assert (node.value, node.how, node.meaning) == (173, "sum", "count:306.1")
    assert [(each.place_id, each.value) for each in node.parts] == [("01", 140), ("02", 33)]
    assert (node.facts["places"], node.facts["expected"]) == (2, 3)  # the kindergarten is not asked


def test_sum_says_who_is_not_in_it(evidence: Evidence) -> None:
    (without,) = count(evidence, "01", Address("101")).asides
    assert [(each.place_id, each.what) for each in without.parts] == [("0102", "faulty_report")]


def test_line_left_blank_is_no_zero(evidence: Evidence) -> None:
    node = count(evidence, "01", PARTNERS)
    assert node.value == 3
    assert [(each.place_id, each.what) for each in node.asides[-1].parts] == [
        ("0102", "faulty_report"),
        ("0103", "left_blank"),
    ]
    assert count(evidence, "0103", PARTNERS).value is None


def test_sum_that_may_count_somebody_twice_says_so(evidence: Evidence) -> None:
    assert "may_repeat" in {each.what for each in count(evidence, "00", PARTNERS).asides}
    assert "may_repeat" not in {each.what for each in count(evidence, "00", INVOLVED).asides}


def test_computed_line_is_the_sum_of_the_cells_that_the_organisation_is_asked(evidence: Evidence) -> None:
    school_sum, kindergarten = count(evidence, "0101", SUM), count(evidence, "0103", SUM)
    assert (school_sum.value, school_sum.how, [each.value for each in school_sum.parts]) == (6, "added", [2, 4])
    assert (kindergarten.value, [each.value for each in kindergarten.parts]) == (5, [5])


def test_nobodys_count_is_unknown_and_no_zero(tmp_path: Path) -> None:
    evidence = small_evidence(tmp_path, small_rulebook(), [])
    node = count(evidence, "00", INVOLVED)
    assert (node.value, node.parts) == (None, ())
    assert len(node.asides[-1].parts) == 3


def test_ratio_is_one_count_over_another(evidence: Evidence) -> None:
    node = ratio(evidence, "00", Address("201", "2"), SUM)
    assert node.value == Fraction(4, 17)
    assert [each.value for each in node.parts] == [4, 17]


def test_ratio_over_nothing_has_no_value(evidence: Evidence) -> None:
    assert ratio(evidence, "0102", INVOLVED, SUM).value is None


def test_facts_are_read_for_the_lines_that_are_asked_for(evidence: Evidence) -> None:
    own = own_counts(evidence, [INVOLVED, SUM])
    assert own[INVOLVED]("0103") is None
    assert own[SUM]("0102") is None


def test_zero_that_the_form_says_elsewhere_names_that_cell(region: Book) -> None:
    node = count(region.evidence, "0501", INVOLVED)
    assert node.value == 0
    (switch,) = node.asides
    assert (switch.what, switch.value) == ("switch", "да")


def test_number_that_counts_by_decision_says_so(region: Book) -> None:
    assert [each.what for each in count(region.evidence, "0502", INVOLVED).asides] == ["decided_accept"]
