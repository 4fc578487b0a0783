from __future__ import annotations

from dataclasses import replace

from support.progressing import COUNT, MAIN, progressed

from engine.report.index import Index
from engine.report.progresslayout import ProgressLayout, ProgressRow
from engine.report.progressremarks import basis_of, remarks_on
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook


def row_of(layout: ProgressLayout, place_id: str, indicator: str = MAIN) -> ProgressRow:
    return next(each for each in layout.rows if (each.place.id, each.indicator.id) == (place_id, indicator))


def remarks(scope: Scope, place_id: str, indicator: str = MAIN) -> list[str]:
    layout = ProgressLayout(scope)
    return list(remarks_on(layout, row_of(layout, place_id, indicator)))


def test_of_a_territory_it_is_told_how_many_organisations_its_number_rests_on(rulebook: Rulebook) -> None:
    layout = ProgressLayout(progressed(rulebook, "00"))

    assert list(basis_of(layout, row_of(layout, "02"))) == ["2 из 3"]
    assert list(basis_of(layout, row_of(layout, "0201"))) == []


def test_organisations_that_were_missing_then_are_told_too(rulebook: Rulebook) -> None:
    scope = progressed(rulebook, "00")
    frame = scope.index.consolidation.trends.copy()
    frame.loc[frame["place_id"] == "02", ["reported", "expected"]] = [2, 4]
    other = Scope(Index(replace(scope.index.consolidation, trends=frame), scope.rulebook), scope.place)
    layout = ProgressLayout(other)

    assert list(basis_of(layout, row_of(layout, "02"))) == ["2 из 3", "прежде 2 из 4"]


def test_care_stands_before_what_is_ahead(rulebook: Rulebook) -> None:
    care, ahead = remarks(progressed(rulebook, "00"), "0101")

    assert care.startswith("знаменатель вырос")
    assert ahead.startswith("чтобы дойти до 70\u00a0%")


def test_reached_target_is_said_to_be_reached(rulebook: Rulebook) -> None:
    assert remarks(progressed(rulebook, "00"), "01") == ["цель 2024 года достигнута"]


def test_where_the_numbers_say_everything_nothing_is_said(rulebook: Rulebook) -> None:
    assert remarks(progressed(rulebook, "00"), "01", COUNT) == []


def test_of_too_few_people_and_of_no_data_nothing_else_is_said(rulebook: Rulebook) -> None:
    scope = progressed(rulebook, "00")

    assert remarks(scope, "0202") == ["◊ мало данных"]
    assert remarks(scope, "0203") == ["сейчас данных нет"]
