from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
from support.consolidations import sample, sample_rulebook
from support.small_region import decision
from support.workbook_text import sample_scope

from engine.report.scope import Index, Scope, rows_of
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.transmittal import FORWARDED_FILE


def test_missing_values_of_a_frame_come_as_none() -> None:
    frame = pd.DataFrame({"count": pd.array([1, None], "Int64"), "text": pd.Series(["a", None], dtype=object)})

    assert [tuple(row) for row in rows_of(frame)] == [(1, "a"), (None, None)]
    assert rows_of(frame.iloc[:0]) == []


def test_region_sees_everybody_and_a_district_its_own(rulebook: Rulebook) -> None:
    region, district = sample_scope(rulebook, "00"), sample_scope(rulebook, "01")

    assert [place.id for place in region.below] == ["01", "02"]
    assert [place.id for place in district.below] == ["0101", "0102", "0103"]
    assert {row.district_id for row in district.facts} == {"01"}
    assert {row.district_id for row in region.facts} == {"01", "02"}
    assert {row.place_id for row in district.completeness} == {"0101", "0102", "0103"}
    assert district.activities == ()


def test_finding_that_a_transmittal_tells_of_keeps_the_code_of_the_schools_file(rulebook: Rulebook) -> None:
    index = sample_scope(rulebook, "00").index
    path = "2025-01-10/письмо Тайновой 0101.xlsx"
    here = Finding("K11", Severity.WARNING, path)
    assert index.code_of(here) == "010101010101"
    assert index.code_of(here.with_(facts={FORWARDED_FILE: "0123456789ab"})) == "0123456789ab"
    assert index.code_of(here.with_(path="rules/decisions.csv")) is None


def test_region_does_not_show_what_never_leaves_a_district(rulebook: Rulebook) -> None:
    shown = {field.address.line for field in sample_scope(rulebook, "00").count_fields}

    assert "310" not in shown
    assert "310" in {field.address.line for field in sample_scope(rulebook, "01").count_fields}


def test_shares_are_exact(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    school = scope.rulebook.registry["0101"]

    assert scope.coverage(school, scope.main_indicator).value == Fraction(699, 1000)
    assert scope.count(school, Address("306")) == 699


def test_share_of_few_people_is_small_for_an_organisation_only(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    few = scope.coverage(scope.rulebook.registry["0202"], scope.main_indicator)

    assert scope.is_small(scope.rulebook.registry["0202"], few)
    assert not scope.is_small(scope.place, few)


def test_finding_of_a_file_of_nobody_known_stands_with_the_region(rulebook: Rulebook) -> None:
    region, first, second = (sample_scope(rulebook, place_id) for place_id in ("00", "01", "02"))

    assert [finding.code for finding in region.findings if finding.place_id is None] == ["C10"]
    assert [finding.code for finding in first.findings] == ["C04"]
    assert [finding.code for finding in second.findings] == ["C08", "F13"]


def test_reading_a_consolidation_changes_nothing_in_it(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    consolidation = sample(small)
    before = consolidation.coverage.copy(deep=True)
    scope = Scope(Index(consolidation, small), small.registry.region)

    assert scope.facts
    assert scope.coverage(small.registry.region, scope.main_indicator).reported == 4
    pd.testing.assert_frame_equal(consolidation.coverage, before)


def test_exempt_organisations_stand_in_no_table_and_are_named_apart(rulebook: Rulebook) -> None:
    whole = sample_scope(rulebook, "00")
    decisions = (decision("0201", "exempt"), decision("02", "exempt"))
    index = Index(whole.index.consolidation, replace(whole.rulebook, decisions=decisions))
    region, first, second = (Scope(index, whole.rulebook.registry[each]) for each in ("00", "01", "02"))

    assert [place.id for place in region.exempt] == [place.id for place in second.exempt] == ["02", "0201"]
    assert first.exempt == ()
    assert [place.id for place in second.schools] == ["0202", "0203", "0204"]
    assert {row.place_id for row in second.activities} == {"02", "0202", "0203", "0204"}


def test_errors_waived_are_those_of_reports_that_count_by_decision(rulebook: Rulebook) -> None:
    made = sample(sample_rulebook(rulebook))
    register = tuple(replace(row, codes=("E10",)) if row.place_id == "0101" else row for row in made.register)
    faults = tuple(
        Finding(code, Severity.ERROR, row.path, place_id=row.place_id, state=FindingState.WAIVED)
        for row in register
        for code in ("K06", "V01")
    )
    index = Index(replace(made, register=register, findings=faults), sample_rulebook(rulebook))
    assert dict(index.waived) == {"0101": 2}
