from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from support.consolidations import planned_scope
from support.first_pages import drawn, many_districts
from support.roadmaps import activity, plan
from support.workbook_text import sample_scope

from engine.report.sheets.overduechart import MOST_BARS, left_out, overdue_counts
from engine.rulebook.rulebook import Rulebook

PLAN = replace(plan(activity("1", date(2024, 3, 1)), activity("2", date(2024, 6, 1))), id="p")


def test_places_stand_with_the_most_overdue_first_then_the_longest_then_the_unknown(rulebook: Rulebook) -> None:
    statuses = {
        ("0101", "p", "2"): "overdue",
        ("0102", "p", "1"): "overdue",
        ("0102", "p", "2"): "unknown",
        ("0103", "p", "1"): "unknown",
        ("01", "p", "1"): "overdue",
        ("01", "p", "2"): "overdue",
    }
    counts = overdue_counts(planned_scope(rulebook, [PLAN], statuses))

    assert [(each.place.id, each.overdue, each.unknown) for each in counts] == [
        ("01", 2, 0),
        ("0102", 1, 1),
        ("0101", 1, 0),
        ("0103", 0, 1),
    ]
    assert [each.longest and each.longest.key for each in counts] == ["1", "1", "2", None]


def test_region_compares_districts(rulebook: Rulebook) -> None:
    counts = overdue_counts(sample_scope(rulebook, "00"))

    assert [(each.place.id, each.overdue, each.unknown) for each in counts] == [("02", 2, 2)]


def test_nothing_overdue_is_a_sentence_and_no_chart(rulebook: Rulebook, tmp_path: Path) -> None:
    for statuses, sentence in (
        ({("0101", "p", "1"): "done"}, "Просроченных мероприятий нет."),
        ({("0101", "p", "1"): "unknown"}, "Просроченных мероприятий нет; неизвестно, выполнено ли: 1."),
        ({}, "Дорожная карта не задана, поэтому просрочки не отслеживаются."),
    ):
        scope = planned_scope(rulebook, [PLAN], statuses)
        made = drawn(scope, tmp_path)

        assert overdue_counts(scope) == []
        assert sentence in made.texts
        assert not any("▼ просрочено" in chart for chart in made.charts)


def test_table_says_what_is_overdue_longest_and_where(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = planned_scope(rulebook, [PLAN], {("0101", "p", "1"): "overdue", ("0102", "p", "1"): "unknown"})
    made = drawn(scope, tmp_path)
    first = made.row_of("Что просрочено и где, начиная с худших") + 2

    row = made.row(first)
    assert [row[letter] for letter in "ACDE"] == ["Ручейская СОШ № 1", 1, 0, 305]
    assert str(row["F"]).startswith("№ 1. ")
    assert str(made.cells[f"I{first}"].link).startswith("'Просрочено'!A")
    assert made.row(first + 1) == {"A": "Мостовская ООШ", "C": 0, "D": 1, "I": "► открыть"}


def test_what_nobody_knows_is_told_from_what_is_overdue_without_colours(rulebook: Rulebook, tmp_path: Path) -> None:
    (chart,) = (each for each in drawn(sample_scope(rulebook, "00"), tmp_path).charts if "▼ просрочено" in each)

    assert '<c:grouping val="stacked"/>' in chart
    assert "wdUpDiag" in chart
    assert 'prstDash val="dash"' in chart


def test_of_many_places_the_worst_are_shown_and_what_is_left_out_is_said(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = many_districts(rulebook)
    made = drawn(scope, tmp_path)
    (chart,) = (each for each in made.charts if "▼ просрочено" in each)

    assert f'<c:ptCount val="{MOST_BARS}"/>' in chart
    assert left_out(overdue_counts(scope)) == "8 худших из 40"
    assert "8 худших из 40 ►" in made.texts
