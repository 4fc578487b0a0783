from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from support.first_pages import drawn, many_districts
from support.workbook_text import sample_scope

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets.reportchart import MOST_BARS, left_out, report_counts, shown
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity

Completed = Callable[[Scope, Mapping[str, str]], Scope]


def test_districts_stand_with_the_worst_first(rulebook: Rulebook, completed: Completed) -> None:
    scope = sample_scope(rulebook, "00")
    counts = report_counts(scope)

    assert [(each.place.id, each.numbers) for each in counts] == [("02", (4, 0, 0, 1)), ("01", (2, 1, 0, 0))]
    assert counts[0].missing == ("Заречная СОШ с углублённым изучением отдельных предметов",)
    worse = report_counts(completed(scope, {"0101": "with_errors", "0103": "silent"}))
    assert [(each.place.id, each.numbers) for each in worse] == [("01", (0, 1, 1, 1)), ("02", (4, 0, 0, 1))]


def test_district_is_one_row(rulebook: Rulebook) -> None:
    (counts,) = report_counts(sample_scope(rulebook, "02"))

    assert (counts.place.id, counts.numbers, counts.expected) == ("02", (4, 0, 0, 1), 5)


def test_report_that_came_late_and_counts_by_decision_is_counted(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "01")
    made = scope.index.consolidation
    register = tuple(replace(row, codes=("E10",)) if row.place_id == "0102" else row for row in made.register)
    path = next(row.path for row in register if row.place_id == "0102")
    fault = Finding("K06", Severity.ERROR, path, place_id="0102", state=FindingState.WAIVED)
    decided = Scope(Index(replace(made, register=register, findings=(fault,)), scope.rulebook), scope.place)

    assert report_counts(decided)[0].numbers == (3, 0, 0, 0)


def test_nobody_expected_gives_no_row_and_no_chart(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    empty = replace(scope.index.consolidation, completeness=scope.index.consolidation.completeness.iloc[:0])
    nobody = Scope(Index(empty, scope.rulebook), scope.place)

    assert report_counts(nobody) == []
    made = drawn(nobody, tmp_path)
    assert "Отчётов ни от кого не ждут." in made.texts
    assert len(made.charts) == 1


@pytest.mark.parametrize(("place_id", "bars"), [("00", "stacked"), ("02", "clustered")])
def test_bars_of_districts_are_stacked_those_of_one_stand_side_by_side(
    rulebook: Rulebook, tmp_path: Path, place_id: str, bars: str
) -> None:
    charts = drawn(sample_scope(rulebook, place_id), tmp_path).charts
    (chart,) = (each for each in charts if "□ нет отчёта" in each)

    assert '<c:barDir val="bar"/>' in chart
    assert f'<c:grouping val="{bars}"/>' in chart
    assert "wdUpDiag" in chart  # with errors is told from the others without its colour
    assert 'prstDash val="dash"' in chart


def test_table_says_whose_reports_are_missing(rulebook: Rulebook, tmp_path: Path) -> None:
    made = drawn(sample_scope(rulebook, "00"), tmp_path)
    row = made.row(made.row_of("Сдача отчётов, начиная с худших") + 2)

    assert [row[letter] for letter in "ACDEFH"] == ["Холмский городской округ", 4, 0, 0, 1, "4 из 5"]
    assert row["G"] == "Заречная СОШ с углублённым изучением отдельных предметов"


def test_of_many_districts_the_worst_are_shown_and_what_is_left_out_is_said(rulebook: Rulebook) -> None:
    counts = report_counts(many_districts(rulebook))

    assert len(shown(counts)) == MOST_BARS
    assert {each.numbers for each in shown(counts)} == {(0, 0, 0, 1)}
    assert left_out(counts) == "10 худших из 300"
    assert left_out(counts[:MOST_BARS]) is None
