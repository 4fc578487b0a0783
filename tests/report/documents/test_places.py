from __future__ import annotations

from dataclasses import replace

import pytest
from support.consolidations import PLACES, consolidated, sample_rulebook, school_submission
from support.document_text import sample_scope

from engine.report.documents.places import compared_places, place_standings, places_title, places_words
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Kind, Level, Place


def said(scope: Scope) -> str:
    return " ".join(places_words(scope)).replace("\u00a0", " ")


def with_shares(rulebook: Rulebook, shares: dict[str, tuple[int, int]], place_id: str = "01") -> Scope:
    """A district of schools with these (pupils, involved)."""
    schools = [Place(each, Level.SCHOOL, "01", f"МБОУ «Школа {each}»", Kind.SCHOOL) for each in shares]
    small = sample_rulebook(rulebook, (*PLACES[:2], *schools))
    period = small.periods["2024"]
    submissions = tuple(school_submission(small, period, each, *counts) for each, counts in shares.items())
    return Scope(Index(consolidated(small, submissions), small), small.registry[place_id])


def test_places_are_ranked_from_the_lowest_and_those_without_a_value_come_last(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    assert [each.id for each in compared_places(scope)] == ["0201", "0202", "0203"]
    assert [each.verdict for each in place_standings(scope)] == ["цель достигнута", "мало данных", "нет данных"]


def test_best_and_worst_are_named_with_those_who_reached_the_target(rulebook: Rulebook) -> None:
    text = said(with_shares(rulebook, {"0101": (100, 80), "0102": (100, 50), "0103": (200, 100), "0104": (100, 71)}))
    assert "Цели по показателю «Охват обучающихся» достигли 2 организации из 4." in text
    assert "Наибольшее значение – 80,0 % (Школа 0101), наименьшее – 50,0 % (Школа 0102)." in text
    assert "До цели не хватает обучающихся: Школа 0103 – 40, Школа 0102 – 20." in text


@pytest.mark.parametrize(
    ("involved", "begins"),
    [
        ((80, 90), "Цели по показателю «Охват обучающихся» достигли все организации: 2."),
        ((10, 20), "Цели по показателю «Охват обучающихся» не достигла ни одна организация из 2."),
        ((80, 20), "Цели по показателю «Охват обучающихся» достигла 1 организация из 2."),
    ],
)
def test_verb_agrees_with_those_who_reached_the_target(
    rulebook: Rulebook, involved: tuple[int, int], begins: str
) -> None:
    assert said(with_shares(rulebook, {"0101": (100, involved[0]), "0102": (100, involved[1])})).startswith(begins)


def test_those_without_data_are_not_counted_among_those_who_reached_nothing(rulebook: Rulebook) -> None:
    text = said(sample_scope(rulebook, "02"))
    assert text.startswith("Цели по показателю «Охват обучающихся» достигла 1 организация из 1, о которой есть данные.")


def test_those_who_are_not_named_are_counted_as_organisations(rulebook: Rulebook) -> None:
    text = said(with_shares(rulebook, {f"01{number:02d}": (100, number) for number in range(1, 13)}))
    assert text.endswith("Школа 0105 – 65 и ещё 7 организаций.")


def test_region_compares_districts(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    assert "муниципалитета из 2" in said(scope) or "муниципалитеты" in said(scope)
    assert [each.name for each in place_standings(scope)] == ["Ручейский район", "Холмский городской округ"]


def test_one_place_is_not_compared_with_itself(rulebook: Rulebook) -> None:
    scope = with_shares(rulebook, {"0101": (100, 80)})
    assert said(scope) == ""
    assert place_standings(scope) == ()


def test_places_alike_have_no_best_and_no_worst(rulebook: Rulebook) -> None:
    assert "Наибольшее" not in said(with_shares(rulebook, {"0101": (100, 80), "0102": (50, 40)}))


def test_small_organisation_is_named_but_not_judged(rulebook: Rulebook) -> None:
    assert "Не оценивались (в знаменателе меньше 5): Дальнехолмская НОШ." in said(sample_scope(rulebook, "02"))


def test_nobody_has_data(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    scope = Scope(Index(consolidated(small, ()), small), small.registry["00"])
    assert said(scope) == "Данных нет: Ручейский район, Холмский городской округ."
    assert {each.value for each in place_standings(scope)} == {"–"}


def test_without_a_target_only_the_ends_are_told(rulebook: Rulebook) -> None:
    scope = with_shares(rulebook, {"0101": (100, 80), "0102": (100, 50)})
    untargeted = replace(scope.rulebook, targets=())
    submissions = scope.index.consolidation.submissions
    made = Scope(Index(consolidated(untargeted, submissions), untargeted), scope.place)
    assert said(made) == "Наибольшее значение – 80,0 % (Школа 0101), наименьшее – 50,0 % (Школа 0102)."


def test_long_table_keeps_the_lowest_and_says_so(rulebook: Rulebook) -> None:
    scope = with_shares(rulebook, {f"01{number:02d}": (100, number) for number in range(1, 31)})
    assert len(place_standings(scope)) == 25
    assert places_title(scope) == "Охват обучающихся по организациям (25 наименьших из 30)"
    assert places_title(sample_scope(rulebook, "00")) == "Охват обучающихся по муниципалитетам"
