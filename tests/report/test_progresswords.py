from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.progressing import COUNT, MAIN, progressed

from engine.report.index import Row
from engine.report.progresswords import Ahead, ahead_of, basis_words, previous_words
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking


def row(scope: Scope, place_id: str, indicator: str = MAIN) -> Row:
    return scope.index.progress[place_id, indicator]


def with_target(
    rulebook: Rulebook, year: int, minimum: str, indicator: str = MAIN, *, confirmed: bool = True
) -> Rulebook:
    known = rulebook.targets[0]
    changes = {"indicator": indicator, "place_id": None, "year": year, "minimum": Decimal(minimum)}
    return replace(rulebook, targets=(*rulebook.targets, known.model_copy(update=changes | {"confirmed": confirmed})))


def test_result_before_is_told_with_its_day(rulebook: Rulebook) -> None:
    scope = progressed(rulebook, "00")

    assert previous_words(row(scope, "02")) == "49,4\u00a0% на 31.12.2023"
    assert previous_words(row(scope, "01", COUNT)) == "5 на 31.12.2023"
    assert previous_words(row(scope, "0102")) is None


def test_care_is_told_only_where_the_denominator_changed_a_lot(rulebook: Rulebook) -> None:
    scope = progressed(rulebook, "00")

    assert basis_words(row(scope, "02")) == "знаменатель уменьшился на 33\u00a0%: сравнивать осторожно"
    assert basis_words(row(scope, "0101")) == "знаменатель вырос на 25\u00a0%: сравнивать осторожно"
    assert basis_words(row(scope, "01")) is None


def test_of_a_count_the_organisations_that_gave_it_are_told_to_differ(rulebook: Rulebook) -> None:
    counted = row(progressed(rulebook, "01"), "01", COUNT)._replace(basis_changed=True)
    assert basis_words(counted) == "число отчитавшихся организаций сильно изменилось: сравнивать осторожно"


@pytest.mark.parametrize(
    ("minimum", "people"),
    [("0.8", "не хватает 101\u00a0обучающегося"), ("0.81", "не хватает 113\u00a0обучающихся")],
)
def test_later_target_is_told_with_who_is_missing_to_it(rulebook: Rulebook, minimum: str, people: str) -> None:
    scope = progressed(with_target(rulebook, 2025, minimum), "01")
    ahead = ahead_of(scope, scope.place, scope.main_indicator)

    assert ahead is not None
    assert ahead.is_later
    assert ahead.words == f"чтобы дойти до {minimum[2:].ljust(2, '0')}\u00a0% (цель 2025 года), {people}"


def test_unconfirmed_target_is_said_to_be_one(rulebook: Rulebook) -> None:
    scope = progressed(with_target(rulebook, 2025, "0.75", confirmed=False), "01")
    ahead = ahead_of(scope, scope.place, scope.main_indicator)
    assert ahead is not None
    assert "(цель 2025 года, не подтверждена)" in ahead.words


def test_this_years_target_is_ahead_where_no_later_one_is_set(rulebook: Rulebook) -> None:
    scope = progressed(rulebook, "01")
    school = scope.rulebook.registry["0101"]
    indicator = scope.main_indicator

    assert ahead_of(scope, school, indicator) == Ahead(indicator, 0.7, 2024, confirmed=True, people=1, is_later=False)
    assert ahead_of(scope, scope.place, indicator) is None  # 71 % have reached it
    assert ahead_of(scope, scope.rulebook.registry["0103"], indicator) is None  # a kindergarten is not counted


def test_target_that_counts_no_persons_is_only_named(rulebook: Rulebook) -> None:
    scope = progressed(with_target(rulebook, 2025, "12", COUNT), "01")
    indicator = next(each for each in rulebook.indicators if each.id == COUNT)
    ahead = ahead_of(scope, scope.place, indicator)
    assert ahead is not None
    assert (ahead.people, ahead.words) == (None, "впереди 12 (цель 2025 года)")


def test_words_are_english_where_english_is_spoken(rulebook: Rulebook) -> None:
    scope = progressed(with_target(rulebook, 2025, "0.8"), "01")
    ahead = ahead_of(scope, scope.place, scope.main_indicator)
    assert ahead is not None
    with speaking("en"):
        assert ahead.words == "to reach 80% (target of 2025), 101\u00a0обучающихся short"
        assert previous_words(row(scope, "01")) == "50.0% on 31.12.2023"
