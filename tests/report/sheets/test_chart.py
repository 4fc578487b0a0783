from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from support.consolidations import consolidated, sample_rulebook, school_submission
from support.workbook_text import sample_scope

from engine.report.book import open_book
from engine.report.scope import Index, Scope
from engine.report.sheets import summary
from engine.rulebook.rulebook import Rulebook


def chart_of(scope: Scope, path: Path) -> str:
    with open_book(path, "Проба", "Отдел", scope.as_of) as book:
        summary.write(book, scope)
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/charts/chart1.xml").decode()


def test_chart_shows_places_as_columns_and_the_target_as_a_line(rulebook: Rulebook, tmp_path: Path) -> None:
    chart = chart_of(sample_scope(rulebook, "01"), tmp_path / "a.xlsx")

    assert "<c:barChart>" in chart
    assert "<c:lineChart>" in chart
    assert "<c:v>Цель</c:v>" in chart
    assert chart.count("<c:dPt>") == 1  # the one school below the target is hatched
    assert "wdUpDiag" in chart


def test_chart_has_the_names_and_numbers_of_its_rows(rulebook: Rulebook, tmp_path: Path) -> None:
    chart = chart_of(sample_scope(rulebook, "00"), tmp_path / "a.xlsx")

    assert "Ручейский район" in chart
    assert "Холмский городской округ" in chart


def test_label_of_a_share_just_below_the_target_does_not_say_the_target(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    one = school_submission(small, small.periods["2024"], "0101", 10_000, 6_996)

    chart = chart_of(Scope(Index(consolidated(small, (one,)), small), small.registry["01"]), tmp_path / "a.xlsx")

    assert "69,96\u00a0%" in chart
    assert 'formatCode="0\\ %" sourceLinked="0"' not in chart.split("<c:dLbls>")[1].split("</c:dLbls>")[0]


def test_without_targets_there_is_no_line(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    coverage = scope.index.consolidation.coverage.assign(target=None)
    free = replace(scope.index.consolidation, coverage=coverage)

    chart = chart_of(Scope(Index(free, scope.rulebook), scope.place), tmp_path / "a.xlsx")

    assert "<c:lineChart>" not in chart
