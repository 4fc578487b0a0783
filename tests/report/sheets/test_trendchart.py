from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.consolidations import sample, sample_rulebook
from support.first_pages import drawn, nobody, with_history
from support.small_region import target
from support.workbook_text import sample_scope

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets.trendchart import MOST_POINTS, trend_points
from engine.rulebook.rulebook import Rulebook

EARLIER = ((date(2022, 12, 31), 45, 100), (date(2023, 12, 31), 60, 100))


def test_points_are_the_earlier_results_and_the_one_of_now_with_the_targets_of_their_years(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    main = small.indicators[0].id
    targets = (target("0.5", indicator=main, year=2023), target("0.7", indicator=main, year=2024))
    small = replace(small, targets=targets)
    scope = with_history(Scope(Index(sample(small), small), small.registry.region), *EARLIER)
    points = trend_points(scope)

    assert [(each.as_of, each.value, each.target) for each in points] == [
        (date(2022, 12, 31), 0.45, None),
        (date(2023, 12, 31), 0.6, 0.5),
        (date(2024, 12, 31), pytest.approx(1185 / 1664), 0.7),
    ]
    assert small.targets[0].minimum == Decimal("0.5")


def test_one_point_is_no_trend(rulebook: Rulebook, tmp_path: Path) -> None:
    alone = sample_scope(rulebook, "00")
    before = with_history(nobody(rulebook, "02"), EARLIER[0])

    assert trend_points(alone) == trend_points(before) == []
    assert not any("Охват обучающихся по годам" in text for text in drawn(alone, tmp_path).texts)


def test_earlier_results_alone_are_a_trend_too(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = with_history(nobody(rulebook, "02"), *EARLIER)
    made = drawn(scope, tmp_path)

    assert len(trend_points(scope)) == 2
    assert "Охват обучающихся по годам" in made.texts
    assert [chart for chart in made.charts if "<c:lineChart>" in chart and "<c:barChart>" not in chart]


def test_only_the_last_points_are_shown(rulebook: Rulebook) -> None:
    earlier = [(date(year, 12, 31), 1, 2) for year in range(2010, 2024)]
    points = trend_points(with_history(sample_scope(rulebook, "00"), *earlier))

    assert len(points) == MOST_POINTS
    assert points[-1].earlier is None


def test_table_repeats_the_sheet_of_trends_by_formulas_and_names_the_sources(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    made = drawn(with_history(sample_scope(rulebook, "00"), *EARLIER), tmp_path)
    first = made.row_of("Охват обучающихся по годам: Пробный регион") + 2
    rows = [made.row(number) for number in range(first, first + 3)]

    assert [row["A"] for row in rows] == ["31.12.2022", "31.12.2023", "31.12.2024"]
    assert [row["C"] for row in rows] == [0.45, 0.6, pytest.approx(1185 / 1664)]
    assert str(made.cells[f"C{first}"].formula).startswith("='Динамика'!")
    assert str(made.cells[f"C{first + 2}"].formula).startswith("='Охват'!")
    assert [row["E"] for row in rows] == ["данные прошлых лет", "данные прошлых лет", "этот свод"]


def test_numbers_stand_at_the_points_and_the_target_has_marks_of_its_own(rulebook: Rulebook, tmp_path: Path) -> None:
    made = drawn(with_history(sample_scope(rulebook, "00"), *EARLIER), tmp_path)
    (chart,) = (each for each in made.charts if "<c:lineChart>" in each and "<c:barChart>" not in each)

    assert chart.count('<c:showVal val="1"/>') == 2
    assert 'symbol val="circle"' in chart
    assert 'symbol val="dash"' in chart


def test_trend_of_nothing_but_zeros_is_drawn(rulebook: Rulebook, tmp_path: Path) -> None:
    zeros = with_history(nobody(rulebook, "02"), (date(2022, 12, 31), 0, 100), (date(2023, 12, 31), 0, 100))
    free = replace(zeros.rulebook, targets=())
    made = drawn(Scope(Index(zeros.index.consolidation, free), zeros.place), tmp_path)

    assert any("<c:lineChart>" in chart for chart in made.charts)
