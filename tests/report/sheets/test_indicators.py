from __future__ import annotations

from support.workbook_text import sample_scope

from engine.report.measured import Coverage
from engine.report.sheets.indicators import attention, ranked, short_words, shown_decimals, status_words
from engine.rulebook.rulebook import Rulebook


def measured(**fields: object) -> Coverage:
    base = Coverage(1, 2, None, 0.7, confirmed=True, status="below", gap=None, people_short=1, reported=1, expected=1)
    return base._replace(**fields)


def test_status_says_in_words_that_a_target_is_not_confirmed() -> None:
    assert status_words(measured()) == "▼ ниже цели"
    assert status_words(measured(confirmed=False)) == "▼ ниже цели\n(цель не подтверждена)"
    assert status_words(measured(target=None, confirmed=False, status="no_target")) == "– цель не установлена"
    assert status_words(measured(), small=True) == "◊ мало данных"


def test_people_short_are_named_only_where_somebody_is_missing(rulebook: Rulebook) -> None:
    pupils = rulebook.indicators[0]

    assert short_words(pupils, measured(people_short=37), small=False) == "не хватает 37\u00a0обучающихся"
    assert short_words(pupils, measured(people_short=0), small=False) is None
    assert short_words(pupils, measured(people_short=37), small=True) is None
    assert short_words(rulebook.indicators[-1], measured(people_short=3), small=False) is None


def test_value_that_is_not_known_needs_no_decimals() -> None:
    assert shown_decimals(measured()) == 1


def test_attention_leaves_out_organisations_of_few_people_and_keeps_to_its_length(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")

    assert [place.id for place in attention(scope, scope.main_indicator)] == ["0101"]


def test_ranking_tells_how_many_places_have_a_share(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "02")
    places, with_share = ranked(scope, scope.main_indicator)

    assert [place.id for place in places] == ["0201", "0202", "0203"]
    assert with_share == 1
