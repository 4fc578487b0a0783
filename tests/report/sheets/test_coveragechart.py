from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from support.consolidations import consolidated, sample_rulebook, school_submission
from support.first_pages import drawn, many_districts
from support.workbook_text import sample_scope

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets.coveragechart import MOST_COLUMNS, left_out
from engine.rulebook.rulebook import Rulebook


def chart_of(scope: Scope, folder: Path) -> str:
    """The chart that has columns and, where there are targets, a line."""
    return next(chart for chart in drawn(scope, folder).charts if '<c:barDir val="col"/>' in chart)


def test_chart_shows_places_as_columns_and_the_target_as_a_line(rulebook: Rulebook, tmp_path: Path) -> None:
    chart = chart_of(sample_scope(rulebook, "01"), tmp_path)

    assert "<c:lineChart>" in chart
    assert "<c:v>цель 70\u00a0%</c:v>" in chart
    assert chart.count("<c:dPt>") == 1  # the one school below the target is hatched, and the legend says so
    assert "wdUpDiag" in chart
    assert "<c:v>доля (штриховка: ниже цели)</c:v>" in chart


def test_different_targets_are_a_line_without_a_number_in_the_legend(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    coverage = scope.index.consolidation.coverage.copy()
    coverage.loc[coverage["place_id"] == "01", "target"] = 0.5
    chart = chart_of(
        Scope(Index(replace(scope.index.consolidation, coverage=coverage), scope.rulebook), scope.place), tmp_path
    )

    assert "<c:v>цель</c:v>" in chart


def test_chart_has_the_names_of_its_rows(rulebook: Rulebook, tmp_path: Path) -> None:
    chart = chart_of(sample_scope(rulebook, "00"), tmp_path)

    assert "Ручейский район" in chart
    assert "Холмский городской округ" in chart


def test_label_of_a_share_just_below_the_target_does_not_say_the_target(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    one = school_submission(small, small.periods["2024"], "0101", 10_000, 6_996)

    chart = chart_of(Scope(Index(consolidated(small, (one,)), small), small.registry["01"]), tmp_path)

    assert "69,96\u00a0%" in chart
    assert 'formatCode="0\\ %" sourceLinked="0"' not in chart.split("<c:dLbls>")[1].split("</c:dLbls>")[0]


def test_without_targets_there_is_no_line_and_no_legend(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    coverage = scope.index.consolidation.coverage.assign(target=None, status="no_target")
    free = replace(scope.index.consolidation, coverage=coverage)

    chart = chart_of(Scope(Index(free, scope.rulebook), scope.place), tmp_path)

    assert "<c:lineChart>" not in chart
    assert "<c:legend>" not in chart


def test_of_many_places_the_lowest_are_shown_and_what_is_left_out_is_said(rulebook: Rulebook, tmp_path: Path) -> None:
    made = drawn(many_districts(rulebook), tmp_path)
    chart = next(chart for chart in made.charts if '<c:barDir val="col"/>' in chart)
    counted = {int(number) for number in re.findall('<c:ptCount val="(\\d+)"/>', chart)}

    assert counted == {MOST_COLUMNS}
    assert chart.count("<c:dPt>") == MOST_COLUMNS
    assert "24 наименьших из 257 ►" in made.texts
    assert left_out(MOST_COLUMNS) is None
