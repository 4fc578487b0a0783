from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby

import pytest
from support.roadmaps import activity, plan

from engine.rulebook.rulebook import Rulebook


@pytest.mark.parametrize(("place_id", "whose"), [("0501", "05"), ("05", "05"), ("0101", None), ("00", None)])
def test_target_is_the_places_own_else_its_districts_else_everyones(
    rulebook: Rulebook, place_id: str, whose: str | None
) -> None:
    target = rulebook.target_for("involved_pupils", place_id, 2024)
    assert target is not None
    assert target.place_id == whose


def test_target_is_never_carried_into_another_year(rulebook: Rulebook) -> None:
    assert rulebook.target_for("involved_pupils", "05", 2025) is None


def test_target_of_one_indicator_is_not_that_of_another(rulebook: Rulebook) -> None:
    target = rulebook.target_for("mentors_15_19", "05", 2024)
    assert target is not None
    assert target.minimum == Decimal("0.10")


def test_schools_answer_for_their_activities_and_for_targets(rulebook: Rulebook) -> None:
    assert [owed.key.key for owed in rulebook.answers_for("0501")] == ["2", "3", "4", "5", "6", "7", "8"]


def test_district_answers_for_its_activities_and_for_targets(rulebook: Rulebook) -> None:
    assert [owed.key.key for owed in rulebook.answers_for("05")] == ["1", "4", "5", "6", "7", "8", "order-3"]
    assert {owed.key.roadmap for owed in rulebook.answers_for("05")} == {"aksaysky"}


def test_place_that_follows_two_roadmaps_answers_for_both(rulebook: Rulebook) -> None:
    keys = [owed.key for owed in rulebook.answers_for("0301")]
    assert [roadmap for roadmap, _ in groupby(key.roadmap for key in keys)] == ["chemalsky", "raion-003"]
    assert len(keys) == len(set(keys))


def test_what_others_report_on_is_asked_of_nobody(rulebook: Rulebook) -> None:
    roadmap = plan(activity("1", date(2024, 5, 31), reported_by="other"))
    alone = replace(rulebook, roadmaps={"aksaysky": roadmap})
    assert alone.answers_for("05") == alone.answers_for("0501") == ()


def test_place_without_roadmap_answers_for_nothing(rulebook: Rulebook) -> None:
    assert rulebook.answers_for("00") == ()


def test_period_has_its_versions_of_the_forms(rulebook: Rulebook) -> None:
    period = rulebook.periods["2024"]
    assert rulebook.form("school", period).form == "school"
    assert rulebook.form("district", period).form == "district"
