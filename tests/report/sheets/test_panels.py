from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.consolidations import sample, sample_rulebook
from support.first_pages import Drawn, drawn, many_districts, nobody, nothing_to_divide_by, with_history
from support.workbook_text import sample_scope

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets.panels import picture_of
from engine.rulebook.rulebook import Rulebook

EARLIER = (date(2023, 12, 31), 60, 100)


@pytest.fixture(scope="module")
def region(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return drawn(sample_scope(rulebook, "00"), tmp_path_factory.mktemp("panels"))


def test_attention_names_the_places_where_most_people_are_missing_with_their_district(region: Drawn) -> None:
    head = region.row_of("Зона внимания: где не хватает больше всего")

    assert region.row(head + 2) == {"G": "Ручейская СОШ № 1\nРучейский район", "H": 0.699, "I": 1}
    assert region.cells[f"H{head + 2}"].tone == "bad"


def test_attention_leads_to_the_district_in_the_region_where_organisations_are_folded(
    rulebook: Rulebook, region: Drawn, tmp_path: Path
) -> None:
    own = drawn(sample_scope(rulebook, "01"), tmp_path)

    def link_of(made: Drawn) -> str | None:
        return made.cells[f"H{made.row_of('Зона внимания: где не хватает больше всего') + 2}"].link

    assert link_of(own) == own.cells[f"I{own.row_of('Ручейская СОШ № 1', 'A')}"].link
    assert link_of(region) == region.cells[f"I{region.row_of('Ручейский район', 'A')}"].link


def test_notes_lead_to_the_sheet_where_more_stands(region: Drawn) -> None:
    row = region.row_of("Сдано с опозданием: 1 – Мостовская ООШ.")

    assert (region.cells[f"I{row}"].value, region.cells[f"I{row}"].link) == ("► открыть", "'Сдача отчётов'!A1")


def test_nobody_below_the_target_is_said(rulebook: Rulebook, tmp_path: Path) -> None:
    assert "Организаций ниже цели среди учтённых нет." in drawn(nobody(rulebook, "02"), tmp_path).texts


def test_charts_without_data_are_sentences(rulebook: Rulebook, tmp_path: Path) -> None:
    silent, zeros = drawn(nobody(rulebook, "02"), tmp_path), drawn(nothing_to_divide_by(rulebook), tmp_path)

    assert "Данных для диаграммы нет: ни один отчёт не учтён." in silent.texts
    assert "Доли посчитать не из чего: знаменатели равны нулю или не заполнены." in zeros.texts
    assert len(silent.charts) == len(zeros.charts) == 1  # who reported


def test_bar_of_the_trend_stands_only_above_a_trend(rulebook: Rulebook, region: Drawn, tmp_path: Path) -> None:
    made = drawn(with_history(sample_scope(rulebook, "00"), EARLIER), tmp_path)

    assert "Охват обучающихся по годам" in made.texts
    assert "► лист «Динамика»" in made.texts
    assert "► лист «Динамика»" not in region.texts


def test_charts_do_not_lie_over_each_other(rulebook: Rulebook, tmp_path: Path) -> None:
    for scope in (with_history(sample_scope(rulebook, "02"), EARLIER), many_districts(rulebook)):
        sheet = drawn(scope, tmp_path).page.sheet
        rooms = [(chart[0], chart[1], chart[2]) for chart in sheet.charts]

        assert len(rooms) == len({(row, column) for row, column, _ in rooms})


def test_picture_has_what_each_chart_shows(
    rulebook: Rulebook, completed: Callable[[Scope, Mapping[str, str]], Scope]
) -> None:
    picture = picture_of(completed(sample_scope(rulebook, "02"), {"0201": "late"}))

    assert [place.id for place in picture.places] == ["0201", "0202", "0203"]
    assert picture.with_share == 1
    assert [each.numbers for each in picture.reports] == [(3, 1, 0, 1)]
    assert [each.place.id for each in picture.overdue] == ["02", "0201", "0203"]
    assert picture.trend == []


def test_targets_that_nobody_set_leave_the_attention_empty(rulebook: Rulebook, tmp_path: Path) -> None:
    free = replace(sample_rulebook(rulebook), targets=())
    made = drawn(Scope(Index(sample(free), free), free.registry.region), tmp_path)

    assert "Организаций ниже цели среди учтённых нет." in made.texts
