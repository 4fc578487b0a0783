from __future__ import annotations

from pathlib import Path

from support.first_pages import drawn
from support.workbook_text import sample_scope

from engine.report.measured import Coverage
from engine.report.sheets.indicators import (
    attention,
    cells_of,
    goal_text,
    of_words,
    ranked,
    short_words,
    shown_decimals,
    status_words,
)
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking


def measured(**fields: object) -> Coverage:
    base = Coverage(1, 2, None, 0.7, confirmed=True, status="below", gap=None, people_short=1, reported=1, expected=1)
    return base._replace(**fields)


def test_status_says_in_words_that_a_target_is_not_confirmed() -> None:
    assert status_words(measured()) == "▼ ниже цели"
    assert status_words(measured(confirmed=False)) == "▼ ниже цели (цель не подтверждена)"
    assert status_words(measured(target=None, confirmed=False, status="no_target")) == "– цель не установлена"
    assert status_words(measured(), small=True) == "◊ мало данных"


def test_people_short_are_named_only_where_somebody_is_missing(rulebook: Rulebook) -> None:
    pupils = rulebook.indicators[0]

    assert short_words(pupils, measured(people_short=37), small=False) == "37\u00a0обучающихся"
    assert short_words(pupils, measured(people_short=2256), small=False) == "2\u00a0256\u00a0обучающихся"
    assert short_words(pupils, measured(people_short=0), small=False) is None
    assert short_words(pupils, measured(people_short=37), small=True) is None
    assert short_words(rulebook.indicators[-1], measured(people_short=3), small=False) is None


def test_targets_are_shares_or_counts_by_the_indicators_unit(rulebook: Rulebook) -> None:
    assert goal_text(rulebook.indicators[0], 0.125) == "12,5\u00a0%"
    assert goal_text(rulebook.indicators[-1], 12.0) == "12"


def test_numbers_of_a_whole_are_said_in_the_language_spoken() -> None:
    assert of_words(14, 16) == "14 из 16"
    with speaking("en"):
        assert of_words(14, 16) == "14 of 16"


def test_links_name_cells_without_the_sheet() -> None:
    assert cells_of("'Охват'!$H$12") == "H12"


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


def test_row_leads_to_the_cell_of_the_sheet_of_coverage_by_its_value_and_by_words(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    made = drawn(sample_scope(rulebook, "02"), tmp_path)
    row = made.row_of("Доля обучающихся, вовлечённых в различные формы наставничества")
    value, link = made.cells[f"C{row}"], made.cells[f"I{row}"]

    assert link.value == "► открыть"
    assert link.link == value.link
    assert str(link.link).startswith("'Охват'!")
    assert str(value.formula).replace("$", "").count(cells_of(str(link.link))) == 2


def test_small_share_is_not_judged_and_has_no_gap(rulebook: Rulebook, tmp_path: Path) -> None:
    made = drawn(sample_scope(rulebook, "02"), tmp_path)
    row = made.row(made.row_of("Дальнехолмская НОШ"))

    assert row["C"] == "мало данных"
    assert row["G"] == "◊ мало данных"
    assert row.get("E") is None
