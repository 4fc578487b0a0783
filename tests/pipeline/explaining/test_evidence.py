from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from support.explaining import Book, small_evidence
from support.small_region import decision, error, reading, school, small_rulebook, submission

from engine.pipeline.explaining.evidence import Evidence
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Level
from engine.vocabulary.transmittal import TRANSMITTAL

RULES = small_rulebook(decisions=(decision("0102", "exempt"), decision("0103", "accept")))


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    faulty = school("0201", 50, 60)
    return small_evidence(
        tmp_path,
        RULES,
        [reading(school("0101", 200, 140)), reading(faulty), reading(submission("0103", {"101": 60, "402": 2}))],
        [error(faulty.path)],
    )


def test_facts_of_some_lines_are_found_by_place_and_address(evidence: Evidence) -> None:
    facts = evidence.facts(["306", "101"])
    assert {key: fact.number for key, fact in facts.items()} == {
        ("0101", Address("101")): 200,
        ("0101", Address("306")): 140,
        ("0103", Address("101")): 60,
    }
    assert facts["0101", Address("306")].cell == "C306"


def test_facts_asked_for_again_are_those_of_the_lines_asked_for(evidence: Evidence) -> None:
    assert evidence.facts(["306"]) == evidence.facts(["306"])
    assert {address.line for _, address in evidence.facts(["101"])} == {"101"}


def test_every_place_that_counts_has_its_file(evidence: Evidence) -> None:
    assert evidence.paths == {"0101": "0101.xlsx", "0103": "0103.xlsx"}
    assert evidence.sha256("0101.xlsx") == "sha256 of 0101.xlsx"
    assert evidence.sha256("нет такого.xlsx") == ""


def test_file_with_errors_is_known_by_its_place(evidence: Evidence) -> None:
    assert {place_id: row.path for place_id, row in evidence.rejected.items()} == {"0201": "0201.xlsx"}


def test_transmittal_that_was_refused_is_not_taken_for_the_districts_form(tmp_path: Path) -> None:
    refused = replace(reading(school("0201", 50, 60)), place_id="02", form=TRANSMITTAL, form_version=TRANSMITTAL)
    refused = replace(refused, submission=None)
    evidence = small_evidence(tmp_path, RULES, [refused], [error(refused.path)])
    assert {row.status for row in evidence.register.values()} == {"rejected"}
    assert evidence.rejected == {}


def test_decision_in_vain_decides_nothing(evidence: Evidence) -> None:
    assert evidence.exempt == {"0102"}
    assert "0103" not in evidence.decisions


def test_place_that_left_the_registry_has_no_level(evidence: Evidence) -> None:
    assert (evidence.level("00"), evidence.level("0999")) == (Level.REGION, None)


@pytest.mark.parametrize(
    ("place_id", "inside"), [("00", {"0101", "0201"}), ("01", {"0101"}), ("0101", {"0101"}), ("0999", set())]
)
def test_territory_holds_the_places_of_its_districts(evidence: Evidence, place_id: str, inside: set[str]) -> None:
    belongs = evidence.inside(place_id)
    assert {each for each in ("0101", "0201") if belongs(each, each[:2])} == inside


def test_indicator_that_left_the_rules_is_not_known(evidence: Evidence) -> None:
    assert evidence.indicator("involved") == RULES.indicators[0]
    assert evidence.indicator("gone") is None


def test_waived_errors_are_counted_by_place(region: Book) -> None:
    assert set(region.evidence.waived) == {"0502"}
    assert region.evidence.waived["0502"] > 0


def test_closed_versions_that_the_run_built_on_are_its_past(region: Book) -> None:
    assert [(each.period.id, each.run.version) for each in region.evidence.earlier] == [("2023", 1)]
    assert region.evidence.version_before is None
    assert set(region.evidence.earlier[0].paths) == {"0101", "0501"}


def test_earlier_results_are_told_by_the_run(region: Book) -> None:
    point = region.evidence.trends["0101", "involved_pupils"][-1]
    assert (point.as_of, point.period, point.value) == ("2023-12-31", "2023", Fraction(38, 320))
