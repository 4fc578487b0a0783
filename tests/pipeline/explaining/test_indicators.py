from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from support.explaining import Book, small_evidence
from support.small_region import INVOLVED, PARTNERS, error, reading, school, small_rulebook, submission, target

from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.indicators import coverage, measured
from engine.pipeline.explaining.tree import Node, numbers_of
from engine.rulebook.model import Denominator, Indicator


def sent(tmp_path: Path, **rules: object) -> Evidence:
    """0101 has 140 of 200, 0201 33 of 50; 0102 has errors, the kindergarten is not counted."""
    faulty = school("0102", 50, 60)
    forms = [school("0101", 200, 140, 3), faulty, submission("0103", {"101": 60, "402": 2}), school("0201", 50, 33, 1)]
    rulebook = small_rulebook(**rules)  # type: ignore[arg-type]  # parts of the rules, as a test names them
    return small_evidence(tmp_path, rulebook, [reading(each) for each in forms], [error(faulty.path)])


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return sent(tmp_path)


def test_share_of_the_region_is_made_of_its_organisations_two_numbers_each(evidence: Evidence) -> None:
    node = coverage(evidence, "00", INVOLVED, "value")
    assert (node.what, node.value, numbers_of(node)) == ("share", Fraction(173, 250), (173, 250))
    assert [(each.place_id, numbers_of(each)) for each in node.parts] == [("01", (140, 200)), ("02", (33, 50))]
    (pair,) = node.parts[0].parts
    assert [each.leaf.cell for each in pair.parts if each.leaf] == ["C306", "C101"]
    assert (node.facts["places"], node.facts["expected"]) == (2, 3)


def test_share_says_who_is_not_in_it_and_leaves_out_who_is_not_counted(evidence: Evidence) -> None:
    (without,) = coverage(evidence, "00", INVOLVED, "value").asides
    assert [each.place_id for each in without.parts] == ["0102"]
    assert coverage(evidence, "0103", INVOLVED, "value").what == "not_counted"


@pytest.mark.parametrize(("what", "value"), [("numerator", 173), ("denominator", 250)])
def test_numbers_of_a_share_rest_on_the_organisations_that_have_both(evidence: Evidence, what: str, value: int) -> None:
    node = coverage(evidence, "00", INVOLVED, what)
    assert (node.value, node.how, node.meaning) == (value, "sum", f"coverage:involved:{what}")


def test_share_of_an_organisation_is_its_own(evidence: Evidence) -> None:
    node = coverage(evidence, "0101", INVOLVED, "value")
    assert (node.what, node.value, node.how) == ("own_share", Fraction(7, 10), "ratio")
    assert coverage(evidence, "0101", INVOLVED, "numerator").what == "cell"


def test_share_over_few_people_says_that_it_is_not_judged(tmp_path: Path) -> None:
    evidence = small_evidence(tmp_path, small_rulebook(), [reading(school("0201", 4, 2))])
    assert [each.what for each in coverage(evidence, "0201", INVOLVED, "value").asides] == ["few"]
    assert "few" not in [each.what for each in coverage(evidence, "02", INVOLVED, "value").asides]


def test_share_over_nobody_has_no_value(tmp_path: Path) -> None:
    evidence = small_evidence(tmp_path, small_rulebook(), [reading(school("0201", 0, 0))])
    for place_id in ("0201", "02", "00"):
        assert coverage(evidence, place_id, INVOLVED, "value").value is None


def test_organisation_without_a_report_has_no_share_and_the_reason(evidence: Evidence) -> None:
    node = coverage(evidence, "0102", INVOLVED, "value")
    assert (node.what, node.value) == ("no_number", None)
    assert [each.what for each in node.asides[0].parts] == ["faulty_report"]


def test_count_is_a_sum_that_may_repeat(evidence: Evidence) -> None:
    node = coverage(evidence, "00", PARTNERS, "value")
    assert (node.what, node.value, node.how) == ("indicator_count", 6, "same")
    assert "may_repeat" in {each.what for each in node.parts[0].asides}


def test_target_names_its_row_of_the_rules(region: Book) -> None:
    indicator = region.rulebook.indicators[0]
    node = coverage(region.evidence, "00", indicator, "target")
    assert node.value == Fraction(7, 10)
    assert node.leaf is not None
    assert node.leaf.path == "rules/targets.csv"
    assert node.leaf.row is not None


def test_gap_is_value_minus_target_in_points(evidence: Evidence) -> None:
    node = coverage(evidence, "00", INVOLVED, "gap")
    assert (node.value, node.how) == (Fraction(173, 250) * 100 - 70, "points")
    assert [each.what for each in node.parts] == ["share", "target"]


def test_gap_of_a_count_is_a_difference(tmp_path: Path) -> None:
    node = coverage(sent(tmp_path, targets=(target("10", indicator="partners"),)), "00", PARTNERS, "gap")
    assert (node.value, node.how) == (-4, "difference")


def test_missing_persons_are_worked_out(evidence: Evidence) -> None:
    node = coverage(evidence, "00", INVOLVED, "short")
    assert node.value == 2
    assert (node.facts["exact"], node.facts["numerator"], node.facts["denominator"]) == (175, 173, 250)


def test_where_there_is_no_target_nobody_is_missing_to_it(tmp_path: Path) -> None:
    evidence = sent(tmp_path, targets=())
    assert coverage(evidence, "00", INVOLVED, "target").what == "no_target"
    assert coverage(evidence, "00", INVOLVED, "gap").value is None
    assert coverage(evidence, "00", INVOLVED, "short").value is None


def test_basis_is_the_organisations_that_gave_both_numbers(evidence: Evidence) -> None:
    node = coverage(evidence, "01", INVOLVED, "basis")
    assert (node.value, node.facts["expected"]) == (1, 2)
    assert [each.what for each in node.parts] == ["report"]
    assert [each.place_id for each in node.asides[0].parts] == ["0102"]


OUTSIDE = Denominator(indicator="involved", place_id="01", period="2024", value=1000, source="Росстат")


def test_territorys_own_denominator_is_a_row_of_the_rules_and_every_numerator_counts(tmp_path: Path) -> None:
    evidence = sent(tmp_path, denominators=(OUTSIDE,))
    node = coverage(evidence, "01", INVOLVED, "value")
    assert (node.what, node.value) == ("share_of_known", Fraction(140, 1000))
    assert [each.what for each in node.parts] == ["total", "external_denominator"]
    assert coverage(evidence, "01", INVOLVED, "denominator").value == 1000
    assert coverage(evidence, "0101", INVOLVED, "value").value == Fraction(7, 10)


ALONE = Indicator(**{**INVOLVED.model_dump(), "id": "alone", "denominator": None})


def test_share_without_a_denominator_of_its_own_has_none_where_the_rules_give_none(evidence: Evidence) -> None:
    node = measured(evidence, "01", ALONE)
    assert (node.value, [each.what for each in node.parts]) == (None, ["total", "no_denominator"])


def test_everything_agrees_with_the_runs_own_table(region: Book) -> None:
    """The run's coverage.csv is made by other code, from the whole; explanations from the facts of one number."""
    evidence = region.evidence
    told: dict[str, Node] = {}
    for (place_id, indicator_id), row in evidence.coverage.items():
        indicator = evidence.indicator(indicator_id)
        assert indicator is not None
        for what, text in (("value", row.value), ("short", row.people_short), ("basis", row.reported)):
            node = told[f"{place_id} {indicator_id} {what}"] = coverage(evidence, place_id, indicator, what)
            assert (node.value is None) == (not text), (place_id, indicator_id, what, node)
            assert node.value is None or float(str(text)) == pytest.approx(float(Fraction(str(node.value))))
    assert len(told) == len(evidence.coverage) * 3
