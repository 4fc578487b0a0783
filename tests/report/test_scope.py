from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from support.small_region import decision
from support.workbook_text import sample_scope

from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


def test_region_sees_everybody_and_a_district_its_own(rulebook: Rulebook) -> None:
    region, district = sample_scope(rulebook, "00"), sample_scope(rulebook, "01")

    assert [place.id for place in region.below] == ["01", "02"]
    assert [place.id for place in district.below] == ["0101", "0102", "0103"]
    assert {row.district_id for row in district.facts} == {"01"}
    assert {row.district_id for row in region.facts} == {"01", "02"}
    assert {row.place_id for row in district.completeness} == {"0101", "0102", "0103"}
    assert district.activities == ()


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


def test_exempt_organisations_stand_in_no_table_and_are_named_apart(rulebook: Rulebook) -> None:
    whole = sample_scope(rulebook, "00")
    decisions = (decision("0201", "exempt"), decision("02", "exempt"))
    index = Index(whole.index.consolidation, replace(whole.rulebook, decisions=decisions))
    region, first, second = (Scope(index, whole.rulebook.registry[each]) for each in ("00", "01", "02"))

    assert [place.id for place in region.exempt] == [place.id for place in second.exempt] == ["02", "0201"]
    assert first.exempt == ()
    assert [place.id for place in second.schools] == ["0202", "0203", "0204"]
    assert {row.place_id for row in second.activities} == {"02", "0202", "0203", "0204"}
